// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The languages in which pages can speak: one file {@code messages_xx.properties} each, the program's own and those of the
 * directory {@code filodiretto.languages}. What a file does not say is said in Italian.
 */
@Component
public class Languages {

    private static final Logger log = LoggerFactory.getLogger(Languages.class);
    private static final Pattern FILE = Pattern.compile("messages_([a-z]{2,3})\\.properties");

    private final Map<String, Map<String, String>> sentences = new TreeMap<>();

    Languages(@Value("${filodiretto.languages}") String directory) {
        read("classpath*:messages_*.properties");
        if (!directory.isBlank()) {
            read("file:" + directory + "/messages_*.properties");
        }
        log.info("Languages of the pages: {}", String.join(", ", sentences.keySet()));
    }

    /** Their codes; Italian first. */
    public List<String> codes() {
        return sentences.keySet().stream().sorted((one, other) -> Boolean.compare(isItalian(other), isItalian(one))).toList();
    }

    boolean has(String code) {
        return sentences.containsKey(code);
    }

    /** The first of the languages asked for that there is, by a header {@code Accept-Language}; Italian if none is. */
    String best(String accepted) {
        try {
            var found = Locale.lookupTag(Locale.LanguageRange.parse(accepted), sentences.keySet());
            return found == null ? Locale.ITALIAN.getLanguage() : found;
        } catch (IllegalArgumentException _) {
            return Locale.ITALIAN.getLanguage();
        }
    }

    Optional<String> sentence(String language, String key) {
        return Optional.ofNullable(sentences.getOrDefault(language, Map.of()).get(key));
    }

    private static boolean isItalian(String code) {
        return code.equals(Locale.ITALIAN.getLanguage());
    }

    private void read(String pattern) {
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                var name = FILE.matcher(String.valueOf(file.getFilename()));
                if (name.matches()) {
                    read(name.group(1), file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The languages could not be read: " + pattern, e);
        }
    }

    private void read(String language, Resource file) throws IOException {
        var found = new Properties();
        try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            found.load(reader);
        }
        var all = sentences.computeIfAbsent(language, _ -> new TreeMap<>());
        found.forEach((key, words) -> all.put(key.toString(), words.toString()));
    }
}

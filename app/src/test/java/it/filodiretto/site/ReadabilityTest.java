// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Gulpease, the index made for Italian (Lucisano and Piemontese, 1988): 89 + (300 × sentences − 10 × letters) / words. Below 60 a text
 * is hard for who went to school for eight years.
 */
@NullMarked
class ReadabilityTest {

    private static final int EIGHT_YEARS = 60;
    /** Of fewer words the index says nothing. */
    private static final int FEWEST_WORDS = 12;
    private static final Pattern FOR_CITIZENS = Pattern.compile("(site|webchat|statistics|page|error|subscription\\.policy-call)\\..*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}0-9]+");
    private static final Pattern END = Pattern.compile("[.!?:;](?=\\s|$)|\\n");

    @Test
    @DisplayName("SF-03: what the pages say is read by who went to school for eight years")
    void thePagesAreEasy() throws IOException {
        var words = new Properties();
        try (var in = new InputStreamReader(Objects.requireNonNull(ReadabilityTest.class.getResourceAsStream("/messages_it.properties")), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        var pages = words.stringPropertyNames().stream().filter(it -> FOR_CITIZENS.matcher(it).matches()).collect(Collectors.toMap(it -> it, words::getProperty));
        assertThat(pages).hasSizeGreaterThan(300);
        assertThat(hard(pages)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"pistoia", "santa-fiora", "calenzano", "arezzo", "bientina"})
    @DisplayName("SF-03: what a town answers, and its privacy notice, are read by who went to school for eight years")
    void theTownsWordsAreEasy(String slug) throws IOException {
        try (var in = Objects.requireNonNull(ReadabilityTest.class.getResourceAsStream("/municipalities/" + slug + ".yaml"))) {
            Map<String, Object> profile = new Yaml().load(in);
            var texts = new LinkedHashMap<String, String>();
            ((Map<?, ?>) Objects.requireNonNull(profile.get("texts"))).forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
            texts.put("policy", String.valueOf(profile.get("policy")));
            assertThat(texts).hasSizeGreaterThan(4);
            assertThat(hard(texts)).isEmpty();
        }
    }

    private static List<String> hard(Map<String, String> texts) {
        return texts.entrySet().stream().filter(it -> gulpease(it.getValue()) < EIGHT_YEARS).map(it -> "%s (%d): %s".formatted(it.getKey(), gulpease(it.getValue()), it.getValue())).toList();
    }

    private static long gulpease(String text) {
        var plain = text.replaceAll("\\{[^}]*\\}", "parola");
        var words = WORD.matcher(plain).results().map(it -> it.group()).toList();
        if (words.size() < FEWEST_WORDS) {
            return 100;
        }
        long letters = words.stream().mapToLong(String::length).sum();
        long sentences = Math.max(1, END.matcher(plain).results().count());
        return Math.round(89 + (300.0 * sentences - 10.0 * letters) / words.size());
    }
}

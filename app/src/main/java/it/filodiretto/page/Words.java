// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The sentences of {@code messages_it.properties}, filled in; those of another language where its file has them.
 *
 * <p>They are {@link MessageFormat}s: write the apostrophe as ’, choose by number with <code>{0,choice,1#una persona|1&lt;{0} persone}</code>.
 * Numbers come out as the language writes them: {@code 1.486}.
 */
@Component
public class Words {

    private static final String ITALIAN = Locale.ITALIAN.getLanguage();

    private final Languages languages;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    /** With the program's own languages. */
    public Words() {
        this(new Languages(""));
    }

    @Autowired
    Words(Languages languages) {
        this.languages = languages;
    }

    /** In Italian. @throws MissingResourceException if no sentence has this key */
    public String get(String key, Object... parts) {
        return in(ITALIAN, key, parts);
    }

    /** In this language, or in Italian where it has no such sentence. @throws MissingResourceException if Italian has none either */
    public String in(String language, String key, Object... parts) {
        var format = formats.computeIfAbsent(language + ' ' + key, _ -> format(language, key));
        return ((MessageFormat) format.clone()).format(parts);
    }

    private MessageFormat format(String language, String key) {
        return languages.sentence(language, key).map(it -> new MessageFormat(it, Locale.of(language)))
            .orElseGet(() -> new MessageFormat(languages.sentence(ITALIAN, key)
                .orElseThrow(() -> new MissingResourceException("No sentence " + key, "messages_it.properties", key)), Locale.ITALIAN));
    }
}

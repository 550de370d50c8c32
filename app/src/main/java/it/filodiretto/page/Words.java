// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The sentences of {@code messages_it.properties}, filled in.
 *
 * <p>They are {@link MessageFormat}s: write the apostrophe as ’, choose by number with <code>{0,choice,1#una persona|1&lt;{0} persone}</code>.
 * Numbers come out Italian: {@code 1.486}.
 */
@Component
public class Words {

    private final ResourceBundle sentences = ResourceBundle.getBundle("messages", Locale.ITALIAN);
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    /** @throws MissingResourceException if no sentence has this key */
    public String get(String key, Object... parts) {
        var format = formats.computeIfAbsent(key, it -> new MessageFormat(sentences.getString(it), Locale.ITALIAN));
        return ((MessageFormat) format.clone()).format(parts);
    }
}

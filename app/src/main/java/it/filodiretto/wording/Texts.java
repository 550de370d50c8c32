// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sentences that the current municipality words for itself: {@code welcome}, {@code farewell}, {@code question},
 * {@code question-button}, {@code leave-question}, {@code leave-question-button}, {@code invitation}, {@code courtesy},
 * {@code closed}, {@code call}, {@code refusal}, {@code help}.
 */
@Component
@Transactional(readOnly = true)
public class Texts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)\\}");

    private final Municipalities municipalities;
    private final ContentTable table;
    private final TownKeywords keywords;

    Texts(Municipalities municipalities, ContentTable table, TownKeywords keywords) {
        this.municipalities = municipalities;
        this.table = table;
        this.keywords = keywords;
    }

    public Optional<String> find(String key) {
        return table.text(key);
    }

    /** As the town wrote it, placeholders and all. @throws IllegalArgumentException if the town has not worded it */
    public String get(String key) {
        return find(key).orElseThrow(() ->
            new IllegalArgumentException("Municipality " + municipalities.current().slug() + " has no text " + key));
    }

    /**
     * Ready to send. The town's own placeholders are filled here: {@code {comune}}, {@code {contact-name}}, {@code {help}},
     * {@code {opt-in}}, {@code {opt-out}}, {@code {channels}}.
     *
     * @param values for the others, without braces: policy-link, registration-link, opening
     * @throws IllegalArgumentException if a value is missing
     */
    public String filled(String key, Map<String, String> values) {
        var known = new HashMap<>(own(municipalities.current(), keywords.current()));
        known.putAll(values);
        return PLACEHOLDER.matcher(get(key).strip()).replaceAll(found -> {
            var value = known.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("Text " + key + " needs a value for {" + found.group(1) + "}");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static Map<String, String> own(Municipality town, Keywords keywords) {
        var account = town.whatsapp();
        return Map.of(
            "comune", town.fullName(),
            "contact-name", account == null ? town.fullName() : account.contactName(),
            "help", town.help().words(),
            "opt-in", first(keywords.optIn()),
            "opt-out", keywords.optOut().isEmpty() ? "STOP" : first(keywords.optOut()),
            "channels", channels(town));
    }

    private static String first(List<String> words) {
        return words.isEmpty() ? "" : words.getFirst();
    }

    private static String channels(Municipality town) {
        return town.contacts().stream().filter(ContactChannel::answers).map(it -> it.name() + " " + it.at()).collect(Collectors.joining(", "));
    }
}

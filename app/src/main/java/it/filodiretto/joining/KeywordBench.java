// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.subscription.Policies;
import it.filodiretto.wording.Keywords;
import it.filodiretto.wording.Texts;
import it.filodiretto.wording.TownKeywords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what would become of a message, by the grammar that reads the true ones, before a word is printed on a poster. */
@Component
class KeywordBench {

    private final Municipalities municipalities;
    private final TownKeywords keywords;
    private final Texts texts;
    private final Policies policies;
    private final PersonalLinks links;

    KeywordBench(Municipalities municipalities, TownKeywords keywords, Texts texts, Policies policies, PersonalLinks links) {
        this.municipalities = municipalities;
        this.keywords = keywords;
        this.texts = texts;
        this.policies = policies;
        this.links = links;
    }

    /** What would happen. @param reply what the person would read; null: nothing by itself @param district the one that was named; null: none */
    record Trial(String text, Fate fate, @Nullable String reply, @Nullable String district) {}

    enum Fate { JOINS, LEAVES, ASKED_TO_JOIN, ASKED_TO_LEAVE, PEOPLE, UNREAD }

    Keywords present() {
        return keywords.current();
    }

    /** @param words to try, one a line; those of the town if there are none */
    List<Trial> tryOut(String typed, Keywords words) {
        var grammar = new KeywordGrammar(words, municipalities.current().language(), municipalities.current().districts());
        return Arrays.stream(typed.split("\n")).map(String::strip).filter(it -> !it.isEmpty()).limit(20)
            .map(it -> trial(it, grammar.read(it), values(words))).toList();
    }

    /** What stands in the place of placeholders: the words that are tried, and a link that is nobody's. */
    private Map<String, String> values(Keywords words) {
        var values = new HashMap<>(Map.of("policy-link", policies.link(policies.inForce()), "preferences-link", links.ofNobody(PersonalLinks.Purpose.PREFERENCES)));
        words.optIn().stream().findFirst().ifPresent(it -> values.put("opt-in", it));
        words.optOut().stream().findFirst().ifPresent(it -> values.put("opt-out", it));
        return values;
    }

    private Trial trial(String text, KeywordReading reading, Map<String, String> values) {
        return switch (reading) {
            case KeywordReading.OptOut _ -> answered(new Trial(text, Fate.LEAVES, null, null), AutomaticKind.FAREWELL, "farewell", values);
            case KeywordReading.OptIn(var district) -> mode() == ChannelMode.PEOPLE_ONLY ? others(text)
                : answered(new Trial(text, Fate.JOINS, null, district), AutomaticKind.WELCOME, "welcome", values);
            case KeywordReading.Near near when allows(AutomaticKind.QUESTION) -> near.joining()
                ? answered(new Trial(text, Fate.ASKED_TO_JOIN, null, null), AutomaticKind.QUESTION, "question", values)
                : answered(new Trial(text, Fate.ASKED_TO_LEAVE, null, null), AutomaticKind.QUESTION, "leave-question", values);
            case KeywordReading.Near _, KeywordReading.None _ -> others(text);
        };
    }

    private Trial others(String text) {
        return new Trial(text, mode() == ChannelMode.ONE_WAY ? Fate.UNREAD : Fate.PEOPLE, null, null);
    }

    private Trial answered(Trial trial, AutomaticKind kind, String key, Map<String, String> values) {
        var reply = allows(kind) && texts.find(key).isPresent() ? texts.filled(key, values) : null;
        return new Trial(trial.text(), trial.fate(), reply, trial.district());
    }

    private boolean allows(AutomaticKind kind) {
        var account = municipalities.current().whatsapp();
        return account != null && account.allows(kind);
    }

    private ChannelMode mode() {
        var account = municipalities.current().whatsapp();
        return account == null ? ChannelMode.TWO_WAY : account.mode();
    }
}

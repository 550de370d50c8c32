// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.wording.Keywords;
import it.filodiretto.wording.Texts;
import it.filodiretto.wording.TownKeywords;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what would become of a message, by the grammar that reads the true ones, before a word is printed on a poster. */
@Component
class KeywordBench {

    private final Municipalities municipalities;
    private final TownKeywords keywords;
    private final Texts texts;

    KeywordBench(Municipalities municipalities, TownKeywords keywords, Texts texts) {
        this.municipalities = municipalities;
        this.keywords = keywords;
        this.texts = texts;
    }

    /** What would happen. @param reply what the town would answer, as it is worded, placeholders and all; null: nothing by itself @param district the one that was named; null: none */
    record Trial(String text, Fate fate, @Nullable String reply, @Nullable String district) {}

    enum Fate { JOINS, LEAVES, ASKED_TO_JOIN, ASKED_TO_LEAVE, PEOPLE, UNREAD }

    Keywords present() {
        return keywords.current();
    }

    /** @param words to try, one a line; those of the town if there are none */
    List<Trial> tryOut(String typed, Keywords words) {
        var grammar = new KeywordGrammar(words, municipalities.current().language(), municipalities.current().districts());
        return Arrays.stream(typed.split("\n")).map(String::strip).filter(it -> !it.isEmpty()).limit(20).map(it -> trial(it, grammar.read(it))).toList();
    }

    private Trial trial(String text, KeywordReading reading) {
        return switch (reading) {
            case KeywordReading.OptOut _ -> answered(text, Fate.LEAVES, AutomaticKind.FAREWELL, "farewell");
            case KeywordReading.OptIn(var district) -> mode() == ChannelMode.PEOPLE_ONLY ? others(text)
                : answered(text, Fate.JOINS, AutomaticKind.WELCOME, "welcome", district);
            case KeywordReading.Near near when allows(AutomaticKind.QUESTION) -> near.joining()
                ? answered(text, Fate.ASKED_TO_JOIN, AutomaticKind.QUESTION, "question") : answered(text, Fate.ASKED_TO_LEAVE, AutomaticKind.QUESTION, "leave-question");
            case KeywordReading.Near _, KeywordReading.None _ -> others(text);
        };
    }

    private Trial others(String text) {
        return new Trial(text, mode() == ChannelMode.ONE_WAY ? Fate.UNREAD : Fate.PEOPLE, null, null);
    }

    private Trial answered(String text, Fate fate, AutomaticKind kind, String key) {
        return answered(text, fate, kind, key, null);
    }

    private Trial answered(String text, Fate fate, AutomaticKind kind, String key, @Nullable String district) {
        return new Trial(text, fate, allows(kind) ? texts.find(key).orElse(null) : null, district);
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

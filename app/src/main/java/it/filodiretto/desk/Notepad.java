// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.conversation.WordTable;
import it.filodiretto.live.Signals;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What operators write on a talk for each other: labels, marks and notes. */
@Component
class Notepad {

    private static final int LABELS = 8;
    private static final Pattern CALL = Pattern.compile("@([\\p{L}’'-]+)");

    private final Deeds deeds;
    private final ConversationTable table;
    private final StoryTable story;
    private final WordTable words;
    private final Offices offices;
    private final Signals signals;
    private final Clock clock;

    Notepad(Deeds deeds, ConversationTable table, StoryTable story, WordTable words, Offices offices, Signals signals, Clock clock) {
        this.deeds = deeds;
        this.table = table;
        this.story = story;
        this.words = words;
        this.offices = offices;
        this.signals = signals;
        this.clock = clock;
    }

    /** @param typed parted by commas */
    boolean label(ConversationId id, String typed, OperatorId by) {
        var labels = Arrays.stream(typed.split(",")).map(it -> it.strip().toLowerCase(Locale.ITALIAN)).filter(it -> !it.isEmpty() && it.length() <= 30).distinct().limit(LABELS).toList();
        return deeds.on(id, it -> {
            label(id, labels);
            deeds.written(id, by, "LABELLED", labels.isEmpty() ? "ha tolto le etichette" : "etichette: " + String.join(", ", labels));
        });
    }

    /** One key and a digit: the talk has this mark of its office, or has it no more. */
    boolean mark(ConversationId id, String mark, OperatorId by) {
        return deeds.on(id, it -> {
            if (offices.marks(it.office()).contains(mark)) {
                var labels = new ArrayList<>(it.care().labels());
                var had = labels.remove(mark);
                if (!had) {
                    labels.addFirst(mark);
                }
                label(id, labels.stream().limit(LABELS).toList());
                deeds.written(id, by, "MARKED", had ? "non è più: " + mark : "l’ha segnata come " + mark);
            }
        });
    }

    private void label(ConversationId id, List<String> labels) {
        table.label(id, labels);
        if (labels.isEmpty()) {
            words.remove(id.value());
        } else {
            words.add(id, id.value(), String.join(" ", labels), clock.instant());
        }
    }

    /** Read by operators only. {@code @anna} calls every Anna who sees this talk: she finds it in «Mi hanno chiamato» until she has looked. */
    boolean note(ConversationId id, String text, OperatorId by) {
        return deeds.on(id, it -> {
            var note = story.note(id, by, text, called(text, it.office()).stream().filter(one -> !one.equals(by)).toList(), clock.instant());
            words.add(id, note, text, clock.instant());
            signals.changed(Conversations.TOPIC, id.value());
        });
    }

    private List<OperatorId> called(String text, String office) {
        var names = CALL.matcher(text.toLowerCase(Locale.ITALIAN)).results().map(it -> it.group(1)).collect(Collectors.toSet());
        return offices.colleagues(office).stream().filter(it -> names.contains(it.name().split(" ")[0].toLowerCase(Locale.ITALIAN))).map(Operators.Colleague::id).toList();
    }
}

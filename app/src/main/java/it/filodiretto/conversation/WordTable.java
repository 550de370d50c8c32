// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.shared.Gathered;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code conversation_text}: what was said, what people are called, labels and codes, as Italian words to be found by their stem; and for which office. */
@Repository
public class WordTable {

    private final JdbcClient db;
    private final Gathered<AtTheEnd> atTheEnd = new Gathered<>(this::write);

    WordTable(JdbcClient db) {
        this.db = db;
    }

    public void add(ConversationId id, UUID source, String text, Instant at) {
        add(List.of(new Text(id, source, text, at, null)));
    }

    /** This was said for that office. */
    void add(ConversationId id, UUID source, String text, Instant at, String office) {
        add(List.of(new Text(id, source, text, at, office)));
    }

    /** As {@link #add}, to be found from the end of the transaction on. */
    void addAtTheEnd(ConversationId id, UUID source, String text, Instant at) {
        atTheEnd.add(new Text(id, source, text, at, null));
    }

    /** What was said by this message is now found by these words, wherever it stands; {@code null}: no longer. At the end of the transaction. */
    void correctAtTheEnd(UUID source, @Nullable String words) {
        atTheEnd.add(new Correction(source, words));
    }

    /** What is written down at the end of a transaction. */
    private sealed interface AtTheEnd {}

    private record Correction(UUID source, @Nullable String words) implements AtTheEnd {}

    private record Text(ConversationId talk, UUID source, String said, Instant at, @Nullable String office) implements AtTheEnd {}

    /** A correction may have come before its message: it counts all the same. */
    private void write(List<AtTheEnd> gathered) {
        var texts = gathered.stream().filter(Text.class::isInstance).map(Text.class::cast).toList();
        if (!texts.isEmpty()) {
            add(distinct(texts));
        }
        gathered.stream().filter(Correction.class::isInstance).map(Correction.class::cast).forEach(this::correct);
    }

    private void correct(Correction correction) {
        if (correction.words() == null) {
            remove(correction.source());
        } else {
            db.sql("update conversation_text set words = to_tsvector('italian', ?) where source_id = ?").param(correction.words()).param(correction.source()).update();
        }
    }

    private void add(List<Text> texts) {
        db.sql("""
                insert into conversation_text (conversation_id, source_id, said_at, words, office_code)
                select talk, source, at, to_tsvector('italian', said), office
                  from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[]) as t (talk, source, said, at, office)
                on conflict (source_id, conversation_id) do update set words = excluded.words""")
            .param(texts.stream().map(it -> it.talk().value()).toArray(UUID[]::new)).param(texts.stream().map(Text::source).toArray(UUID[]::new))
            .param(texts.stream().map(Text::said).toArray(String[]::new)).param(texts.stream().map(it -> it.at().toString()).toArray(String[]::new))
            .param(texts.stream().map(Text::office).toArray(String[]::new)).update();
    }

    /** One statement cannot write a row twice: of a person's name that came with each of her messages, the last counts. */
    private static List<Text> distinct(List<Text> texts) {
        var last = new LinkedHashMap<String, Text>();
        texts.forEach(it -> last.put(it.talk() + " " + it.source(), it));
        return List.copyOf(last.values());
    }

    public void remove(UUID source) {
        db.sql("delete from conversation_text where source_id = ?").param(source).update();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.notice.Notice;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.register.RegisterEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the register keeps of a notice, to be read on paper.
 *
 * @param now each person in the furthest state, when the paper was made; null: it has not left
 */
record NoticePaper(Notice notice, String town, List<RegisterEntry> entries, @Nullable BulkCounts now, Instant at, ZoneId zone) {

    /** Of a long sending the minutes beyond are in the file only. */
    private static final int MINUTES = 300;

    private static final List<String> FACTS = List.of("title", "topic", "level", "districts", "drill", "follows", "written_by", "changed_by",
        "signature_asked_by", "approved_by", "by", "reason", "leaves_at", "audience", "recipients", "started_at", "finished_at", "stopped", "means", "counts",
        "failures", "text_hash", "free_text", "template");

    /** Those facts of an entry that have something to say, in the order in which they are read. */
    static List<String> facts(RegisterEntry entry) {
        return FACTS.stream().filter(it -> !List.of("", List.of(), Map.of(), false).contains(entry.fact(it))).toList();
    }

    static Instant at(RegisterEntry entry) {
        return Instant.parse(entry.fact("at").toString());
    }

    static List<Map<?, ?>> minutes(RegisterEntry entry) {
        return entry.fact("minutes") instanceof List<?> all
            ? all.stream().limit(MINUTES).<Map<?, ?>>map(it -> it instanceof Map<?, ?> minute ? minute : Map.of()).toList() : List.of();
    }

    static int minutesBeyond(RegisterEntry entry) {
        return entry.fact("minutes") instanceof List<?> all ? Math.max(0, all.size() - MINUTES) : 0;
    }
}

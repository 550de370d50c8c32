// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.page.Italian;
import it.filodiretto.page.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The register's facts in Italian: moments, counts, persons, lists of these. */
record FactWords(Words words, ZoneId zone) {

    private static final String COUNTS = "accepted|sent|delivered|read|failed|left|excluded|queued|in_flight|uncertain|template|free_text|unknown";

    String label(String fact) {
        return words.get("broadcast.proof.fact." + fact);
    }

    String kind(String kind) {
        return words.get("broadcast.proof.kind." + kind);
    }

    String of(String fact, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean yes -> words.get(yes ? "broadcast.proof.yes" : "broadcast.proof.no");
            case Number number -> Italian.number(number.longValue());
            case List<?> many -> many.stream().map(it -> of(fact, it)).collect(Collectors.joining("; "));
            case Map<?, ?> parts -> of(fact, parts);
            default -> fact.endsWith("_at") ? moment(Instant.parse(value.toString())) : value.toString();
        };
    }

    private String of(String fact, Map<?, ?> parts) {
        return switch (fact) {
            case "audience" -> words.get("broadcast.proof.audience", Objects.requireNonNull(parts.get("recipients")), moment(Instant.parse(String.valueOf(parts.get("as_of")))));
            case "template" -> parts.get("name") + " (" + parts.get("language") + "): " + parts.get("words");
            case "failures" -> parts.get("reason") + " (" + parts.get("code") + "): " + parts.get("count");
            case "follows" -> words.get("broadcast.follows." + String.valueOf(parts.get("as")).toUpperCase(Locale.ROOT)) + " " + parts.get("notice");
            case "counts", "means" -> List.of(COUNTS.split("\\|")).stream().filter(it -> parts.get(it) instanceof Number number && number.longValue() > 0)
                .map(it -> words.get("broadcast.proof.count." + it, Objects.requireNonNull(parts.get(it)))).collect(Collectors.joining(", "));
            default -> String.valueOf(parts.get("name"));
        };
    }

    /** Also to the second in UTC, as the file has it. */
    String moment(Instant at) {
        return Italian.date(at, zone) + ", " + ProgressView.clock(at, zone);
    }
}

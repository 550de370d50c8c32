// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** A day and an hour as the form's field gives them, on the town's clock: {@code 2026-11-24T10:15}. */
sealed interface TownTime {

    /** Four digits: no calendar has more. */
    int LAST_YEAR = 9999;

    /** Nothing was typed. */
    record Empty() implements TownTime {}

    record At(Instant instant) implements TownTime {}

    /** @param key of the sentence that says what to do */
    record Wrong(String key) implements TownTime {}

    /** An hour that comes twice is the first of the two. */
    static TownTime read(@Nullable String typed, ZoneId zone) {
        if (typed == null || typed.isBlank()) {
            return new Empty();
        }
        try {
            var local = LocalDateTime.parse(typed.strip());
            if (local.getYear() < 1 || local.getYear() > LAST_YEAR) {
                return new Wrong("broadcast.time.unknown");
            }
            var offsets = zone.getRules().getValidOffsets(local);
            return offsets.isEmpty() ? new Wrong("broadcast.time.no-such-hour") : new At(local.toInstant(offsets.getFirst()));
        } catch (DateTimeParseException _) {
            return new Wrong("broadcast.time.unknown");
        }
    }

    static @Nullable Instant instant(@Nullable String typed, ZoneId zone) {
        return read(typed, zone) instanceof At(var instant) ? instant : null;
    }

    /** As the form's field wants it. */
    static String typed(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? "" : LocalDateTime.ofInstant(instant, zone).withSecond(0).withNano(0).toString();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.api.ApiProblem;
import it.filodiretto.api.ApiProblem.Fault;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST …/notices}. @param send {@code now}, {@code draft} or a time as RFC 3339 writes it */
record NoticeRequest(@Nullable String title, @Nullable String text, @Nullable String topic, @Nullable String level,
        @Nullable List<String> districts, @Nullable List<String> channels, @Nullable String send) {

    /** When to send: exactly one is so. */
    sealed interface When {

        record Never() implements When {}

        record Now() implements When {}

        record Then(Instant at) implements When {}
    }

    /** What can be said without knowing the town. */
    List<Fault> faults(Instant now) {
        var faults = new ArrayList<Fault>();
        if (level != null && AlertLevel.find(level).isEmpty()) {
            faults.add(new Fault("#/level", "Not a level: green, yellow, orange or red"));
        }
        switch (when()) {
            case null -> faults.add(new Fault("#/send", "Say \"now\", \"draft\" or a time as RFC 3339 writes it, 2026-11-24T18:00:00+01:00"));
            case When.Then(var at) when !at.isAfter(now) -> faults.add(new Fault("#/send", "This time has passed; it is " + now + " now"));
            case When.Then _, When.Now _, When.Never _ -> {}
        }
        return faults;
    }

    NoticeText content() {
        return new NoticeText(orEmpty(title), orEmpty(text), orEmpty(topic), level == null ? null : AlertLevel.find(level).orElse(null),
            districts == null ? List.of() : districts, channels == null ? List.of(NoticeText.WHATSAPP) : channels);
    }

    /** Null if it cannot be understood. */
    @Nullable When when() {
        if (send == null || send.equals("now") || send.equals("draft")) {
            return send == null ? null : send.equals("now") ? new When.Now() : new When.Never();
        }
        try {
            return new When.Then(OffsetDateTime.parse(send, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant());
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    static ApiProblem problem(List<Fault> faults) {
        return ApiProblem.invalid(faults.toArray(Fault[]::new));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

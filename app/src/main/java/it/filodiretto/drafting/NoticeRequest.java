// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import com.fasterxml.jackson.annotation.JsonProperty;
import it.filodiretto.api.ApiProblem;
import it.filodiretto.api.ApiProblem.Fault;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST …/notices}. @param send {@code now}, {@code draft} or a time as RFC 3339 writes it */
record NoticeRequest(@Nullable String title, @Nullable String text, @Nullable String topic, @Nullable String level,
        @Nullable List<@Nullable String> districts, @Nullable List<@Nullable String> channels, @Nullable String send, @Nullable String kind, @Nullable String place,
        @Nullable String from, @Nullable String until, @JsonProperty("what_to_do") @Nullable String whatToDo, @Nullable String detour,
        @Nullable String link, @Nullable Boolean drill) {

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
        if (kind != null && NoticeKind.find(kind).isEmpty()) {
            faults.add(new Fault("#/kind", "Not a kind: " + Arrays.stream(NoticeKind.values()).map(NoticeKind::code).collect(Collectors.joining(", "))));
        }
        checkNames("#/districts/", districts, faults);
        checkNames("#/channels/", channels, faults);
        checkTime("#/from", from, faults);
        checkTime("#/until", until, faults);
        switch (when()) {
            case null -> faults.add(new Fault("#/send", "Say \"now\", \"draft\" or a time as RFC 3339 writes it, 2026-11-24T18:00:00+01:00"));
            case When.Then(var at) when !at.isAfter(now) -> faults.add(new Fault("#/send", "This time has passed; it is " + now + " now"));
            case When.Then _, When.Now _, When.Never _ -> {}
        }
        return faults;
    }

    NoticeText content() {
        return new NoticeText(orEmpty(title), orEmpty(text), orEmpty(topic), level == null ? null : AlertLevel.find(level).orElse(null),
            districts == null ? List.of() : names(districts), channels == null ? List.of(NoticeText.WHATSAPP) : names(channels),
            new NoticeDetails(kind == null ? NoticeKind.GENERAL : NoticeKind.find(kind).orElse(NoticeKind.GENERAL), orEmpty(place), instant(from),
                instant(until), orEmpty(whatToDo), orEmpty(detour), orEmpty(link), Boolean.TRUE.equals(drill)));
    }

    private static void checkNames(String pointer, @Nullable List<@Nullable String> typed, List<Fault> faults) {
        for (int i = 0; typed != null && i < typed.size(); i++) {
            if (typed.get(i) == null) {
                faults.add(new Fault(pointer + i, "A name is missing here"));
            }
        }
    }

    private static List<String> names(List<@Nullable String> typed) {
        return typed.stream().flatMap(Stream::ofNullable).toList();
    }

    private static void checkTime(String pointer, @Nullable String typed, List<Fault> faults) {
        if (typed != null && instant(typed) == null) {
            faults.add(new Fault(pointer, "Say a time as RFC 3339 writes it, 2026-11-24T18:00:00+01:00"));
        }
    }

    private static @Nullable Instant instant(@Nullable String typed) {
        try {
            var at = typed == null ? null : OffsetDateTime.parse(typed, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            return at == null || at.getYear() < 1 || at.getYear() > TownTime.LAST_YEAR ? null : at.toInstant();
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /** Null if it cannot be understood. */
    @Nullable When when() {
        if (send == null || send.equals("now") || send.equals("draft")) {
            return send == null ? null : send.equals("now") ? new When.Now() : new When.Never();
        }
        var at = instant(send);
        return at == null ? null : new When.Then(at);
    }

    static ApiProblem problem(List<Fault> faults) {
        return ApiProblem.invalid(faults.toArray(Fault[]::new));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

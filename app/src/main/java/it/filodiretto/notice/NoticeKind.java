// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened: each kind but the general one asks for its own fields and writes the sentences. */
public enum NoticeKind {
    GENERAL,
    /** Water failure. */
    WATER("place", "from"),
    /** Closed road. */
    ROAD("place", "detour"),
    /** Weather alert. */
    WEATHER("level", "from", "what_to_do"),
    /** Schools closed. */
    SCHOOL("place", "from"),
    DEADLINE("until"),
    EVENT("place", "from");

    private final List<String> required;

    NoticeKind(String... required) {
        this.required = List.of(required);
    }

    /** Fields, by their names in the API, without which the notice is no help. */
    List<String> required() {
        return required;
    }

    /** As programs write it, {@code water}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<NoticeKind> find(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code.strip())).findFirst();
    }
}

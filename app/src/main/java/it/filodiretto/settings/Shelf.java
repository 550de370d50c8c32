// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.wording.Piece;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of pieces as pages name them. @param noun in addresses, {@code chiusure} @param fields in the order of the form */
enum Shelf {
    CLOSURES(Piece.Kind.CLOSURE, "chiusure", "from", "until", "hours", "reason", "timetable"),
    TIMETABLES(Piece.Kind.TIMETABLE, "orari", "name", "from", "until", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    TOPICS(Piece.Kind.TOPIC, "argomenti", "name", "description", "category"),
    TEXTS(Piece.Kind.TEXT, "testi", "body"),
    KEYWORDS(Piece.Kind.KEYWORDS, "parole", "join", "leave");

    private final Piece.Kind kind;
    private final String noun;
    private final List<String> fields;

    Shelf(Piece.Kind kind, String noun, String... fields) {
        this.kind = kind;
        this.noun = noun;
        this.fields = List.of(fields);
    }

    static Optional<Shelf> of(String noun) {
        return Arrays.stream(values()).filter(it -> it.noun.equals(noun)).findFirst();
    }

    static Shelf of(Piece.Kind kind) {
        return Arrays.stream(values()).filter(it -> it.kind == kind).findFirst().orElseThrow();
    }

    Piece.Kind kind() {
        return kind;
    }

    String noun() {
        return noun;
    }

    List<String> fields() {
        return fields;
    }

    /** Closures and topics may be added; the others are named by the profile and the program. */
    boolean takesNew() {
        return this == CLOSURES || this == TOPICS;
    }

    String control(String field) {
        return switch (field) {
            case "from", "until" -> "date";
            case "body", "join", "leave" -> "textarea";
            case "timetable", "category" -> "select";
            default -> "text";
        };
    }

    /** Where the rail and the way back lead. */
    String page() {
        return this == CLOSURES || this == TIMETABLES ? "orari" : "testi";
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.page.Page;
import it.filodiretto.wording.Piece;
import it.filodiretto.wording.PieceFlaw;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of one piece and its history.
 *
 * @param piece as it was typed, or as it is
 * @param seen mark of what there was when the form was opened
 * @param isNew not written yet
 * @param meanwhile a colleague changed it since: key of the sentence that says so; empty: nobody did
 */
record EditView(Shelf shelf, Piece piece, String seen, boolean isNew, String meanwhile, List<PieceFlaw> flaws, Map<String, String> timetables,
        List<Past> history) {

    /** @param by name; null: a program */
    record Past(Edition edition, @Nullable String by, List<Difference> differences) {}

    record Difference(String field, String before, String after) {}

    @Nullable PieceFlaw flaw(String field) {
        return flaws.stream().filter(it -> it.field().equals(field)).findFirst().orElse(null);
    }

    /** Values of a select, with the keys of their labels, or the labels themselves. */
    Map<String, String> options(String field) {
        return field.equals("timetable") ? timetables : Map.of("UTILITY", "UTILITY", "MARKETING", "MARKETING");
    }

    /** A value as people read it: a day as such, a timetable by its name. */
    String shown(Page page, String field, String value) {
        return value.isEmpty() ? value : switch (shelf.control(field)) {
            case "date" -> page.day(LocalDate.parse(value)) + " " + value.substring(0, 4);
            case "select" -> field.equals("timetable") ? timetables.getOrDefault(value, value) : page.say("settings.category." + value);
            default -> value;
        };
    }

    static List<Difference> differences(Edition edition) {
        var found = new LinkedHashMap<String, Difference>();
        var before = edition.before() == null ? Map.<String, String>of() : edition.before();
        var after = edition.after() == null ? Map.<String, String>of() : edition.after();
        for (var field : Shelf.of(edition.kind()).fields()) {
            var was = before.getOrDefault(field, "");
            var is = after.getOrDefault(field, "");
            if (!was.equals(is)) {
                found.put(field, new Difference(field, was, is));
            }
        }
        return List.copyOf(found.values());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of a CSV file that no spreadsheet takes for a formula. */
public final class Csv {

    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** One line, with its end: cells parted by semicolons, as spreadsheets in Italy want them. */
    public static String line(String... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(";", "", "\r\n"));
    }

    /** What a spreadsheet would compute gets an apostrophe before it; what would break the line gets quotes around. */
    private static String cell(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(it -> it == ';' || it == '"' || it == '\n' || it == '\r')
            ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}

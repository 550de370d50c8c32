// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A text as WhatsApp shows it: lines, with {@code *bold*} parts. */
public record Bubble(List<List<Part>> lines) {

    private static final Pattern BOLD = Pattern.compile("\\*([^*\\s][^*]*)\\*");

    /** Some words of a line, bold or not. */
    public record Part(String text, boolean bold) {}

    static Bubble of(String text) {
        return new Bubble(text.lines().map(Bubble::parts).toList());
    }

    /** In characters, without the marks. */
    int length() {
        return lines.stream().flatMap(List::stream).mapToInt(it -> it.text().length()).sum() + Math.max(0, lines.size() - 1);
    }

    private static List<Part> parts(String line) {
        var parts = new ArrayList<Part>();
        var bold = BOLD.matcher(line);
        int from = 0;
        while (bold.find()) {
            if (bold.start() > from) {
                parts.add(new Part(line.substring(from, bold.start()), false));
            }
            parts.add(new Part(bold.group(1), true));
            from = bold.end();
        }
        if (from < line.length()) {
            parts.add(new Part(line.substring(from), false));
        }
        return List.copyOf(parts);
    }
}

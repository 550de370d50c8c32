// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How serious a civil protection alert is, by the colours of the Italian civil protection. */
public enum AlertLevel {
    GREEN("verde"),
    YELLOW("gialla"),
    ORANGE("arancione"),
    RED("rossa");

    private final String colour;

    AlertLevel(String colour) {
        this.colour = colour;
    }

    /** «Allerta arancione» */
    public String words() {
        return "Allerta " + colour;
    }

    /** As programs write it, {@code orange}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AlertLevel> find(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equalsIgnoreCase(code.strip())).findFirst();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.regex.Pattern;

/**
 * The town's colours, {@code #rrggbb}.
 *
 * @param primary links, main button, header; white on it has a contrast of at least 4.5:1
 * @param dark the current item
 * @param deep bars and footer
 * @param wash behind what matters
 */
public record Brand(String primary, String dark, String deep, String wash) {

    /** The least contrast of text, WCAG 2.1 AA (1.4.3). */
    public static final double LEAST_CONTRAST = 4.5;

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    /** The other three are made from the primary colour: two darker ones, and a pale one. */
    public static Brand of(String primary) {
        return new Brand(primary, mixed(primary, 0x00, 0.28), mixed(primary, 0x00, 0.52), mixed(primary, 0xff, 0.90));
    }

    public static boolean isColour(String typed) {
        return COLOUR.matcher(typed).matches();
    }

    /** The contrast with white, 1 to 21. */
    public static double contrastWithWhite(String colour) {
        return 1.05 / (0.2126 * light(colour, 1) + 0.7152 * light(colour, 3) + 0.0722 * light(colour, 5) + 0.05);
    }

    private static double light(String colour, int at) {
        var share = part(colour, at) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String mixed(String colour, int with, double share) {
        return "#%02x%02x%02x".formatted(
            mixed(part(colour, 1), with, share), mixed(part(colour, 3), with, share), mixed(part(colour, 5), with, share));
    }

    private static int mixed(int part, int with, double share) {
        return (int) Math.round(part * (1 - share) + with * share);
    }

    private static int part(String colour, int at) {
        return Integer.parseInt(colour.substring(at, at + 2), 16);
    }
}

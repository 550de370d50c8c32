// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Business-scoped user ids: {@code IT.} and 19 or 20 digits, different in each portfolio.
 *
 * <p>An id is the number scrambled by an invertible multiplication, so that a number needs no memory to be found again.
 */
final class UserIds {

    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final long INVERSE = inverse();
    private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9]{1,128}");

    private UserIds() {}

    static String of(String number, String portfolio) {
        var mixed = Long.parseLong(number) * FACTOR ^ salt(portfolio);
        return "IT." + Long.toUnsignedString(mixed);
    }

    /** The number behind an id of this portfolio; null if it is nobody's. */
    static @Nullable String number(String userId, String portfolio) {
        try {
            var number = (Long.parseUnsignedLong(userId.substring(3)) ^ salt(portfolio)) * INVERSE;
            return number > 9_999_999 && number < 1_000_000_000_000_000L ? Long.toString(number) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    static boolean looksLikeOne(String text) {
        return SHAPE.matcher(text).matches();
    }

    private static long salt(String portfolio) {
        return portfolio.hashCode() * 0xC2B2AE3D27D4EB4FL;
    }

    /** Newton's iteration: each round doubles the right bits. */
    private static long inverse() {
        var found = FACTOR;
        for (var round = 0; round < 6; round++) {
            found *= 2 - FACTOR * found;
        }
        return found;
    }
}

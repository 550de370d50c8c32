// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

/** How Meta writes a business-scoped user id: {@code IT.1349…}. No telephone number looks like it. */
final class UserIdForm {

    private static final int LONGEST = 163;

    private UserIdForm() {}

    static boolean matches(String text) {
        if (text.length() < 4 || text.length() > LONGEST || !isCapital(text.charAt(0)) || !isCapital(text.charAt(1)) || text.charAt(2) != '.') {
            return false;
        }
        return text.chars().skip(3).allMatch(it -> isCapital(it) || it >= 'a' && it <= 'z' || it >= '0' && it <= '9' || it == '.');
    }

    private static boolean isCapital(int sign) {
        return sign >= 'A' && sign <= 'Z';
    }
}

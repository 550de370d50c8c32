// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

/**
 * One thing that is wrong in a profile.
 *
 * @param line the first is 1
 * @param wrong what is wrong, with the name and the value
 * @param allowed what would be right
 */
record Mistake(String file, int line, String wrong, String allowed) {

    @Override
    public String toString() {
        return "%s, line %d: %s. Allowed: %s.".formatted(file, line, wrong, allowed);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import java.util.Map;
import java.util.UUID;

/**
 * One entry of a town's register.
 *
 * @param number 1, 2, 3 … in the town, without a gap
 * @param subject what it is about
 * @param content what it says, as JSON: {@code at}, {@code kind}, {@code subject}, {@code town}, and the facts
 * @param previous hash of the entry before
 */
public record RegisterEntry(long number, UUID subject, String kind, Map<String, Object> content, String previous, String hash) {

    /** A fact of its content, or nothing. */
    public Object fact(String name) {
        return content.getOrDefault(name, "");
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.time.Instant;

/**
 * Something that happened with a person, as operators read it.
 *
 * @param icon of Bootstrap Italia's sprite without {@code it-}
 * @param words in Italian, without a telephone number
 */
public record PersonEvent(Instant at, String icon, String words) {}

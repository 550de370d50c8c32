// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Whom a send names.
 *
 * @param number digits of the telephone that gets it
 * @param to the telephone as sent, digits; null if a user id was sent
 * @param named the business-scoped user id as sent; null if a telephone was sent
 */
record Recipient(String number, @Nullable String to, @Nullable String named) {}

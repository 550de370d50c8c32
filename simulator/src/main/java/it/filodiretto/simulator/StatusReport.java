// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One status of one message, as a webhook will tell it.
 *
 * @param failure Meta's error code of a failed message; 0 otherwise
 * @param recipientId digits; null if a username hides them
 * @param priced whether it carries the price: sent does, and one of delivered and read
 */
record StatusReport(
        Ledger.Row row, String status, Instant at, int failure, @Nullable String recipientId, @Nullable String userId,
        Price price, boolean priced) {}

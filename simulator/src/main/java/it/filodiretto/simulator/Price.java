// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Meta will charge for a message if it is delivered.
 *
 * @param category {@code service}, {@code utility}, {@code marketing}, {@code authentication}, {@code referral_conversion}
 * @param entryEnds the end of the 72 hours that an advertisement opened; null outside them
 */
record Price(String category, Type type, @Nullable Instant entryEnds) {

    enum Type {
        REGULAR, FREE_CUSTOMER_SERVICE, FREE_ENTRY_POINT;

        /** As webhooks spell it. */
        final String word = name().toLowerCase(java.util.Locale.ROOT);
    }

    Price(String category, Type type) {
        this(category, type, null);
    }

    boolean billable() {
        return type == Type.REGULAR;
    }
}

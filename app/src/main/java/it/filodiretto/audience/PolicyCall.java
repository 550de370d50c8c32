// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.outbox.BulkCounts;

/**
 * How far subscribers have been told of a new privacy notice.
 *
 * @param begun whether somebody has had them told; if not, {@code people} would be
 * @param waiting of them, those whose message has not left
 * @param missed those who could not be reached, had left before, or were left out
 * @param words what is said, as long as it has not begun
 * @param hindrance in Italian, why they cannot be told now; empty: they can
 */
public record PolicyCall(boolean begun, boolean over, long people, long waiting, long missed, String words, String hindrance) {

    static PolicyCall ahead(long people, String words, String hindrance) {
        return new PolicyCall(false, false, people, people, 0, words, hindrance);
    }

    static PolicyCall told(BulkCounts counts, boolean over) {
        return new PolicyCall(true, over, counts.total(), counts.queued() + counts.inFlight() + counts.uncertain(),
            counts.failed() + counts.left() + counts.excluded(), "", "");
    }
}

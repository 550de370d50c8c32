// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The evidence as one page to hand over: the newest choices, as many as fit.
 *
 * @param who the number, whole or masked
 * @param whole the number is whole; WhatsApp's ids of messages have it in them and are shown only then
 */
record EvidencePaper(EvidenceSheet sheet, String who, boolean whole, String town, Instant at, ZoneId zone) {

    private static final int FIT = 4;

    /** Newest first. */
    List<EvidenceSheet.Piece> pieces() {
        return sheet.pieces().reversed().stream().limit(FIT).toList();
    }

    int omitted() {
        return Math.max(0, sheet.pieces().size() - FIT);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.subscription.Consent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that shows what one person chose. @param phone masked */
record EvidenceSheet(CitizenId citizen, String phone, boolean subscribed, List<Piece> pieces) {

    /** @param operator who brought it in, by name; @param policySince when the notice that applied was published */
    record Piece(Consent consent, @Nullable String operator, Instant policySince) {}
}

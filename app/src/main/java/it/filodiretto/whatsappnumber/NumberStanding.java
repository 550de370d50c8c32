// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a number stands at Meta just now.
 *
 * @param verifiedName as people read it
 * @param nameStatus {@code APPROVED, PENDING_REVIEW, DECLINED …}
 * @param verified it was shown by a code that the number is ours
 * @param pinned the two-step verification is on
 * @param registered it can send and receive
 * @param onThePhone it lives on a telephone too
 * @param links newest last
 */
record NumberStanding(@Nullable String verifiedName, @Nullable String nameStatus, boolean verified, boolean pinned, boolean registered, boolean onThePhone,
        NumberProfile profile, List<Link> links) {

    /** A short link that opens a chat with a text typed in. @param image of its QR code, at Meta; may be missing */
    record Link(String code, String text, String address, @Nullable String image) {}

    String nameWords() {
        return switch (nameStatus == null ? "" : nameStatus) {
            case "APPROVED", "AVAILABLE_WITHOUT_REVIEW" -> "accettato da Meta";
            case "PENDING_REVIEW" -> "Meta lo sta esaminando";
            case "DECLINED" -> "Meta l’ha rifiutato: scegline uno che dica chiaramente «Comune di …»";
            case "EXPIRED" -> "scaduto: chiedilo di nuovo";
            default -> "Meta non dice ancora niente";
        };
    }
}

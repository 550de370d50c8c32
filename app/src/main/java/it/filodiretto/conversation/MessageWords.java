// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.Line;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.page.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a message, and whose it is, as people read it. */
final class MessageWords {

    private MessageWords() {}

    /** @param kind of the sign, {@code failed} or empty */
    record Sign(String kind, String icon, String words) {}

    /** «Consegnato alle 11:20» */
    static Sign of(Line.Fate fate, Page page) {
        return switch (fate.state()) {
            case "QUEUED" -> new Sign("", "clock", "In partenza");
            case "ACCEPTED" -> new Sign("", "arrow-right-circle", "Partito");
            case "SENT" -> new Sign("", "arrow-right-circle", "Partito" + at(fate.sentAt(), page));
            case "DELIVERED" -> new Sign("", "check", "Consegnato" + at(fate.deliveredAt(), page));
            case "READ" -> new Sign("", "check-circle", "Letto" + at(fate.readAt(), page));
            case "FAILED" -> new Sign("failed", "close-circle", "Non riuscito: " + (fate.failedReason() == null ? "WhatsApp non dice perché." : fate.failedReason()));
            default -> new Sign("", "minus-circle", "Non inviato");
        };
    }

    /** «Bruno Neri», «in automatico» */
    static String author(Line.Written line, @Nullable String operator) {
        if (line.bulk() != null) {
            return "avviso a molti";
        }
        return operator != null ? operator : line.automatic() != null ? automatic(line.automatic()) : "da un programma";
    }

    private static String automatic(AutomaticKind kind) {
        return switch (kind) {
            case WELCOME -> "benvenuto automatico";
            case FAREWELL -> "saluto automatico";
            case QUESTION -> "domanda automatica";
            case NOTICE -> "avviso";
            case INVITATION -> "invito automatico";
            case COURTESY, CLOSED -> "risposta automatica";
        };
    }

    private static String at(@Nullable Instant moment, Page page) {
        return moment == null ? "" : " " + page.moment(moment);
    }
}

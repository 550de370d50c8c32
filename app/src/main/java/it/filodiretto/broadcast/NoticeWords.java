// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.notice.NoticeState;
import it.filodiretto.outbox.Bulks;

/** States as people read them: kind of the sign, icon, words. */
public final class NoticeWords {

    private NoticeWords() {}

    /** A state on a page. @param kind of the colour, as the style sheet names it; empty: none @param icon its name */
    public record Sign(String kind, String icon, String words) {}

    public static Sign of(NoticeState state) {
        return switch (state) {
            case DRAFT -> new Sign("", "pencil", "Bozza");
            case TO_APPROVE -> new Sign("soon", "pencil", "Da approvare");
            case SCHEDULED -> new Sign("soon", "clock", "Programmato");
            case SENDING -> new Sign("info", "refresh", "In invio");
            case SENT -> new Sign("open", "check-circle", "Inviato");
            case CANCELLED -> new Sign("closed", "minus-circle", "Annullato");
        };
    }

    public static Sign of(BroadcastStatus status) {
        return switch (status.phase()) {
            case DRAFT -> of(NoticeState.DRAFT);
            case SCHEDULED -> of(NoticeState.SCHEDULED);
            case SENDING -> of(NoticeState.SENDING);
            case PAUSED -> new Sign("soon", "minus-circle", "In pausa");
            case FINISHED -> of(NoticeState.SENT);
            case CANCELLED -> new Sign("closed", "close-circle", status.isOver() ? "Fermato" : "Si sta fermando");
        };
    }

    public static Sign of(Bulks.Outcome outcome) {
        return switch (outcome.state()) {
            case "QUEUED" -> new Sign("", "clock", "In coda");
            case "IN_FLIGHT" -> new Sign("info", "refresh", "In partenza");
            case "UNCERTAIN" -> new Sign("soon", "help-circle", "In verifica");
            case "ACCEPTED", "SENT" -> new Sign("info", "arrow-right-circle", "Partito");
            case "DELIVERED" -> new Sign("open", "check", "Consegnato");
            case "READ" -> new Sign("open", "check-circle", "Letto");
            case "FAILED" -> new Sign("failed", "close-circle", "Non riuscito");
            case "LEFT" -> new Sign("closed", "logout", "Uscito prima");
            default -> new Sign("closed", "minus-circle", "Non inviato");
        };
    }

    public static String of(BroadcastEvent.Kind kind) {
        return switch (kind) {
            case WRITTEN -> "Scritto";
            case ASKED -> "Chiesta la firma";
            case RETURNED -> "Rimandato a chi l’ha scritto";
            case OVERRIDDEN -> "Inviato con una firma sola, per emergenza";
            case SEEN -> "Visto, dopo l’invio,";
            case FOLLOWED -> "Ha un seguito";
            case SCHEDULED -> "Programmato";
            case UNSCHEDULED -> "Tornato in bozza";
            case REFUSED -> "Non è partito";
            case APPROVED -> "Approvato e inviato";
            case FIRST_LEFT -> "Partito il primo messaggio";
            case FIRST_DELIVERED -> "Primo messaggio consegnato";
            case FIRST_READ -> "Primo messaggio letto";
            case PAUSED -> "Messo in pausa";
            case HELD -> "Fermato da solo";
            case RESUMED -> "Ripreso";
            case SENT_AGAIN -> "Rimandati i messaggi in verifica";
            case GIVEN_UP -> "Chiusi i messaggi in verifica";
            case CANCELLED -> "Fermato";
            case FINISHED -> "Tutti i messaggi sono partiti";
        };
    }

    /** What is done about a failure, by the channel's code. */
    public static String remedy(String code) {
        return switch (code) {
            case "131026" -> "Se ci sono altri recapiti, avvisa in un altro modo.";
            case "131049", "131050" -> "Niente: è una scelta di WhatsApp o della persona.";
            case "unknown-outcome" -> "Niente: forse è arrivato. Se conta, avvisa in un altro modo.";
            default -> "Non si riprova da solo.";
        };
    }
}

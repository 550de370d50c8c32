// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one of our templates stands at Meta.
 *
 * @param status Meta's word, {@code APPROVED}, {@code PENDING}, …; {@code MISSING} before it was made
 * @param reason Meta's, if it was rejected, paused or disabled
 */
public record TemplateStatus(String name, String category, String status, @Nullable String reason) {

    public static final String MISSING = "MISSING";
    private static final Set<String> USABLE = Set.of("APPROVED", "REINSTATED", "UNARCHIVED", "FLAGGED");
    private static final Set<String> WAITING = Set.of("PENDING", "IN_APPEAL", "PENDING_REVIEW");

    public static TemplateStatus missing(StandardTemplate template) {
        return new TemplateStatus(template.templateName(), template.category().name(), MISSING, null);
    }

    /** May be sent now. */
    public boolean isUsable() {
        return USABLE.contains(status);
    }

    /** Meta is looking at it. */
    public boolean isWaiting() {
        return WAITING.contains(status);
    }

    /** What it is and what to do, in Italian. */
    public String words() {
        return switch (status) {
            case MISSING -> "Il modello non c’è ancora: prepara il numero dalle impostazioni di WhatsApp.";
            case "REJECTED" -> "Meta ha rifiutato il modello" + because() + ". Chiedi una revisione in Meta Business.";
            case "PAUSED" -> "Meta ha messo in pausa il modello perché alcune persone l’hanno segnalato. Torna attivo da solo.";
            case "DISABLED" -> "Meta ha disattivato il modello. Serve un modello nuovo.";
            default -> isUsable() ? "Modello accettato da WhatsApp"
                : isWaiting() ? "Meta sta esaminando il modello: di solito bastano pochi minuti, al massimo un giorno."
                : "Il modello non si può usare (" + status.toLowerCase(Locale.ROOT) + "). Controllalo in Meta Business.";
        };
    }

    private String because() {
        return switch (reason == null ? "NONE" : reason) {
            case "", "NONE" -> "";
            case "INVALID_FORMAT" -> ": qualcosa nei campi o nel formato non va";
            case "TAG_CONTENT_MISMATCH", "INCORRECT_CATEGORY" -> ": la categoria o la lingua non è quella del testo";
            case "ABUSIVE_CONTENT" -> ": il testo le sembra offensivo";
            case "PROMOTIONAL" -> ": il testo è promozionale, la categoria no";
            case "SCAM" -> ": il testo le sembra un raggiro";
            default -> " (" + reason + ")";
        };
    }
}

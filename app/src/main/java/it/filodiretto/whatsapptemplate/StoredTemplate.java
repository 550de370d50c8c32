// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import org.jspecify.annotations.Nullable;

/** A template at Meta, as we last knew it. @param id Meta's. @param quality {@code GREEN}, {@code YELLOW}, {@code RED}, {@code UNKNOWN} */
public record StoredTemplate(String language, @Nullable String id, TemplateStatus status, @Nullable String quality,
                      @Nullable TemplateDefinition definition, boolean archived) {

    public String name() {
        return status.name();
    }

    /** Ours by set-up: sent by notices, and not to be deleted. */
    boolean isStandard() {
        return StandardTemplate.named(name()) != null && language.equals(StandardTemplate.LANGUAGE);
    }

    String categoryWords() {
        return switch (status.category()) {
            case "UTILITY" -> "Servizio";
            case "MARKETING" -> "Promozionale";
            case "AUTHENTICATION" -> "Codice di accesso";
            default -> status.category();
        };
    }

    String qualityWords() {
        return switch (quality == null ? "UNKNOWN" : quality) {
            case "GREEN" -> "Gradito";
            case "YELLOW" -> "Qualcuno l’ha segnalato";
            case "RED" -> "Molti l’hanno segnalato";
            default -> "Ancora senza giudizio";
        };
    }

    String stateWord() {
        if (archived) {
            return "Archiviato";
        }
        return switch (status.status()) {
            case "REJECTED" -> "Rifiutato";
            case "PAUSED" -> "In pausa";
            case "DISABLED" -> "Disattivato";
            case "DELETED", "PENDING_DELETION" -> "Cancellato";
            case "ARCHIVED" -> "Archiviato da Meta";
            case "LIMIT_EXCEEDED" -> "Oltre il limite";
            case TemplateStatus.MISSING -> "Da preparare";
            default -> status.isUsable() ? "Accettato" : "In esame";
        };
    }

    String stateKind() {
        return status.isUsable() && !archived ? "open" : status.isWaiting() ? "soon" : archived ? "closed" : "failed";
    }
}

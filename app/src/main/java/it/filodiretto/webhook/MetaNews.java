// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.meta.Fields;
import it.filodiretto.meta.WhatsAppNumber;
import it.filodiretto.page.Italian;
import it.filodiretto.whatsapptemplate.TemplateStatus;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Meta tells about a town's account, number or templates, as people read it.
 *
 * @param cause of the alarm that it raises or ends; null: it has none
 * @param isBad somebody must act, or at least know at once
 */
public record MetaNews(String words, @Nullable String cause, boolean isBad) {

    /** What follows from these is over when somebody says that he has seen it. */
    public static final String TO_BE_SEEN = "meta seen ";
    /** What follows from these is over when Meta says so. */
    static final String UNTIL_META_SAYS = "meta state ";

    /** That Meta has refused the account. */
    public static final String REVIEW = UNTIL_META_SAYS + "review";

    private static final String IN_META = " Guarda in Meta Business.";

    private static final int LONGEST = 600;
    private static final int LONGEST_CAUSE = 150;

    /** Whatever comes from outside stays short. */
    public MetaNews {
        words = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
        cause = cause == null || cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE);
    }

    private static MetaNews plain(String words) {
        return new MetaNews(words, null, false);
    }

    private static MetaNews toBeSeen(String what, String words) {
        return new MetaNews(words, TO_BE_SEEN + what, true);
    }

    private static MetaNews state(String what, String words, boolean bad) {
        return new MetaNews(words, UNTIL_META_SAYS + what, bad);
    }

    /** @param limit of people in 24 hours, as we knew it before. Empty: nothing that people should read */
    static Optional<MetaNews> read(String field, JsonNode value, @Nullable String limit) {
        return Optional.ofNullable(switch (field) {
            case "account_alerts" -> alert(value);
            case "account_review_update" -> review(Fields.textOr(value, "decision", ""));
            case "account_update" -> account(Fields.textOr(value, "event", ""));
            case "phone_number_name_update" -> name(value);
            case "phone_number_quality_update" -> quality(value, limit);
            case "business_capability_update" -> limit(value, limit);
            case "message_template_quality_update" -> templateQuality(value);
            case "message_template_components_update" -> plain("Il testo del modello «" + template(value) + "» è cambiato in Meta.");
            case "message_template_status_update" -> templateStatus(value);
            case "template_category_update" -> plain("Meta ha cambiato categoria al modello «" + template(value) + "»: ora è "
                + ("MARKETING".equals(Fields.text(value, "new_category")) ? "promozionale." : "di servizio."));
            case "security" -> security(value);
            case "business_username_update", "business_username_updates" -> userName(value);
            default -> null;
        });
    }

    /** Flat, or in an object of its own. */
    private static MetaNews alert(JsonNode value) {
        var told = value.path("alert_info").isObject() ? value.path("alert_info") : value;
        var type = Fields.textOr(told, "alert_type", "");
        var description = Fields.text(told, "alert_description");
        return switch (type) {
            case "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED" -> plain("Meta non aumenta ancora il numero di persone a cui si può scrivere per primi: guarda di nuovo tra qualche giorno.");
            case "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED" -> toBeSeen("limit refused",
                "Meta non aumenta il numero di persone a cui si può scrivere per primi. Verifica il Comune in Meta Business, poi chiedi di nuovo.");
            case "INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO" -> toBeSeen("limit documents",
                "Per aumentare il numero di persone Meta chiede altri documenti: mandali da Meta Business.");
            default -> toBeSeen("alert", "Meta segnala qualcosa sull’account" + (description == null ? "" : ": " + description.strip().replaceFirst("\\.$", "")) + "." + IN_META);
        };
    }

    private static MetaNews review(String decision) {
        return switch (decision.toUpperCase(Locale.ROOT)) {
            case "APPROVED" -> state("review", "Meta ha esaminato e accettato l’account WhatsApp del Comune.", false);
            case "REJECTED" -> state("review", "Meta ha esaminato l’account WhatsApp del Comune e l’ha rifiutato. Apri Meta Business per sapere perché e chiedere una revisione.", true);
            default -> plain("Meta sta esaminando l’account WhatsApp del Comune.");
        };
    }

    private static @Nullable MetaNews account(String event) {
        return switch (event) {
            case "VERIFIED_ACCOUNT" -> plain("Meta ha verificato il Comune: il numero di persone a cui si può scrivere per primi può salire.");
            case "PARTNER_ADDED", "PARTNER_APP_INSTALLED" -> toBeSeen("partner", "Qualcun altro può ora lavorare sull’account WhatsApp del Comune. Se non lo hai deciso tu, toglilo in Meta Business.");
            case "PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED" -> plain("Un’altra azienda o app non può più lavorare sull’account WhatsApp del Comune.");
            default -> null;
        };
    }

    private static MetaNews name(JsonNode value) {
        var name = Fields.textOr(value, "requested_verified_name", "");
        var reason = Fields.text(value, "rejection_reason");
        return switch (Fields.textOr(value, "decision", "").toUpperCase(Locale.ROOT)) {
            case "APPROVED" -> state("name", "Meta ha accettato il nome «" + name + "».", false);
            case "REJECTED" -> state("name", "Meta ha rifiutato il nome «" + name + "»" + (reason == null || reason.equals("NONE") ? "" : " (" + reason + ")")
                + ". Scegline uno che dica chiaramente «Comune di …».", true);
            default -> plain("Meta sta esaminando il nome «" + name + "».");
        };
    }

    private static @Nullable MetaNews quality(JsonNode value, @Nullable String limit) {
        return switch (Fields.textOr(value, "event", "")) {
            case "FLAGGED" -> state("quality", "Troppe persone hanno segnalato i messaggi del numero: se non migliora, Meta lo limita. Manda solo quello che serve davvero.", true);
            case "UNFLAGGED" -> state("quality", "Le persone non segnalano più i messaggi del numero.", false);
            case "THROUGHPUT_UPGRADE" -> plain("Il numero può ora inviare fino a 1.000 messaggi al secondo.");
            default -> limit(value, limit);
        };
    }

    private static @Nullable MetaNews limit(JsonNode value, @Nullable String before) {
        var told = Fields.text(value, "max_daily_conversations_per_business");
        var now = told != null ? told : Fields.text(value, "current_limit");
        if (now == null || !WhatsAppNumber.limit(now).known() || now.equalsIgnoreCase(before)) {
            return null;
        }
        var people = WhatsAppNumber.limit(now).perDay();
        var was = before == null ? null : WhatsAppNumber.limit(before);
        var words = people == null ? "Il numero può ora scrivere per primo a tutti." : "Il numero può ora scrivere per primo a " + Italian.number(people) + " persone in 24 ore";
        var fewer = was != null && was.known() && people != null && (was.perDay() == null || was.perDay() > people);
        return people == null ? plain(words) : fewer ? toBeSeen("limit", words + ": sono meno di prima. Gli avvisi a tutti possono durare più giorni.") : plain(words + ".");
    }

    private static MetaNews templateQuality(JsonNode value) {
        var name = template(value);
        return switch (Fields.textOr(value, "new_quality_score", "UNKNOWN")) {
            case "GREEN" -> state("template " + name, "Il modello «" + name + "» è gradito.", false);
            case "YELLOW" -> state("template " + name, "Qualcuno ha segnalato il modello «" + name + "».", false);
            case "RED" -> state("template " + name, "Molte persone hanno segnalato il modello «" + name + "»: Meta può metterlo in pausa. Mandalo solo a chi serve.", true);
            default -> plain("Sul modello «" + name + "» Meta non ha un giudizio.");
        };
    }

    private static @Nullable MetaNews templateStatus(JsonNode value) {
        var event = Fields.text(value, "event");
        return event == null ? null
            : plain("Modello «" + template(value) + "». " + new TemplateStatus(template(value), "", event, Fields.text(value, "reason")).words());
    }

    private static MetaNews security(JsonNode value) {
        return switch (Fields.textOr(value, "event", "")) {
            case "PIN_CHANGED" -> toBeSeen("security", "Il PIN del numero è stato cambiato. Se non sei stato tu, controlla chi può entrare in Meta Business.");
            case "PIN_RESET_REQUEST" -> toBeSeen("security", "Qualcuno ha chiesto di togliere il PIN del numero. Se non sei stato tu, fermalo subito in Meta Business.");
            case "PIN_RESET_SUCCESS" -> toBeSeen("security", "Il PIN del numero è stato tolto. Mettine uno nuovo dalla pagina del numero.");
            default -> toBeSeen("security", "Meta segnala qualcosa sulla sicurezza del numero." + IN_META);
        };
    }

    private static MetaNews userName(JsonNode value) {
        var name = Fields.textOr(value, "username", "");
        return plain("deleted".equalsIgnoreCase(Fields.text(value, "status")) ? "Il numero non ha più un nome utente." : "Il nome utente del numero è ora «" + name + "».");
    }

    private static String template(JsonNode value) {
        return Fields.textOr(value, "message_template_name", "");
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.channel.AudienceSize;
import it.filodiretto.meta.Diagnosis;
import it.filodiretto.meta.NumberCheck;
import it.filodiretto.meta.WhatsAppNumber;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.page.Italian;
import it.filodiretto.shared.AdminCommand;
import it.filodiretto.webhook.SetAsideTable;
import it.filodiretto.webhook.WebhookCallTable;
import it.filodiretto.webhook.WebhookController;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Names what is wrong between Meta and us, each with its remedy. Call it in the town's scope. */
@Component
class ConnectionDoctor {

    static final Duration LATE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofDays(14);
    private static final List<String> SCOPES = List.of("whatsapp_business_messaging", "whatsapp_business_management");
    private static final List<String> FIELDS = List.of("messages", "message_template_status_update", "template_category_update",
        "message_template_quality_update", "phone_number_quality_update", "phone_number_name_update", "business_capability_update", "account_update",
        "account_alerts", "account_review_update", "user_preferences", "user_id_update", "security");

    private final WebhookCallTable calls;
    private final SetAsideTable setAside;
    private final ObjectProvider<AudienceSize> audience;
    private final Clock clock;
    private final String publicUrl;

    ConnectionDoctor(WebhookCallTable calls, SetAsideTable setAside, ObjectProvider<AudienceSize> audience, Clock clock,
            @Value("${filodiretto.public-url}") String publicUrl) {
        this.calls = calls;
        this.setAside = setAside;
        this.audience = audience;
        this.clock = clock;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** @param diagnosis null: Meta was not asked yet */
    List<NumberCheck> examine(WhatsAppAccount account, WhatsAppNumber number, @Nullable Diagnosis diagnosis) {
        var checks = new ArrayList<NumberCheck>();
        if (diagnosis != null) {
            checks.add(token(diagnosis));
            checks.add(scopes(diagnosis));
            checks.add(mode(diagnosis));
            checks.add(target(diagnosis));
            checks.add(fields(diagnosis));
            checks.add(name(diagnosis));
            checks.add(address(diagnosis));
        }
        checks.add(backlog());
        checks.add(refused(account));
        checks.add(phoneApp(number));
        checks.add(reach(number));
        return checks;
    }

    private static NumberCheck token(Diagnosis it) {
        var remedy = "In Meta Business crea un token di un utente di sistema senza scadenza, e mettilo al posto di questo.";
        if (!it.tokenValid()) {
            return NumberCheck.wrong("token-life", "Il token è scaduto o non è valido: non parte niente.", remedy);
        }
        if (it.tokenEnds() == 0) {
            return NumberCheck.ok("token-life", "Il token non scade.");
        }
        var ends = Instant.ofEpochSecond(it.tokenEnds());
        var words = "Il token scade " + Italian.date(ends, ZoneId.of("Europe/Rome")) + ".";
        return ends.isBefore(Instant.now().plus(SOON)) ? NumberCheck.wrong("token-life", words, remedy) : NumberCheck.waiting("token-life", words, remedy);
    }

    private static NumberCheck scopes(Diagnosis it) {
        var missing = SCOPES.stream().filter(scope -> !it.scopes().contains(scope)).toList();
        return !it.tokenValid() || missing.isEmpty() ? NumberCheck.ok("token-scopes", "Il token ha i permessi che servono.")
            : NumberCheck.wrong("token-scopes", "Al token " + (missing.size() == 1 ? "manca il permesso " : "mancano i permessi ") + String.join(" e ", missing) + ".",
                "In Meta Business fai un token nuovo con i due permessi whatsapp_business_messaging e whatsapp_business_management.");
    }

    private static NumberCheck mode(Diagnosis it) {
        return "DEVELOPMENT".equalsIgnoreCase(it.appMode())
            ? NumberCheck.wrong("live-mode", "L’app di Meta è in modalità sviluppo: quello che scrivono le persone non arriva.",
                "In Meta for Developers apri l’app e accendi la modalità «Live».")
            : NumberCheck.ok("live-mode", "L’app di Meta è in funzione per tutti.");
    }

    private NumberCheck target(Diagnosis it) {
        var ours = publicUrl + WebhookController.PATH;
        var wrong = Stream.of(new String[] {"del numero", it.numberOverride()}, new String[] {"dell’account", it.accountOverride()},
                new String[] {"dell’app", it.numberOverride() == null && it.accountOverride() == null ? it.callback() : null})
            .filter(one -> one[1] != null && !one[1].equals(ours)).findFirst();
        return wrong.map(one -> NumberCheck.wrong("webhook-target", "Meta consegna i messaggi altrove: l’indirizzo " + one[0] + " è " + one[1] + ".",
                "In Meta metti " + ours + ", o togli l’indirizzo proprio " + one[0] + "."))
            .orElseGet(() -> NumberCheck.ok("webhook-target", "Meta consegna i messaggi a questo indirizzo."));
    }

    private static NumberCheck fields(Diagnosis it) {
        var missing = it.fields().isEmpty() ? List.<String>of() : FIELDS.stream().filter(field -> !it.fields().contains(field)).toList();
        return missing.isEmpty() ? NumberCheck.ok("webhook-fields", "Meta racconta tutto quello che serve.")
            : NumberCheck.wrong("webhook-fields", "Meta non racconta: " + String.join(", ", missing) + ".",
                "In Meta for Developers, WhatsApp, Configurazione, abbonati a questi campi del webhook.");
    }

    private static NumberCheck name(Diagnosis it) {
        var status = it.nameStatus() == null ? "APPROVED" : it.nameStatus();
        return switch (status) {
            case "DECLINED", "EXPIRED" -> NumberCheck.wrong("display-name", "Meta non ha accettato il nome che le persone vedono.", "Correggilo in Meta Business e chiedi di nuovo l’approvazione.");
            case "PENDING_REVIEW", "NON_EXISTS", "NONE" -> NumberCheck.waiting("display-name", "Meta non ha ancora approvato il nome che le persone vedono.", "Aspetta, o controllalo in Meta Business.");
            default -> NumberCheck.ok("display-name", "Il nome che le persone vedono è approvato.");
        };
    }

    private NumberCheck address(Diagnosis it) {
        return switch (it.publicUrl()) {
            case "OK" -> NumberCheck.ok("public-address", "L’indirizzo pubblico " + publicUrl + " risponde con un certificato valido.");
            case "TLS" -> NumberCheck.wrong("public-address", "Il certificato di " + publicUrl + " non è valido: Meta non consegna niente.", "Rinnova il certificato del server.");
            case "AWAY" -> NumberCheck.wrong("public-address", "L’indirizzo pubblico " + publicUrl + " non risponde.", "Controlla il nome, il proxy e il firewall del server.");
            default -> isLocal() ? NumberCheck.waiting("public-address", "L’indirizzo " + publicUrl + " è di questo computer: va bene solo per provare.", "Per il servizio vero serve un indirizzo https.")
                : NumberCheck.wrong("public-address", "L’indirizzo pubblico " + publicUrl + " non è https: Meta non consegna niente.", "Metti un certificato e cambia FILODIRETTO_PUBLIC_URL.");
        };
    }

    private boolean isLocal() {
        var host = String.valueOf(URI.create(publicUrl).getHost());
        return host.equals("localhost") || host.startsWith("127.");
    }

    private NumberCheck backlog() {
        var oldest = calls.oldestWaiting(clock.instant());
        return oldest.compareTo(LATE) <= 0 ? NumberCheck.ok("backlog", "Quello che arriva è letto subito.")
            : NumberCheck.wrong("backlog", "Qualcosa che Meta ha consegnato aspetta da " + Italian.duration(oldest) + ".", "Chi amministra il servizio deve guardare il server e il database.");
    }

    private NumberCheck refused(WhatsAppAccount account) {
        var waiting = setAside.waiting(account);
        return waiting == 0 ? NumberCheck.ok("set-aside", "Tutto quello che è arrivato è stato capito.")
            : NumberCheck.waiting("set-aside", waiting == 1 ? "Una cosa arrivata da Meta non è stata capita, ed è accantonata." : Italian.number(waiting) + " cose arrivate da Meta non sono state capite, e sono accantonate.",
                "Chi amministra il servizio le vede con " + AdminCommand.typed("webhook-replay list") + ".");
    }

    private static NumberCheck phoneApp(WhatsAppNumber number) {
        return number.coexistence()
            ? NumberCheck.waiting("coexistence", "Il numero è usato anche dall’app su un telefono: al massimo 20 messaggi al secondo.",
                "Se gli avvisi devono arrivare in fretta, togli il numero dall’app del telefono.")
            : NumberCheck.ok("coexistence", "Il numero è solo di Filodiretto.");
    }

    /** What the limit means for the subscribers there are. */
    private NumberCheck reach(WhatsAppNumber number) {
        var size = audience.getIfAvailable();
        long people = size == null ? 0 : size.people();
        var perDay = number.dailyLimit() == null ? null : WhatsAppNumber.limit(number.dailyLimit()).perDay();
        if (perDay == null || people <= perDay) {
            return NumberCheck.ok("reach", people == 0 ? "Non c’è ancora nessun iscritto." : "Oggi puoi raggiungere tutti: " + Italian.number(people) + " iscritti.");
        }
        return NumberCheck.wrong("reach", "Oggi puoi raggiungere " + Italian.number(perDay) + " persone su " + Italian.number(people) + ".",
            "Ecco come salire: verifica il Comune in Meta Business (limite 2.000). Poi sale da solo a 10.000 e oltre, se usi metà del limite in 7 giorni e la qualità resta alta.");
    }
}

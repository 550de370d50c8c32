// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.channel.Lanes;
import it.filodiretto.meta.NumberCheck;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppNumber;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.page.Italian;
import it.filodiretto.webhook.MetaNewsDesk;
import it.filodiretto.webhook.WebhookController;
import it.filodiretto.whatsapptemplate.StandardTemplate;
import it.filodiretto.whatsapptemplate.TemplateStatus;
import it.filodiretto.whatsapptemplate.TemplateTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Says of each thing that a number needs whether it is right, from what is stored. Call it in the town's scope. */
@Component
class NumberChecks {

    private static final String PREPARE = "Premi «Prepara il numero».";
    private static final Duration RECENT = Duration.ofDays(8);

    private final NumberTable numbers;
    private final TemplateTable templates;
    private final WhatsAppSecrets secrets;
    private final Lanes lanes;
    private final MetaNewsDesk news;
    private final ConnectionDoctor doctor;
    private final String publicUrl;

    NumberChecks(NumberTable numbers, TemplateTable templates, WhatsAppSecrets secrets, Lanes lanes, MetaNewsDesk news, ConnectionDoctor doctor,
            @Value("${filodiretto.public-url}") String publicUrl) {
        this.numbers = numbers;
        this.templates = templates;
        this.secrets = secrets;
        this.lanes = lanes;
        this.news = news;
        this.doctor = doctor;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** In the order to show. */
    List<NumberCheck> of(Municipality town) {
        var account = town.requireWhatsapp();
        var number = numbers.find(account.phoneNumberId()).orElseGet(WhatsAppNumber::unknown);
        var checks = new ArrayList<>(List.of(token(account, number).need(), number(account, number).need(), subscribed(number).need(), webhook(town, number),
            templates(account, number), calling(number), limit(number), quality(number)));
        checks.addAll(doctor.examine(account, number, numbers.diagnosis(account.phoneNumberId()).orElse(null)));
        news.open().forEach(it -> checks.add(NumberCheck.wrong(NumberCheck.META, it.words(), "")));
        lanes.alarms().forEach(it -> checks.add(NumberCheck.wrong(NumberCheck.SENDING, it.words(), "")));
        return checks;
    }

    private NumberCheck token(WhatsAppAccount account, WhatsAppNumber number) {
        var remedy = "Chi amministra il servizio deve mettere il token di sistema creato in Meta Business.";
        if (secrets.token(account).isEmpty()) {
            return NumberCheck.wrong(NumberCheck.TOKEN, "Manca il token di WhatsApp: non si può inviare niente.", remedy);
        }
        if (number.trouble(NumberCheck.TOKEN) != null) {
            return NumberCheck.wrong(NumberCheck.TOKEN, "Meta non accetta il token.", remedy);
        }
        return number.readAt() == null ? unasked(NumberCheck.TOKEN) : NumberCheck.ok(NumberCheck.TOKEN, "Meta accetta il token.");
    }

    private NumberCheck number(WhatsAppAccount account, WhatsAppNumber number) {
        var trouble = number.trouble(NumberCheck.NUMBER);
        if (trouble != null) {
            return NumberCheck.wrong(NumberCheck.NUMBER, trouble, "Riprova. Se continua, controlla il numero in Meta Business.");
        }
        if (number.readAt() == null) {
            return unasked(NumberCheck.NUMBER);
        }
        return number.status() == null || number.status().equals("CONNECTED")
            ? NumberCheck.ok(NumberCheck.NUMBER, "Il numero " + account.displayNumber() + " è collegato.")
            : NumberCheck.wrong(NumberCheck.NUMBER, "Il numero " + account.displayNumber() + " non è collegato (" + number.status().toLowerCase(Locale.ROOT) + ").",
                "Registralo in Meta Business.");
    }

    private static NumberCheck subscribed(WhatsAppNumber number) {
        var trouble = number.trouble(NumberCheck.SUBSCRIBED);
        if (trouble != null) {
            return NumberCheck.wrong(NumberCheck.SUBSCRIBED, trouble, PREPARE);
        }
        if (number.readAt() == null) {
            return unasked(NumberCheck.SUBSCRIBED);
        }
        return number.subscribed() ? NumberCheck.ok(NumberCheck.SUBSCRIBED, "Meta consegna a Filodiretto i messaggi di questo numero.")
            : NumberCheck.wrong(NumberCheck.SUBSCRIBED, "Meta non consegna ancora a Filodiretto i messaggi di questo numero.", PREPARE);
    }

    private NumberCheck webhook(Municipality town, WhatsAppNumber number) {
        if (secrets.appSecrets().isEmpty()) {
            return NumberCheck.wrong(NumberCheck.WEBHOOK, "Filodiretto non può ricevere: manca il segreto dell’app di Meta.",
                "Chi amministra il servizio deve metterlo.").need();
        }
        var last = number.heardAt();
        var when = last == null ? "" : Italian.date(last, town.zone()) + " alle " + Italian.clock(last, town.zone());
        return last != null && last.isAfter(Instant.now().minus(RECENT))
            ? NumberCheck.ok(NumberCheck.WEBHOOK, "Meta ci scrive di questo numero: l’ultima volta " + when + ".")
            : NumberCheck.waiting(NumberCheck.WEBHOOK, last == null ? "Di questo numero Meta non ci ha ancora scritto." : "Di questo numero Meta non ci scrive più: l’ultima volta " + when + ".",
                "Scrivi un messaggio al numero per prova. In Meta l’indirizzo da indicare è " + publicUrl + WebhookController.PATH);
    }

    private NumberCheck templates(WhatsAppAccount account, WhatsAppNumber number) {
        var known = templates.of(account.businessAccountId());
        var blocks = Arrays.stream(StandardTemplate.values()).anyMatch(it -> !it.hasPicture() && state(it, known).isWaiting())
            || Arrays.stream(StandardTemplate.values()).anyMatch(it -> it.isNeeded() && !state(it, known).isUsable());
        var check = templates(known, number.trouble(NumberCheck.TEMPLATES));
        return blocks ? check.need() : check;
    }

    private static NumberCheck templates(Map<String, TemplateStatus> known, @Nullable String trouble) {
        if (trouble != null) {
            return NumberCheck.wrong(NumberCheck.TEMPLATES, trouble, PREPARE);
        }
        for (var template : StandardTemplate.values()) {
            var state = state(template, known);
            if (!state.isUsable() && !state.isWaiting()) {
                var missing = state.status().equals(TemplateStatus.MISSING);
                var words = missing ? "Manca " + template.words() + "." : capital(template.words()) + ": " + state.words();
                return template.hasPicture() ? NumberCheck.waiting(NumberCheck.TEMPLATES, words, "Gli avvisi partono lo stesso, senza la foto." + (missing ? " " + PREPARE : ""))
                    : NumberCheck.wrong(NumberCheck.TEMPLATES, words, missing ? PREPARE : "");
            }
        }
        var waiting = Arrays.stream(StandardTemplate.values()).filter(it -> state(it, known).isWaiting()).toList();
        return waiting.isEmpty() ? NumberCheck.ok(NumberCheck.TEMPLATES, "Meta ha accettato tutti i modelli.")
            : NumberCheck.waiting(NumberCheck.TEMPLATES, "Meta sta esaminando " + waiting.getFirst().words()
                + (waiting.size() == 1 ? "." : waiting.size() == 2 ? " e un altro." : " e altri " + (waiting.size() - 1) + "."),
                "Di solito bastano pochi minuti, al massimo un giorno.");
    }

    private static TemplateStatus state(StandardTemplate template, Map<String, TemplateStatus> known) {
        return known.getOrDefault(template.templateName(), TemplateStatus.missing(template));
    }

    private static NumberCheck calling(WhatsAppNumber number) {
        var trouble = number.trouble(NumberCheck.CALLING);
        if (trouble != null) {
            return NumberCheck.wrong(NumberCheck.CALLING, trouble, PREPARE);
        }
        if (number.readAt() == null) {
            return unasked(NumberCheck.CALLING);
        }
        return "ENABLED".equals(number.calling())
            ? NumberCheck.wrong(NumberCheck.CALLING, "Le chiamate WhatsApp sono accese, ma qui nessuno può rispondere.", PREPARE)
            : NumberCheck.ok(NumberCheck.CALLING, "Le chiamate WhatsApp sono spente: nessuno squilla a vuoto.");
    }

    private static NumberCheck limit(WhatsAppNumber number) {
        if (number.dailyLimit() == null) {
            return NumberCheck.waiting(NumberCheck.LIMIT, "Meta non ci ha ancora detto a quante persone può scrivere il numero.", "");
        }
        var limit = WhatsAppNumber.limit(number.dailyLimit());
        var people = limit.perDay();
        if (people == null) {
            return NumberCheck.ok(NumberCheck.LIMIT, "Il numero può scrivere per primo a tutti.");
        }
        var words = "Il numero può scrivere per primo a " + Italian.number(people) + " persone in 24 ore.";
        return people > 250 ? NumberCheck.ok(NumberCheck.LIMIT, words)
            : NumberCheck.waiting(NumberCheck.LIMIT, words, "Verifica il Comune in Meta Business prima di un’emergenza: il limite sale a 2.000 e oltre.");
    }

    private static NumberCheck quality(WhatsAppNumber number) {
        return switch (number.quality() == null ? "UNKNOWN" : number.quality()) {
            case "GREEN" -> NumberCheck.ok(NumberCheck.QUALITY, "Le persone gradiscono i messaggi di questo numero.");
            case "YELLOW" -> NumberCheck.waiting(NumberCheck.QUALITY, "Qualcuno ha segnalato i messaggi di questo numero.", "Manda solo quello che serve davvero.");
            case "RED" -> NumberCheck.wrong(NumberCheck.QUALITY, "Molte persone hanno segnalato i messaggi di questo numero: Meta può limitarlo.",
                "Manda solo quello che serve davvero, a chi l’ha chiesto.");
            default -> NumberCheck.ok(NumberCheck.QUALITY, "Meta non ha ancora un’opinione sui messaggi di questo numero.");
        };
    }

    private static NumberCheck unasked(String code) {
        return NumberCheck.waiting(code, "Non l’abbiamo ancora chiesto a Meta.", PREPARE);
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ITALIAN) + words.substring(1);
    }
}

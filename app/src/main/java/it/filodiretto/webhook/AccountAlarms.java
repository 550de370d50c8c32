// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.alarm.Alarms;
import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.page.Italian;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What Meta does to the town's account: restrictions, blocks, warnings. Each raises an alarm; what lifts it clears it.
 *
 * <pre>{@code {"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":1795513200}]}}</pre>
 */
@Component
public class AccountAlarms {

    private static final Logger log = LoggerFactory.getLogger(AccountAlarms.class);
    /** While this is open no notice leaves, and nothing while {@link #DISABLED} is. */
    public static final String NO_NOTICES = "account restricted notices";
    public static final String DISABLED = "account disabled";
    private static final String RESTRICTED = "account restricted";
    private static final String VIOLATION = "account violation";
    private static final String THREATENED = "account to be disabled";
    private static final String PAGE = "impostazioni/whatsapp";
    private static final String REVIEW = " Apri Meta Business per sapere perché e chiedere una revisione.";

    private final Alarms alarms;

    AccountAlarms(Alarms alarms) {
        this.alarms = alarms;
    }

    void take(Municipality town, JsonNode value) {
        var event = Fields.textOr(value, "event", "");
        CurrentMunicipality.inTown(town.id(), () -> {
            switch (event) {
                case "ACCOUNT_RESTRICTION" -> restricted(town, value);
                case "ACCOUNT_VIOLATION" -> alarms.raise(VIOLATION, "Meta dice che il Comune non ha seguito le sue regole. Se si ripete, può bloccare il numero." + REVIEW, PAGE);
                case "DISABLED_UPDATE" -> banned(town, Fields.textOr(value.path("ban_info"), "waba_ban_state", ""), date(town, value));
                case "ACCOUNT_DELETED" -> alarms.raise(DISABLED, "L’account WhatsApp del Comune è stato cancellato da Meta Business: non parte e non arriva più niente.", PAGE);
                case "ACCOUNT_OFFBOARDED" -> alarms.raise(DISABLED, "Il numero è stato staccato da questo servizio in Meta Business: non parte e non arriva più niente.", PAGE);
                case "ACCOUNT_RECONNECTED" -> alarms.clear(DISABLED);
                default -> log.atInfo().addKeyValue("account", town.requireWhatsapp().businessAccountId()).addKeyValue("event", event)
                    .log("Meta has changed something about a WhatsApp account that asks nothing of us");
            }
        });
    }

    /** Without restrictions in it: they are lifted. */
    private void restricted(Municipality town, JsonNode value) {
        var all = Fields.list(value, "restriction_info");
        var cause = all.stream().anyMatch(it -> "RESTRICTED_BIZ_INITIATED_MESSAGING".equals(Fields.textOr(it, "restriction_type", ""))) ? NO_NOTICES : RESTRICTED;
        Stream.of(NO_NOTICES, RESTRICTED).filter(it -> all.isEmpty() || !it.equals(cause)).forEach(alarms::clear);
        if (all.isEmpty()) {
            return;
        }
        var words = all.stream().map(it -> restriction(Fields.textOr(it, "restriction_type", ""), moment(town, it.path("expiration")))).collect(Collectors.joining(" "));
        alarms.raise(cause, words + REVIEW, PAGE);
    }

    private static String restriction(String type, @Nullable String until) {
        var what = switch (type) {
            case "RESTRICTED_BIZ_INITIATED_MESSAGING" -> "Meta non lascia mandare avvisi: si può solo rispondere a chi scrive";
            case "RESTRICTED_CUSTOMER_INITIATED_MESSAGING" -> "Meta non lascia rispondere a chi scrive";
            case "RESTRICTED_ADD_PHONE_NUMBER_ACTION" -> "Meta non lascia aggiungere numeri";
            default -> "Meta ha limitato l’account WhatsApp del Comune";
        };
        return what + (until == null ? "." : ", fino a " + until + ".");
    }

    private void banned(Municipality town, String state, @Nullable String when) {
        switch (state) {
            case "REINSTATE" -> {
                alarms.clear(DISABLED);
                alarms.clear(THREATENED);
                log.atInfo().addKeyValue("account", town.requireWhatsapp().businessAccountId()).log("Meta has given the WhatsApp account back");
            }
            case "SCHEDULE_FOR_DISABLE" -> alarms.raise(THREATENED, "Meta bloccherà l’account WhatsApp del Comune" + (when == null ? "." : ": " + when + ".") + REVIEW, PAGE);
            default -> {
                alarms.clear(THREATENED);
                alarms.raise(DISABLED, "Meta ha bloccato l’account WhatsApp del Comune: non parte più niente." + REVIEW, PAGE);
            }
        }
    }

    /** Meta writes it as it likes: {@code June 4, 2026}; shown as it is. */
    private static @Nullable String date(Municipality town, JsonNode value) {
        var told = value.path("ban_info").path("waba_ban_date");
        var known = moment(town, told);
        return known != null ? known : told.isString() && !told.stringValue().isBlank() ? told.stringValue() : null;
    }

    private static @Nullable String moment(Municipality town, JsonNode seconds) {
        var text = seconds.isIntegralNumber() || seconds.isString() ? seconds.asString() : "";
        return text.matches("[0-9]{9,11}") ? Italian.date(Instant.ofEpochSecond(Long.parseLong(text)), town.zone()) : null;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.alarm.Alarms;
import it.filodiretto.meta.NumberCheck;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppNumber;
import it.filodiretto.municipality.Municipality;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Calls the administrators when the connection doctor finds what would silence the number; what is put right clears it. */
@Component
public class DoctorAlarms {

    private static final String PAGE = "impostazioni/whatsapp";
    private static final Set<String> SILENCING = Set.of("token-life", "token-scopes", "live-mode", "webhook-target", "public-address", NumberCheck.SUBSCRIBED);

    private final NumberChecks checks;
    private final NumberTable numbers;
    private final Alarms alarms;

    DoctorAlarms(NumberChecks checks, NumberTable numbers, Alarms alarms) {
        this.checks = checks;
        this.numbers = numbers;
        this.alarms = alarms;
    }

    /** In the town's scope, after Meta was asked. */
    List<NumberCheck> look(Municipality town) {
        var found = checks.of(town);
        var number = numbers.find(town.requireWhatsapp().phoneNumberId()).orElseGet(WhatsAppNumber::unknown);
        if (number.setUpAt() != null) {
            found.stream().filter(it -> SILENCING.contains(it.code()) && number.trouble(it.code()) == null).forEach(this::say);
        }
        return found;
    }

    public static String cause(String check) {
        return "doctor " + check;
    }

    private void say(NumberCheck check) {
        var cause = cause(check.code());
        if (check.state() == NumberCheck.State.WRONG) {
            alarms.raise(cause, check.words() + " " + check.remedy(), PAGE);
        } else {
            alarms.clear(cause);
        }
    }
}

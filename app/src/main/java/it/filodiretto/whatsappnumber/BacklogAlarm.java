// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.alarm.Alarms;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.webhook.WebhookCallTable;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Raises an alarm in every town with a number when what Meta brought has waited for more than a minute. */
@Component
class BacklogAlarm {

    private static final String CAUSE = "webhook-backlog";

    private final WebhookCallTable calls;
    private final Municipalities municipalities;
    private final Alarms alarms;
    private final Clock clock;
    private boolean raised = true;

    BacklogAlarm(WebhookCallTable calls, Municipalities municipalities, Alarms alarms, Clock clock) {
        this.calls = calls;
        this.municipalities = municipalities;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** For a timer. */
    void look() {
        var late = calls.oldestWaiting(clock.instant()).compareTo(ConnectionDoctor.LATE) > 0;
        if (late || raised) {
            municipalities.all().stream().filter(it -> it.whatsapp() != null).forEach(it -> CurrentMunicipality.inTown(it.id(), () -> {
                if (late) {
                    alarms.raise(CAUSE, "Quello che le persone scrivono arriva, ma non viene letto da più di un minuto. Chi amministra il servizio deve guardare il server.",
                        "impostazioni/whatsapp");
                } else {
                    alarms.clear(CAUSE);
                }
            }));
            raised = late;
        }
    }
}

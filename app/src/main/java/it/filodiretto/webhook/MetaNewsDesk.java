// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.alarm.Alarm;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.intake.WebhookElement;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipality;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down what Meta tells, for the page of the number, and calls whoever must act. */
@Component
public class MetaNewsDesk {

    private static final String PAGE = "impostazioni/whatsapp";
    private static final int SHOWN = 20;

    private final MetaNewsTable table;
    private final Alarms alarms;
    private final TransactionTemplate transaction;

    MetaNewsDesk(MetaNewsTable table, Alarms alarms, PlatformTransactionManager transactions) {
        this.table = table;
        this.alarms = alarms;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param limit of people in 24 hours, as we knew it before the change */
    void take(Municipality town, WebhookElement change, @Nullable String limit) {
        MetaNews.read(change.field(), change.value(), limit).ifPresent(news ->
            CurrentMunicipality.inTown(town.id(), () -> transaction.executeWithoutResult(_ -> {
                table.add(change.receivedAt(), news.words());
                var cause = news.cause();
                if (cause != null && news.isBad()) {
                    alarms.raise(cause, news.words(), PAGE);
                } else if (cause != null) {
                    alarms.clear(cause);
                }
            })));
    }

    /** In the current municipality, newest first. */
    public List<MetaNewsTable.Told> newest() {
        return transaction.execute(_ -> table.newest(SHOWN));
    }

    /** What is open of what Meta told or did. */
    public List<Alarm> open() {
        return alarms.open().stream().filter(it -> it.cause().startsWith("meta ") || it.cause().startsWith("account ")).toList();
    }

    /** Somebody has seen what only asks to be seen. */
    public void seen() {
        alarms.open().stream().map(Alarm::cause).filter(it -> it.startsWith(MetaNews.TO_BE_SEEN)).forEach(alarms::clear);
    }
}

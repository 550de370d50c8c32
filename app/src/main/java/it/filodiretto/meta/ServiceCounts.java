// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.CurrentMunicipality;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts the free texts that Meta accepted, for the price; written down every second, beside the work. */
@Component
public class ServiceCounts {

    private static final ZoneId ITALY = ZoneId.of("Europe/Rome");

    private final ServiceCountTable table;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Map<Lane, Long> unwritten = new ConcurrentHashMap<>();

    ServiceCounts(ServiceCountTable table, Clock clock, PlatformTransactionManager transactions) {
        this.table = table;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    public void sent(Lane lane) {
        unwritten.merge(lane, 1L, Long::sum);
    }

    /** For a timer. */
    public void write() {
        for (var lane : unwritten.keySet()) {
            var count = unwritten.remove(lane);
            if (count != null) {
                CurrentMunicipality.inTown(lane.town(), () -> transaction.executeWithoutResult(_ -> table.add(lane.account(), month(), count)));
            }
        }
    }

    /** Of the current municipality's number. */
    public long thisMonth(String phoneNumberId) {
        var found = transaction.execute(_ -> table.of(phoneNumberId, month()));
        return found == null ? 0 : found;
    }

    /** Each month of this year that has any. */
    public List<Long> thisYear(String phoneNumberId) {
        var found = transaction.execute(_ -> table.since(phoneNumberId, month().withDayOfYear(1)));
        return found == null ? List.of() : found;
    }

    private LocalDate month() {
        return LocalDate.now(clock.withZone(ITALY)).withDayOfMonth(1);
    }
}

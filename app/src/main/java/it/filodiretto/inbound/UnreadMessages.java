// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownWork;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people write to a number that only sends is shown to nobody: it need not be kept for long. What subscribed somebody stays, as evidence. */
@Component
class UnreadMessages implements TownWork {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadMessages.class);
    private static final int AT_ONCE = 5_000;

    private final UnreadTable table;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration kept;

    UnreadMessages(UnreadTable table, PlatformTransactionManager transactions, Clock clock, @Value("${filodiretto.whatsapp.keep-unread}") Duration kept) {
        this.table = table;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.kept = kept;
    }

    @Override
    public Duration first() {
        return Duration.ofMinutes(7);
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(6);
    }

    @Override
    public void workFor(Municipality town) {
        var account = town.whatsapp();
        if (account != null && account.mode() == ChannelMode.ONE_WAY) {
            var before = clock.instant().minus(kept);
            while (Objects.requireNonNull(transaction.<Integer>execute(_ -> table.deleteBefore(before, AT_ONCE))) == AT_ONCE) {
                LOG.atDebug().addKeyValue("municipality", town.slug()).log("More messages that nobody reads are to be deleted");
            }
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.LaneTable;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Lane;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.BulkTable;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the senders of lanes, with all that they need. */
@Component
class LaneSenders {

    final Claims claims;
    final Settlement settlement;
    final UncertainTable uncertain;
    final EndingTable endings;
    final Citizens citizens;
    final LaneTable lanes;
    private final BulkTable bulks;
    private final TransactionTemplate transactions;
    final SendingSettings settings;
    private final List<Channel> channels;

    LaneSenders(Claims claims, Settlement settlement, UncertainTable uncertain, EndingTable endings, Citizens citizens, LaneTable lanes,
            BulkTable bulks, List<Channel> channels, PlatformTransactionManager transactions, SendingSettings settings) {
        this.claims = claims;
        this.settlement = settlement;
        this.uncertain = uncertain;
        this.endings = endings;
        this.citizens = citizens;
        this.lanes = lanes;
        this.bulks = bulks;
        this.transactions = new TransactionTemplate(transactions);
        this.channels = channels;
        this.settings = settings;
    }

    boolean canSend(Lane lane) {
        return channel(lane).filter(it -> it.canSend(lane)).isPresent();
    }

    LaneSender start(Lane lane, long epoch, long confirmedAt) {
        var sender = new LaneSender(lane, epoch, confirmedAt, channel(lane).orElseThrow(), this);
        sender.start();
        return sender;
    }

    /** Tells on the console what is wrong with the lane. */
    void raise(Lane lane, String code, String words) {
        transactions.executeWithoutResult(_ -> lanes.raiseStop(lane.id(), code, words));
    }

    boolean isStoppedByAnswers(Lane lane) {
        return Boolean.TRUE.equals(transactions.execute(_ -> lanes.isStoppedByAnswers(lane.id())));
    }

    void clearStops(Lane lane) {
        transactions.executeWithoutResult(_ -> lanes.clearStops(lane.id()));
    }

    /** Pauses a sending by itself. @param reason in Italian */
    void pause(BulkId bulk, String reason) {
        transactions.executeWithoutResult(_ -> bulks.changeStage(bulk, BulkState.Stage.RUNNING, BulkState.Stage.PAUSED, reason));
    }

    private Optional<Channel> channel(Lane lane) {
        return channels.stream().filter(it -> it.kind() == lane.channel()).findFirst();
    }
}

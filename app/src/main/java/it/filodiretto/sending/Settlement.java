// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.database.Plans;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.outbox.BulkTable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down, in one transaction, what came of a batch of attempts. */
@Component
@Transactional
class Settlement {

    private final QueueTable queue;
    private final DeliveryTable deliveries;
    private final BulkTable bulks;
    private final Consequences consequences;
    private final Plans plans;

    Settlement(QueueTable queue, DeliveryTable deliveries, BulkTable bulks, Consequences consequences, Plans plans) {
        this.queue = queue;
        this.deliveries = deliveries;
        this.bulks = bulks;
        this.consequences = consequences;
        this.plans = plans;
    }

    void settle(LaneId lane, long epoch, List<Settled> batch, String writer) {
        plans.keepByIndex();
        var done = queue.settle(lane, epoch, batch, writer);
        var late = done.late();
        if (!late.isEmpty()) {
            deliveries.recordAccepted(late.stream().collect(Collectors.toMap(it -> it.message().id(), it -> String.valueOf(it.externalId()))), writer);
        }
        var accepted = batch.stream().filter(it -> it.verdict() == Settled.Verdict.ACCEPTED).map(it -> String.valueOf(it.externalId())).toList();
        if (!accepted.isEmpty()) {
            consequences.follow(lane, deliveries.applyParked(lane, accepted, writer), writer);
        }
        consequences.follow(lane, batch);
        consequences.queueTemplates(lane, done.failedBefore(), writer);
        batch.stream().map(it -> it.message().bulk()).filter(Objects::nonNull).distinct().forEach(bulks::finishIfDone);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

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

    Settlement(QueueTable queue, DeliveryTable deliveries, BulkTable bulks) {
        this.queue = queue;
        this.deliveries = deliveries;
        this.bulks = bulks;
    }

    void settle(LaneId lane, long epoch, List<Settled> batch, String writer) {
        var late = queue.settle(lane, epoch, batch, writer);
        if (!late.isEmpty()) {
            deliveries.recordAccepted(late.stream().collect(Collectors.toMap(it -> it.message().id(), it -> String.valueOf(it.externalId()))), writer);
        }
        var accepted = batch.stream().filter(it -> it.verdict() == Settled.Verdict.ACCEPTED).map(it -> String.valueOf(it.externalId())).toList();
        if (!accepted.isEmpty()) {
            deliveries.applyParked(lane, accepted, writer);
        }
        batch.stream().map(it -> it.message().bulk()).filter(Objects::nonNull).distinct().forEach(bulks::finishIfDone);
    }
}

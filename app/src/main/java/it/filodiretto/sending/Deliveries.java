// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.database.Plans;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What became of messages, by the provider's reports. A state only ever moves forward, a failure counts only before
 * delivery, and a late report never causes a sending. A report whose message is not known is parked: it may be quicker
 * than the answer that tells us the message's external id.
 */
@Service
@Transactional
public class Deliveries {

    private final DeliveryTable table;
    private final Consequences consequences;
    private final Plans plans;

    Deliveries(DeliveryTable table, Consequences consequences, Plans plans) {
        this.table = table;
        this.consequences = consequences;
        this.plans = plans;
    }

    /**
     * Records reports of one lane of the current municipality, in one batch.
     *
     * @param writer who records: two that work at once have different names
     */
    public void record(Lane lane, List<DeliveryReport> reports, String writer) {
        plans.keepByIndex();
        consequences.follow(lane.id(), table.record(lane.id(), reports, writer), writer);
    }

    /** The message of ours that has this external id, if it is the current municipality's. */
    @Transactional(readOnly = true)
    public Optional<Sent> find(String externalId) {
        return table.find(externalId);
    }

    /** The newest sending to many whose message to this person the provider accepted in that time: what an answer probably answers. */
    @Transactional(readOnly = true)
    public Optional<BulkId> latestBulk(it.filodiretto.citizen.CitizenId citizen, java.time.Instant since, java.time.Instant until) {
        return table.latestBulk(citizen, since, until);
    }

    /** @param bulk the sending to many it belonged to, or {@code null} */
    public record Sent(MessageId id, it.filodiretto.citizen.CitizenId citizen, @org.jspecify.annotations.Nullable BulkId bulk) {}
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.outbox.BulkRecipients;
import it.filodiretto.subscription.SubscriptionTable;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers the sending engine just before each attempt: who has left is not told of a new privacy notice any more. */
@Component
class PolicyRecipients implements BulkRecipients {

    private final PolicyCallTable calls;
    private final SubscriptionTable subscriptions;

    PolicyRecipients(PolicyCallTable calls, SubscriptionTable subscriptions) {
        this.calls = calls;
        this.subscriptions = subscriptions;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<CitizenId> stillWanting(BulkId bulk, Collection<CitizenId> citizens) {
        if (!calls.isOne(bulk)) {
            return Set.copyOf(citizens);
        }
        var active = subscriptions.active(citizens.stream().map(CitizenId::value).toArray(UUID[]::new));
        return citizens.stream().filter(it -> active.getOrDefault(it.value(), false)).collect(Collectors.toSet());
    }
}

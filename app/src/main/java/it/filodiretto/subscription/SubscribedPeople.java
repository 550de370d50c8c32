// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.channel.AudienceSize;
import org.springframework.stereotype.Component;

/** Tells those below how many subscribers there are. */
@Component
class SubscribedPeople implements AudienceSize {

    private final Subscriptions subscriptions;

    SubscribedPeople(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public long people() {
        return subscriptions.count().active();
    }
}

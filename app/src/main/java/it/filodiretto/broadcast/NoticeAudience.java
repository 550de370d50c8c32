// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.subscription.Audience;
import it.filodiretto.subscription.AudienceQuery;
import it.filodiretto.subscription.Subscriptions;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who wants to hear a notice: the subscription module's answer to this module's question. Who lives where is not known yet. */
@Component
class NoticeAudience {

    private final Audience audience;
    private final Subscriptions subscriptions;

    NoticeAudience(Audience audience, Subscriptions subscriptions) {
        this.audience = audience;
        this.subscriptions = subscriptions;
    }

    long count(NoticeText content, Instant approvedAt) {
        return audience.count(new AudienceQuery(content.topic(), approvedAt));
    }

    Audience.Page page(NoticeText content, Instant approvedAt, @Nullable CitizenId after, int limit) {
        return audience.page(new AudienceQuery(content.topic(), approvedAt), after, limit);
    }

    Set<CitizenId> stillWanting(NoticeText content, Collection<CitizenId> citizens) {
        return citizens.isEmpty() ? Set.of() : audience.stillWanting(content.topic(), citizens);
    }

    long subscribers() {
        return subscriptions.count().active();
    }
}

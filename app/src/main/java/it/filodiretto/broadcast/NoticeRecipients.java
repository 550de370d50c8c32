// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.outbox.BulkRecipients;
import it.filodiretto.preflight.NoticeAudience;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers the sending engine just before each attempt: who has left, or dropped the topic, gets nothing more. */
@Component
class NoticeRecipients implements BulkRecipients {

    private final BroadcastTable broadcasts;
    private final NoticeTable notices;
    private final NoticeAudience audience;

    NoticeRecipients(BroadcastTable broadcasts, NoticeTable notices, NoticeAudience audience) {
        this.broadcasts = broadcasts;
        this.notices = notices;
        this.audience = audience;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<CitizenId> stillWanting(BulkId bulk, Collection<CitizenId> citizens) {
        return broadcasts.find(new BroadcastId(bulk.value())).flatMap(it -> notices.find(it.notice()))
            .map(it -> audience.stillWanting(it.aim(), citizens))
            .orElseGet(() -> Set.copyOf(citizens));
    }
}

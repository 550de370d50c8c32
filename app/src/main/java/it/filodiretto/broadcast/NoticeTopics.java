// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.conversation.BulkTopics;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.NoticeTable;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells the talks what the notice is about that somebody answers. */
@Component
class NoticeTopics implements BulkTopics {

    private final NoticeTable notices;

    NoticeTopics(NoticeTable notices) {
        this.notices = notices;
    }

    @Override
    public Optional<String> of(BulkId bulk) {
        return notices.findByBroadcast(new BroadcastId(bulk.value())).map(it -> it.content().topic());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.citizen.CitizensFoundSame;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.preflight.NoticeAudience;
import java.util.List;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Two persons become one while a broadcast hands its people over: the subscription may pass to the one whose page is made already,
 * from the one whose page is not. She gets the notice all the same; who has a message already gets no second one.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MergedAudience {

    private final BroadcastTable broadcasts;
    private final NoticeTable notices;
    private final NoticeAudience audience;
    private final Bulks bulks;

    MergedAudience(BroadcastTable broadcasts, NoticeTable notices, NoticeAudience audience, Bulks bulks) {
        this.broadcasts = broadcasts;
        this.notices = notices;
        this.audience = audience;
        this.bulks = bulks;
    }

    /** No page is made meanwhile: it would hold the one or the other. */
    @EventListener
    void hold(CitizensFoundSame persons) {
        broadcasts.holdFilling();
    }

    /** After messages and subscriptions have passed from the one to the other. */
    @EventListener
    void merge(CitizensMerged persons) {
        for (var broadcast : broadcasts.past(persons.into())) {
            var aim = notices.find(broadcast.notice()).orElseThrow().aim();
            if (audience.isIn(aim, Objects.requireNonNull(broadcast.approvedAt()), persons.into())) {
                broadcasts.pageDone(broadcast.id(), null, bulks.add(broadcast.id().bulk(), List.of(persons.into())), 0);
            }
        }
    }
}

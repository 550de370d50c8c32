// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.notice.Broadcast;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.preflight.NoticeAudience;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands a broadcast's people over to the sending engine, page by page. A page and the place of the next are one transaction
 * under the broadcast's row lock: whichever node comes next goes on where the last one ended, and nobody is handed over twice.
 */
@Component
class FanOut {

    /** Small, so that the first message leaves while the second page is being read. */
    static final int FIRST_PAGE = 500;
    static final int PAGE = 10_000;

    private final BroadcastTable broadcasts;
    private final NoticeTable notices;
    private final NoticeAudience audience;
    private final Bulks bulks;

    FanOut(BroadcastTable broadcasts, NoticeTable notices, NoticeAudience audience, Bulks bulks) {
        this.broadcasts = broadcasts;
        this.notices = notices;
        this.audience = audience;
        this.bulks = bulks;
    }

    /** Hands over the next page. @return whether another may follow at once; false also if another node is at it, or it waits until {@link Rounds} looks again */
    @Transactional
    public boolean nextPage(BroadcastId id) {
        var found = broadcasts.lockUnlessTaken(id).filter(it -> it.state() == Broadcast.State.FILLING);
        if (found.isEmpty()) {
            return false;
        }
        var broadcast = found.get();
        var notice = notices.find(broadcast.notice()).orElseThrow();
        if (isNotAllKnownYet(broadcast, notice)) {
            return false;
        }
        int limit = broadcast.pages() == 0 ? FIRST_PAGE : PAGE;
        var page = audience.page(notice.aim(), Objects.requireNonNull(broadcast.approvedAt()), broadcast.cursor(), limit);
        int added = page.wanting().isEmpty() ? 0 : bulks.add(id.bulk(), page.wanting());
        if (page.leftSince() > 0) {
            bulks.leftBeforeTheirTurn(id.bulk(), page.leftSince());
        }
        broadcasts.pageDone(id, page.last(), added, page.leftSince());
        if (page.wanting().size() + page.leftSince() == limit) {
            return true;
        }
        bulks.filled(id.bulk(), broadcast.added() + added + broadcast.left() + page.leftSince());
        broadcasts.changeState(id, Broadcast.State.FILLED);
        return false;
    }

    /**
     * Whom it follows is not all known yet. An attempt begun before it is still handing people over, and may come to one whose page
     * would be made by then; or of what was stopped the messages that have not left still look as if they would.
     */
    private boolean isNotAllKnownYet(Broadcast broadcast, Notice notice) {
        var following = notice.following();
        return following != null && notices.attempts(following.broadcast()).stream().filter(it -> !it.equals(broadcast.id()))
            .anyMatch(it -> bulks.isBeingSwept(it.bulk()) || broadcasts.find(it).filter(broadcast::comesAfter).isPresent());
    }
}

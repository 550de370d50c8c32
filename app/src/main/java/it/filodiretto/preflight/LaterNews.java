// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.outbox.Bulks;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What has overtaken a notice: who got it only now would read last what is true no more. */
@Component
public class LaterNews {

    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final Bulks bulks;

    LaterNews(NoticeTable notices, BroadcastTable broadcasts, Bulks bulks) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.bulks = bulks;
    }

    /** What came after what a retry says again; empty also if it says something else. */
    Optional<Notice> afterWhatIsSaidAgain(Notice retry) {
        var following = retry.following();
        return following == null || !retry.isTheSameAgain() ? Optional.empty() : after(following.first(), following.broadcast());
    }

    /** Of its line the first update, correction, all-clear or cancellation that began to leave after it. */
    public Optional<Notice> after(NoticeId notice, BroadcastId sending) {
        var later = notices.followers(notices.beginning(notice)).stream().filter(it -> it.aim().isForTheSamePeople()).toList();
        var began = broadcasts.approvedAt(Stream.concat(Stream.of(sending), later.stream().map(Notice::broadcast)).toList());
        var said = began.getOrDefault(sending, Instant.MIN);
        return later.stream().filter(it -> began.getOrDefault(it.broadcast(), Instant.MIN).isAfter(said)).findFirst();
    }

    /** The last of its line that has left since this one was written: who sends or signs it ought to know. */
    Optional<Notice> sinceWritten(Notice notice) {
        return notice.following() == null ? Optional.empty() : notices.followers(notices.beginning(notice.id())).reversed().stream()
            .filter(it -> !it.id().equals(notice.id()) && bulks.find(it.broadcast().bulk()).filter(bulk -> bulk.startedAt().isAfter(notice.changedAt())).isPresent()).findFirst();
    }
}

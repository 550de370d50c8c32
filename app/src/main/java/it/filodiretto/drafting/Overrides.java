// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.broadcast.BroadcastEvent;
import it.filodiretto.broadcast.Departures;
import it.filodiretto.broadcast.EventTable;
import it.filodiretto.broadcast.NoticeRegister;
import it.filodiretto.broadcast.SignatureCalls;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.page.Words;
import it.filodiretto.preflight.QuietHours;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** One person alone sends what wants two signatures: written down, shown to all, told to who could have signed. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Overrides {

    private final Approvals approvals;
    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final Departures departures;
    private final NoticeRegister register;
    private final QuietHours quiet;
    private final SignatureCalls calls;
    private final Words words;
    private final Audit audit;
    private final Clock clock;

    Overrides(Approvals approvals, NoticeTable notices, BroadcastTable broadcasts, EventTable events, Departures departures, NoticeRegister register,
            QuietHours quiet, SignatureCalls calls, Words words, Audit audit, Clock clock) {
        this.approvals = approvals;
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.departures = departures;
        this.register = register;
        this.quiet = quiet;
        this.calls = calls;
        this.words = words;
        this.audit = audit;
        this.clock = clock;
    }

    /** Sends it, or lets it wait until the quiet hours are over: only alerts of civil protection wake people up. */
    PublishOutcome override(NoticeId id, String hash, String reason) {
        if (reason.strip().length() < Signatures.SHORTEST_REASON) {
            return new PublishOutcome.Refused("no-reason", words.get("broadcast.sign.reason"));
        }
        return approvals.unsigned(id, hash, notice -> {
            var by = CurrentOperator.find().orElse(null);
            var morning = quiet.after(notice.content(), clock.instant()).orElse(null);
            var outcome = morning == null ? departures.now(notice, by) : departures.then(notice, by, morning);
            if (outcome instanceof PublishOutcome.Started || outcome instanceof PublishOutcome.Scheduled) {
                writeDown(notice, by, reason.strip());
            }
            return outcome;
        });
    }

    private void writeDown(Notice notice, @Nullable OperatorId by, String reason) {
        broadcasts.urgent(notice.broadcast(), reason);
        register.overridden(notice, by, reason);
        events.add(notice.broadcast(), BroadcastEvent.Kind.OVERRIDDEN, by, reason);
        calls.overridden(notice, by, reason);
        audit.record("notice.override", Map.of("notice", notice.id().toString(), "broadcast", notice.broadcast().toString(), "text", notice.hash()));
    }

    void seen(NoticeId id) {
        notices.find(id).filter(calls::isUnseen).ifPresent(it -> {
            calls.seen(it);
            events.add(it.broadcast(), BroadcastEvent.Kind.SEEN, CurrentOperator.find().orElse(null), null);
            audit.record("notice.override.seen", Map.of("notice", id.toString()));
        });
    }

    boolean hasSigners(Notice notice) {
        return calls.hasSigners(notice);
    }

    boolean isUnseen(Notice notice) {
        return calls.isUnseen(notice);
    }
}

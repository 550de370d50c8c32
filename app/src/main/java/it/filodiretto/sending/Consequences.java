// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.LaneTable;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Consequence;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.BulkTable;
import it.filodiretto.outbox.FailedReplies;
import it.filodiretto.outbox.RestraintTable;
import it.filodiretto.outbox.Wakeups;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sees to what follows from failures beyond the one message, whether told at once or by a report. In the caller's transaction. */
@Component
class Consequences {

    private final RestraintTable restraints;
    private final ReplacementTable replacements;
    private final LaneTable lanes;
    private final BulkTable bulks;
    private final FailedReplies replies;
    private final Wakeups wakeups;

    Consequences(RestraintTable restraints, ReplacementTable replacements, LaneTable lanes, BulkTable bulks, FailedReplies replies,
            Wakeups wakeups) {
        this.restraints = restraints;
        this.replacements = replacements;
        this.lanes = lanes;
        this.bulks = bulks;
        this.replies = replies;
        this.wakeups = wakeups;
    }

    /** A message that has just failed. */
    record Failed(MessageId id, CitizenId citizen, @Nullable BulkId bulk, String code, String reason, Consequence consequence) {}

    /** What reports have changed. @param arrived what the provider took on its way, or the person has */
    record Changes(List<Failed> failed, List<MessageId> arrived) {}

    /** By reports. */
    void follow(LaneId lane, Changes changes, String writer) {
        if (!changes.arrived().isEmpty() && lanes.releaseByReport(lane, changes.arrived())) {
            lanes.clearStops(lane);
            wakeups.afterCommit(lane);
        }
        changes.failed().forEach(it -> follow(lane, it));
        var closed = changes.failed().stream().filter(it -> it.consequence() == Consequence.WINDOW_CLOSED).map(Failed::id).toList();
        if (!closed.isEmpty()) {
            replacements.wanted(closed);
            queueTemplates(lane, closed, writer);
        }
        replies.tell(changes.failed().stream().filter(it -> it.bulk() == null).map(Failed::id).toList());
    }

    private void follow(LaneId lane, Failed failed) {
        switch (failed.consequence()) {
            case NONE, WINDOW_CLOSED -> { }
            case MARKETING_RESTS, NO_MARKETING, UNREACHABLE -> restraints.follow(lane, failed.citizen(), failed.consequence());
            case TEMPLATE_STOPS -> {
                if (failed.bulk() != null) {
                    bulks.changeStage(failed.bulk(), BulkState.Stage.RUNNING, BulkState.Stage.PAUSED, failed.reason());
                }
            }
            case ACCOUNT_STOPS -> {
                lanes.stopByReport(lane, failed.code(), failed.reason());
                lanes.raiseStop(lane, failed.code(), failed.reason());
            }
        }
    }

    /** By answers to attempts. */
    void follow(LaneId lane, List<Settled> settled) {
        settled.stream().filter(it -> it.consequence() != Consequence.NONE)
            .forEach(it -> restraints.follow(lane, it.message().citizen(), it.consequence()));
        replies.tell(settled.stream().filter(it -> it.verdict() == Settled.Verdict.FAILED && it.message().bulk() == null).map(it -> it.message().id()).toList());
    }

    /** The templates in place of what is marked as too late. */
    void queueTemplates(LaneId lane, Collection<MessageId> tooLate, String writer) {
        if (!tooLate.isEmpty()) {
            replacements.queue(tooLate, writer);
            wakeups.afterCommit(lane);
        }
    }
}

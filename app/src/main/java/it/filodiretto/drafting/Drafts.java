// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.broadcast.BroadcastEvent;
import it.filodiretto.broadcast.DepartureCalls;
import it.filodiretto.broadcast.EventTable;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticePicture;
import it.filodiretto.notice.NoticeRules;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.ReadyTexts;
import it.filodiretto.notice.Relation;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.shared.Ids;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes and changes notices that have not left, and begins what follows one that has. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Drafts {

    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final NoticeRules rules;
    private final ReadyTexts ready;
    private final DepartureCalls calls;
    private final Audit audit;

    Drafts(NoticeTable notices, BroadcastTable broadcasts, EventTable events, NoticeRules rules, ReadyTexts ready, DepartureCalls calls,
            Audit audit) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.rules = rules;
        this.ready = ready;
        this.calls = calls;
        this.audit = audit;
    }

    /** Keeps a new draft in which nothing is wrong. */
    WriteOutcome write(NoticeText typed) {
        var content = ready.complete(typed);
        var flaws = rules.flaws(content);
        return flaws.isEmpty() ? keep(new NoticeId(Ids.next()), content) : new WriteOutcome.Flawed(flaws);
    }

    /** Changes a draft into one in which nothing is wrong; a signature given before is void. */
    WriteOutcome change(NoticeId id, NoticeText typed) {
        var content = ready.complete(typed);
        var flaws = rules.flaws(content);
        if (!flaws.isEmpty()) {
            return new WriteOutcome.Flawed(flaws);
        }
        return notices.lock(id).isEmpty() ? new WriteOutcome.NoSuchNotice() : keep(id, content);
    }

    WriteOutcome keep(NoticeId id, NoticeText content) {
        return keep(id, content, null);
    }

    /**
     * Keeps a draft as it is, also a half-written one, the first time and again. What is wrong is told when it is to leave.
     *
     * @param page null: whatever there is now is replaced
     */
    WriteOutcome keep(NoticeId id, NoticeText content, @Nullable DraftPage page) {
        var by = CurrentOperator.find().orElse(null);
        var on = page == null ? null : page.id();
        if (notices.insert(id, content, by, on)) {
            var broadcast = new BroadcastId(Ids.next());
            broadcasts.insert(broadcast, id);
            events.add(broadcast, BroadcastEvent.Kind.WRITTEN, by, null);
            audit.record("notice.write", Map.of("notice", id.toString(), "topic", content.topic()));
            return new WriteOutcome.Written(id, broadcast);
        }
        var found = notices.lock(id);
        if (found.isEmpty()) {
            return new WriteOutcome.NoSuchNotice();
        }
        var present = found.get();
        var whole = content.keepingPictureOf(present.content());
        if (!present.state().mayChange()) {
            return new WriteOutcome.TooLate(id);
        }
        calls.over(id);
        if (present.hash().equals(whole.hash())) {
            return new WriteOutcome.Written(id, present.broadcast());
        }
        if (page != null && !page.knows(present)) {
            return new WriteOutcome.ChangedMeanwhile(present);
        }
        notices.change(id, whole, by, on);
        audit.record("notice.change", Map.of("notice", id.toString(), "topic", content.topic()));
        return new WriteOutcome.Written(id, present.broadcast());
    }

    /**
     * Begins what follows a notice, as a draft; a retry is for whom that very one did not reach. The others are for whom the first
     * of the line reached, by whichever attempt, so that nobody is lost on the way.
     */
    Optional<NoticeId> follow(NoticeId id, Relation relation) {
        var found = notices.find(id).filter(it -> it.state() == NoticeState.SENDING || it.state() == NoticeState.SENT || it.state() == NoticeState.CANCELLED);
        if (found.isEmpty() || !broadcasts.hasStarted(found.get().broadcast())) {
            return Optional.empty();
        }
        var before = found.get();
        var first = relation == Relation.RETRY ? before.id() : notices.beginning(before.id());
        var next = new NoticeId(Ids.next());
        keep(next, relation == Relation.RETRY ? before.content() : ready.following(before.content(), relation));
        notices.follow(next, first, relation);
        return Optional.of(next);
    }

    /** Gives a draft its picture, or takes it away. @param picture null: none @return false: it is no draft, and stays as it is */
    boolean illustrate(NoticeId id, @Nullable NoticePicture picture) {
        var draft = notices.lock(id).filter(it -> it.state().mayChange());
        draft.ifPresent(it -> {
            notices.change(id, it.content().with(it.content().details().showing(picture)), CurrentOperator.find().orElse(null), it.signing().page());
            audit.record("notice.picture", Map.of("notice", id.toString(), "picture", picture == null ? "" : picture.file().toString()));
        });
        return draft.isPresent();
    }
}

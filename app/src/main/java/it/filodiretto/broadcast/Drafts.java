// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.shared.Ids;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.annotation.Propagation;

/** Writes and changes notices that have not left, and begins what follows one that has. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Drafts {

    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final NoticeRules rules;
    private final ReadyTexts ready;
    private final Audit audit;

    Drafts(NoticeTable notices, BroadcastTable broadcasts, EventTable events, NoticeRules rules, ReadyTexts ready, Audit audit) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.rules = rules;
        this.ready = ready;
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

    /** Keeps a draft as it is, also a half-written one, the first time and again. What is wrong is told when it is to leave. */
    WriteOutcome keep(NoticeId id, NoticeText content) {
        var by = CurrentOperator.find().orElse(null);
        if (notices.insert(id, content, by)) {
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
        var whole = content.keepingPictureOf(found.get().content());
        if (found.get().hash().equals(whole.hash()) && found.get().state().mayChange()) {
            return new WriteOutcome.Written(id, found.get().broadcast());
        }
        if (!notices.change(id, whole, by)) {
            return new WriteOutcome.TooLate(id);
        }
        audit.record("notice.change", Map.of("notice", id.toString(), "topic", content.topic()));
        return new WriteOutcome.Written(id, found.get().broadcast());
    }

    /**
     * Begins what follows a notice, as a draft; a retry is for whom the first did not reach, the others for whom it did.
     * It follows the first of its line, so that nobody is lost on the way.
     */
    Optional<NoticeId> follow(NoticeId id, Relation relation) {
        var found = notices.find(id).filter(it -> it.state() == NoticeState.SENDING || it.state() == NoticeState.SENT || it.state() == NoticeState.CANCELLED);
        if (found.isEmpty() || !broadcasts.hasStarted(found.get().broadcast())) {
            return Optional.empty();
        }
        var before = found.get();
        var first = before.following() == null || relation == Relation.RETRY || !before.following().relation().isForTheSamePeople()
            ? before.id() : before.following().first();
        var next = new NoticeId(Ids.next());
        keep(next, relation == Relation.RETRY ? before.content() : ready.following(before.content(), relation));
        notices.follow(next, first, relation);
        return Optional.of(next);
    }

    /** Gives a draft its picture, or takes it away. No effect on what is no draft. @param picture null: none */
    void illustrate(NoticeId id, @Nullable NoticePicture picture) {
        notices.lock(id).filter(it -> it.state().mayChange()).ifPresent(it -> {
            notices.change(id, it.content().with(it.content().details().showing(picture)), CurrentOperator.find().orElse(null));
            audit.record("notice.picture", Map.of("notice", id.toString(), "picture", picture == null ? "" : picture.file().toString()));
        });
    }
}

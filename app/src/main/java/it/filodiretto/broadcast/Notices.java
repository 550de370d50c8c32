// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.messaging.BulkOrder;
import it.filodiretto.messaging.Bulks;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Topic;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.page.Words;
import it.filodiretto.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The town's notices: written, signed and sent, now or later. */
@Service
@Transactional
public class Notices {

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final DueTable due;
    private final NoticeRules rules;
    private final ReadyTexts ready;
    private final Signatures signatures;
    private final NoticeMessage messages;
    private final NoticeAudience audience;
    private final Bulks bulks;
    private final Municipalities municipalities;
    private final Audit audit;
    private final Rounds rounds;
    private final Broadcasts control;
    private final NoticeRegister register;
    private final NoticePlans plans;
    private final QuietHours quiet;
    private final SignatureCalls calls;
    private final Words words;
    private final Clock clock;

    Notices(NoticeTable notices, BroadcastTable broadcasts, EventTable events, DueTable due, NoticeRules rules, ReadyTexts ready, Signatures signatures, NoticeMessage messages,
            NoticeAudience audience, Bulks bulks, Municipalities municipalities, Audit audit, Rounds rounds, Broadcasts control,
            NoticeRegister register, NoticePlans plans, QuietHours quiet, SignatureCalls calls, Words words, Clock clock) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.due = due;
        this.rules = rules;
        this.ready = ready;
        this.signatures = signatures;
        this.messages = messages;
        this.audience = audience;
        this.bulks = bulks;
        this.municipalities = municipalities;
        this.audit = audit;
        this.rounds = rounds;
        this.control = control;
        this.register = register;
        this.plans = plans;
        this.quiet = quiet;
        this.calls = calls;
        this.words = words;
        this.clock = clock;
    }

    /** Keeps a new draft in which nothing is wrong. */
    public WriteOutcome write(NoticeText typed) {
        var content = ready.complete(typed);
        var flaws = rules.flaws(content);
        return flaws.isEmpty() ? keep(new NoticeId(Ids.next()), content) : new WriteOutcome.Flawed(flaws);
    }

    /** Changes a draft into one in which nothing is wrong; a signature given before is void. */
    public WriteOutcome change(NoticeId id, NoticeText typed) {
        var content = ready.complete(typed);
        var flaws = rules.flaws(content);
        if (!flaws.isEmpty()) {
            return new WriteOutcome.Flawed(flaws);
        }
        return notices.lock(id).isEmpty() ? new WriteOutcome.NoSuchNotice() : keep(id, content);
    }

    /** Keeps a draft as it is, also a half-written one, the first time and again. What is wrong is told when it is to leave. */
    public WriteOutcome keep(NoticeId id, NoticeText content) {
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
     * Sends it now, signed by the current operator or key.
     *
     * @param signedHash of the text the person saw; null: whatever it is
     */
    public PublishOutcome publish(NoticeId id, @Nullable String signedHash) {
        return approve(id, signedHash, null);
    }

    /** Signs it now, to be sent then by itself. */
    public PublishOutcome schedule(NoticeId id, @Nullable String signedHash, Instant at) {
        if (!at.isAfter(clock.instant())) {
            return new PublishOutcome.Refused("time-past", words.get("broadcast.time.past"));
        }
        return approve(id, signedHash, at);
    }

    /** Asks a colleague to sign it. @param at when it is to leave once signed; null: at once */
    public PublishOutcome ask(NoticeId id, @Nullable String hash, @Nullable Instant at) {
        var found = notices.lock(id);
        if (found.isEmpty()) {
            return new PublishOutcome.NoSuchNotice();
        }
        var notice = found.get();
        if (!notice.state().mayChange()) {
            return new PublishOutcome.AlreadySent(notice.broadcast());
        }
        if (at != null && !at.isAfter(clock.instant())) {
            return new PublishOutcome.Refused("time-past", words.get("broadcast.time.past"));
        }
        if (hash != null && !hash.equals(notice.hash())) {
            return new PublishOutcome.Refused("text-changed", words.get("broadcast.refused.text-changed"));
        }
        var by = CurrentOperator.find().orElse(null);
        var refused = refusal(notice, by);
        if (refused != null) {
            return refused;
        }
        notices.ask(id, clock.instant(), by, at);
        calls.ask(notice, by);
        events.add(notice.broadcast(), BroadcastEvent.Kind.ASKED, by, null);
        audit.record("notice.ask", Map.of("notice", id.toString(), "text", notice.hash()));
        return new PublishOutcome.Asked(notice.broadcast());
    }

    /**
     * The second person signs: it leaves now, or at the time that was asked for if that is still to come; in quiet hours when
     * they are over.
     *
     * @param anyway it cannot wait until then
     */
    public PublishOutcome sign(NoticeId id, String hash, boolean anyway) {
        var notice = notices.lock(id).filter(it -> it.state() == NoticeState.TO_APPROVE);
        var at = notice.map(this::leaves).orElse(null);
        return approve(id, hash, notice.isEmpty() || anyway && at == null ? at : quiet.after(notice.get().content(), at == null ? clock.instant() : at).orElse(at));
    }

    /** When it is to leave once signed; null: at once. */
    private @Nullable Instant leaves(Notice notice) {
        var at = notice.signing().askedFor();
        return at == null || !at.isAfter(clock.instant()) ? null : at;
    }

    /** Whoever is to sign, or wrote it, takes it back to the draft. @param reason null: no word about it */
    public void giveBack(NoticeId id, @Nullable String reason) {
        notices.lock(id).filter(it -> it.state() == NoticeState.TO_APPROVE).ifPresent(it -> {
            backToDraft(it, reason);
            events.add(it.broadcast(), BroadcastEvent.Kind.RETURNED, CurrentOperator.find().orElse(null), reason);
            audit.record("notice.return", Map.of("notice", id.toString()));
        });
    }

    /** In an emergency one person alone sends what wants two signatures; the reason stays with it, for all to see. */
    public PublishOutcome override(NoticeId id, String hash, String reason) {
        if (reason.strip().length() < Signatures.SHORTEST_REASON) {
            return new PublishOutcome.Refused("no-reason", words.get("broadcast.sign.reason"));
        }
        return stillAhead(id, hash, notice -> {
            var by = CurrentOperator.find().orElse(null);
            var outcome = startNow(notice, by);
            if (outcome instanceof PublishOutcome.Started) {
                broadcasts.urgent(notice.broadcast(), reason.strip());
                register.overridden(notice, by, reason.strip());
                events.add(notice.broadcast(), BroadcastEvent.Kind.OVERRIDDEN, by, reason.strip());
                audit.record("notice.override", Map.of("notice", id.toString(), "broadcast", notice.broadcast().toString(), "text", notice.hash()));
            }
            return outcome;
        });
    }

    /**
     * Begins what follows a notice, as a draft; a retry is for whom the first did not reach, the others for whom it did.
     * It follows the first of its line, so that nobody is lost on the way.
     */
    public Optional<NoticeId> follow(NoticeId id, Relation relation) {
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

    @Transactional(readOnly = true)
    List<Notice> followers(NoticeId first) {
        return notices.followers(first);
    }

    /** A scheduled notice is a draft again. No effect if it is not scheduled. */
    public void unschedule(NoticeId id) {
        var notice = notices.lock(id).filter(it -> it.state() == NoticeState.SCHEDULED);
        notice.ifPresent(it -> {
            backToDraft(it, null);
            register.unsigned(it, CurrentOperator.find().orElse(null));
            events.add(it.broadcast(), BroadcastEvent.Kind.UNSCHEDULED, CurrentOperator.find().orElse(null), null);
            audit.record("notice.unschedule", Map.of("notice", id.toString()));
        });
    }

    /** Gives a draft its picture, or takes it away. No effect on what is no draft. @param picture null: none */
    void illustrate(NoticeId id, @Nullable NoticePicture picture) {
        notices.lock(id).filter(it -> it.state().mayChange()).ifPresent(it -> {
            notices.change(id, it.content().with(it.content().details().showing(picture)), CurrentOperator.find().orElse(null));
            audit.record("notice.picture", Map.of("notice", id.toString(), "picture", picture == null ? "" : picture.file().toString()));
        });
    }

    /** Whether any notice has this picture. */
    @Transactional(readOnly = true)
    boolean shows(NoticePicture picture) {
        return notices.shows(picture.file());
    }

    String say(String key) {
        return words.get(key);
    }

    /** What is wrong with it; empty: it can be written. */
    @Transactional(readOnly = true)
    List<Flaw> flaws(NoticeText content) {
        return rules.flaws(ready.complete(content));
    }

    /** With the sentences of its kind, where nobody has written them. */
    NoticeText complete(NoticeText content) {
        return ready.complete(content);
    }

    @Transactional(readOnly = true)
    Optional<Notice> find(NoticeId id) {
        return notices.find(id);
    }

    /** The newest first. @param before only those written before it; null: from the start */
    @Transactional(readOnly = true)
    List<Notice> newest(@Nullable Instant before, int limit) {
        return notices.newest(before, limit);
    }

    /** Starts what was signed to leave by itself. What cannot leave becomes a draft again, and says why. */
    void startScheduled(BroadcastId id) {
        var notice = notices.findByBroadcast(id).filter(it -> it.state() == NoticeState.SCHEDULED).flatMap(it -> notices.lock(it.id()))
            .filter(it -> it.state() == NoticeState.SCHEDULED);
        var broadcast = broadcasts.find(id);
        if (notice.isEmpty() || broadcast.isEmpty() || !hasCome(notice.get().dueAt())) {
            return;
        }
        var by = broadcast.get().approvedBy();
        if (plans.isPassedOver(notice.get())) {
            passOver(notice.get(), by);
        } else if (!waits(notice.get(), by) && start(notice.get(), by) instanceof PublishOutcome.Refused refused) {
            plans.next(notice.get(), by);
            backToDraft(notice.get(), refused.words());
            events.add(id, BroadcastEvent.Kind.REFUSED, by, refused.words());
        }
    }

    private void passOver(Notice notice, @Nullable OperatorId by) {
        plans.next(notice, by);
        notices.changeState(notice.id(), NoticeState.CANCELLED, null, null);
        due.over(notice.broadcast());
        events.add(notice.broadcast(), BroadcastEvent.Kind.CANCELLED, null, words.get("broadcast.plan.passed-over"));
        register.happened(notice.id(), BroadcastEvent.Kind.CANCELLED, words.get("broadcast.plan.passed-over"), null);
    }

    /** Late at night nothing leaves that was to leave by day, say because the program stood still; a program may have wanted the night. */
    private boolean waits(Notice notice, @Nullable OperatorId by) {
        var due = notice.dueAt();
        var morning = quiet.after(notice.content(), clock.instant());
        if (morning.isEmpty() || due == null || by == null && quiet.hold(notice.content(), due)) {
            return false;
        }
        notices.changeState(notice.id(), NoticeState.SCHEDULED, morning.get(), null);
        this.due.from(new DueTable.Due(CurrentMunicipality.require(), notice.broadcast()), morning.get());
        events.add(notice.broadcast(), BroadcastEvent.Kind.SCHEDULED, null, words.get("broadcast.quiet.waits", quiet.shown()));
        return true;
    }

    private PublishOutcome approve(NoticeId id, @Nullable String signedHash, @Nullable Instant at) {
        return stillAhead(id, signedHash, notice -> {
            var by = CurrentOperator.find().orElse(null);
            var refused = signatures.refusal(notice, by);
            if (refused != null) {
                return refused;
            }
            return at == null ? startNow(notice, by) : startThen(notice, by, at);
        });
    }

    /** Goes on with the notice, locked, if it has not left yet and says what was read. @param hash of what was read; null: whatever it says */
    private PublishOutcome stillAhead(NoticeId id, @Nullable String hash, Function<Notice, PublishOutcome> then) {
        var found = notices.lock(id);
        if (found.isEmpty()) {
            return new PublishOutcome.NoSuchNotice();
        }
        var notice = found.get();
        if (!notice.state().isAhead()) {
            return new PublishOutcome.AlreadySent(notice.broadcast());
        }
        if (hash != null && !hash.equals(notice.hash())) {
            return new PublishOutcome.Refused("text-changed", words.get("broadcast.refused.text-changed"));
        }
        return then.apply(notice);
    }

    private PublishOutcome startNow(Notice notice, @Nullable OperatorId by) {
        var outcome = start(notice, by);
        if (outcome instanceof PublishOutcome.Started) {
            calls.over(notice);
            plans.signed(notice, by, clock.instant());
            events.add(notice.broadcast(), BroadcastEvent.Kind.APPROVED, by, null);
            audit.record("notice.send", Map.of("notice", notice.id().toString(), "broadcast", notice.broadcast().toString(), "text", notice.hash()));
        }
        return outcome;
    }

    private PublishOutcome startThen(Notice notice, @Nullable OperatorId by, Instant at) {
        var refused = refusal(notice, by);
        if (refused != null) {
            return refused;
        }
        notices.changeState(notice.id(), NoticeState.SCHEDULED, at, null);
        broadcasts.approve(notice.broadcast(), REAL_TIME.instant(), by, notice.hash());
        due.from(new DueTable.Due(CurrentMunicipality.require(), notice.broadcast()), at);
        calls.over(notice);
        plans.signed(notice, by, at);
        events.add(notice.broadcast(), BroadcastEvent.Kind.SCHEDULED, by, null);
        register.signed(notice, by, at);
        audit.record("notice.schedule", Map.of("notice", notice.id().toString(), "at", at.toString(), "text", notice.hash()));
        return new PublishOutcome.Scheduled(notice.broadcast(), at);
    }

    /** Opens the sending, in the caller's transaction: all its people count as queued from here on. */
    private PublishOutcome start(Notice notice, @Nullable OperatorId by) {
        var refused = refusal(notice, by);
        if (refused != null) {
            return refused;
        }
        var id = notice.broadcast();
        var link = messages.link(notice.id());
        var now = clock.instant();
        broadcasts.approve(id, now, by, notice.hash());
        stopWhatIsCancelled(notice, by);
        long recipients = audience.count(notice.aim(), now);
        var text = messages.freeText(notice.content(), link);
        var template = messages.template(notice.content(), link).template();
        bulks.open(new BulkOrder(id.bulk(), ChannelKind.WHATSAPP, messages.illustrated(notice.content(), text), template,
            notice.content().topic().equals(Topic.CIVIL_PROTECTION) ? Priority.CIVIL_PROTECTION : Priority.NOTICE,
            by == null ? Origin.automatic(AutomaticKind.NOTICE) : Origin.by(by), recipients, REAL_TIME.instant()));
        broadcasts.start(id, now, recipients);
        notices.changeState(notice.id(), NoticeState.SENDING, null, null);
        plans.next(notice, by);
        var work = new DueTable.Due(CurrentMunicipality.require(), id);
        due.from(work, Instant.EPOCH);
        rounds.afterCommit(work);
        register.started(notice, by, new NoticeRegister.Sending(now, recipients, text, template));
        return new PublishOutcome.Started(id);
    }

    /** Why it cannot leave; null: it can. */
    private PublishOutcome.@Nullable Refused refusal(Notice notice, @Nullable OperatorId by) {
        var flaws = rules.flaws(notice.content());
        if (!flaws.isEmpty()) {
            return new PublishOutcome.Refused("incomplete", flaws.getFirst().words());
        }
        var until = notice.content().details().until();
        if (until != null && !until.isAfter(clock.instant())) {
            return new PublishOutcome.Refused("expired", words.get("broadcast.refused.expired"));
        }
        var account = municipalities.current().whatsapp();
        if (account == null) {
            return new PublishOutcome.Refused("no-number", words.get("broadcast.refused.no-number"));
        }
        if (by == null && account.mode() == ChannelMode.PEOPLE_ONLY && !account.allows(AutomaticKind.NOTICE)) {
            return new PublishOutcome.Refused("people-only", words.get("broadcast.refused.people-only"));
        }
        var template = messages.template(notice.content(), messages.link(notice.id()));
        return template.approved() ? null : new PublishOutcome.Refused("no-template", template.words());
    }

    /** A cancellation first stops what has not left yet, so that nobody reads the wrong news after it. */
    private void stopWhatIsCancelled(Notice notice, @Nullable OperatorId by) {
        var following = notice.following();
        if (following == null) {
            return;
        }
        events.add(following.broadcast(), BroadcastEvent.Kind.FOLLOWED, by, notice.title());
        if (following.relation() == Relation.CANCELLATION || following.relation() == Relation.ALL_CLEAR) {
            plans.end(following.first());
        }
        if (following.relation() == Relation.CANCELLATION) {
            control.cancel(following.broadcast());
        }
    }

    private boolean hasCome(@Nullable Instant dueAt) {
        return dueAt != null && !dueAt.isAfter(clock.instant());
    }

    private void backToDraft(Notice notice, @Nullable String refusal) {
        notices.changeState(notice.id(), NoticeState.DRAFT, null, refusal);
        plans.end(notice.id());
        calls.over(notice);
        broadcasts.withdraw(notice.broadcast());
        due.over(notice.broadcast());
    }
}

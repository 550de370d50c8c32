// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.broadcast.BroadcastEvent;
import it.filodiretto.broadcast.Departures;
import it.filodiretto.broadcast.EventTable;
import it.filodiretto.broadcast.NoticeRegister;
import it.filodiretto.broadcast.SignatureCalls;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.page.Words;
import it.filodiretto.preflight.Hindrances;
import it.filodiretto.preflight.QuietHours;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who asks for a signature, signs or takes back. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Approvals {

    private final NoticeTable notices;
    private final EventTable events;
    private final Signatures signatures;
    private final Hindrances hindrances;
    private final Departures departures;
    private final NoticeRegister register;
    private final QuietHours quiet;
    private final SignatureCalls calls;
    private final Words words;
    private final Audit audit;
    private final Clock clock;

    Approvals(NoticeTable notices, EventTable events, Signatures signatures, Hindrances hindrances, Departures departures,
            NoticeRegister register, QuietHours quiet, SignatureCalls calls, Words words, Audit audit, Clock clock) {
        this.notices = notices;
        this.events = events;
        this.signatures = signatures;
        this.hindrances = hindrances;
        this.departures = departures;
        this.register = register;
        this.quiet = quiet;
        this.calls = calls;
        this.words = words;
        this.audit = audit;
        this.clock = clock;
    }

    /** Signs it now, to be sent then by itself. */
    PublishOutcome schedule(NoticeId id, @Nullable String signedHash, Instant at) {
        if (!at.isAfter(clock.instant())) {
            return new PublishOutcome.Refused("time-past", words.get("broadcast.time.past"));
        }
        return approve(id, signedHash, at);
    }

    /** Asks a colleague to sign it. @param at when it is to leave once signed; null: at once */
    PublishOutcome ask(NoticeId id, @Nullable String hash, @Nullable Instant at) {
        if (at != null && !at.isAfter(clock.instant())) {
            return new PublishOutcome.Refused("time-past", words.get("broadcast.time.past"));
        }
        return inState(NoticeState::mayChange, id, hash, notice -> {
            var by = CurrentOperator.find().orElse(null);
            var refused = hindrances.of(notice, by, at);
            if (refused != null) {
                return refused;
            }
            notices.ask(id, clock.instant(), by, at);
            calls.ask(notice, by);
            events.add(notice.broadcast(), BroadcastEvent.Kind.ASKED, by, null);
            audit.record("notice.ask", Map.of("notice", id.toString(), "text", notice.hash()));
            return new PublishOutcome.Asked(notice.broadcast());
        });
    }

    /**
     * The second person signs: it leaves now, or at the time that was asked for if that is still to come; in quiet hours when
     * they are over. What waits for no signature (any more) stays as it is: a second click sends nothing.
     *
     * @param anyway it cannot wait until then
     */
    PublishOutcome sign(NoticeId id, String hash, boolean anyway) {
        if (notices.lock(id).filter(it -> it.state().mayChange()).isPresent()) {
            return new PublishOutcome.Refused("taken-back", words.get("broadcast.refused.taken-back"));
        }
        return inState(it -> it == NoticeState.TO_APPROVE, id, hash, notice -> {
            var at = leaves(notice);
            return release(notice, anyway && at == null ? null : quiet.after(notice.content(), at == null ? clock.instant() : at).orElse(at));
        });
    }

    /** When it is to leave once signed; null: at once. */
    private @Nullable Instant leaves(Notice notice) {
        var at = notice.signing().askedFor();
        return at == null || !at.isAfter(clock.instant()) ? null : at;
    }

    /** Whoever is to sign, or wrote it, takes it back to the draft. @param reason null: no word about it */
    void giveBack(NoticeId id, @Nullable String reason) {
        notices.lock(id).filter(it -> it.state() == NoticeState.TO_APPROVE).ifPresent(it -> {
            departures.backToDraft(it, reason);
            events.add(it.broadcast(), BroadcastEvent.Kind.RETURNED, CurrentOperator.find().orElse(null), reason);
            audit.record("notice.return", Map.of("notice", id.toString()));
        });
    }

    /** A scheduled notice is a draft again. No effect if it is not scheduled. */
    void unschedule(NoticeId id) {
        var notice = notices.lock(id).filter(it -> it.state() == NoticeState.SCHEDULED);
        notice.ifPresent(it -> {
            departures.backToDraft(it, null);
            register.unsigned(it, CurrentOperator.find().orElse(null));
            events.add(it.broadcast(), BroadcastEvent.Kind.UNSCHEDULED, CurrentOperator.find().orElse(null), null);
            audit.record("notice.unschedule", Map.of("notice", id.toString()));
        });
    }

    /** @param at null: now */
    PublishOutcome approve(NoticeId id, @Nullable String signedHash, @Nullable Instant at) {
        return unsigned(id, signedHash, notice -> release(notice, at));
    }

    private PublishOutcome release(Notice notice, @Nullable Instant at) {
        var by = CurrentOperator.find().orElse(null);
        var refused = signatures.refusal(notice, by);
        if (refused != null) {
            return refused;
        }
        return at == null ? departures.now(notice, by) : departures.then(notice, by, at);
    }

    /** Goes on with the notice, locked, if nobody has let it leave yet and it says what was read. @param hash of what was read; null: whatever it says */
    PublishOutcome unsigned(NoticeId id, @Nullable String hash, Function<Notice, PublishOutcome> then) {
        return inState(NoticeState::isUnsigned, id, hash, then);
    }

    private PublishOutcome inState(Predicate<NoticeState> state, NoticeId id, @Nullable String hash, Function<Notice, PublishOutcome> then) {
        var found = notices.lock(id);
        if (found.isEmpty()) {
            return new PublishOutcome.NoSuchNotice();
        }
        var notice = found.get();
        if (!state.test(notice.state())) {
            return new PublishOutcome.AlreadySent(notice.broadcast());
        }
        if (hash != null && !hash.equals(notice.hash())) {
            return new PublishOutcome.Refused("text-changed", words.get("broadcast.refused.text-changed"));
        }
        return then.apply(notice);
    }
}

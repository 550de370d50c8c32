// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.SendOutcome;
import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.sending.Settled.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the channel's answers of one lane, decides what follows from each, and writes them down in batches. */
final class LaneAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(LaneAnswers.class);
    private static final int BATCH = 500;
    /** How long an answer waits for those that follow it: one transaction for many. */
    private static final Duration GATHER = Duration.ofMillis(40);
    private static final int ATTEMPTS = 12;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration LONGEST_REST = Duration.ofMinutes(30);

    private final Lane lane;
    private final long epoch;
    private final LaneSenders with;
    private final Room room;
    private final Runnable settledSome;
    private final String writer;
    private final LinkedBlockingQueue<Settled> answered = new LinkedBlockingQueue<>();
    /** Attempts that are not written down yet, by their message: one that went back may have left again before the first is written down. */
    private final Map<UUID, Integer> unsettled = new ConcurrentHashMap<>();
    private volatile long heldUntil = System.nanoTime();
    private volatile boolean probing;
    /** How often one message has tried the stopped account in vain. */
    private int trials;
    private volatile @Nullable Instant probeAt;
    private volatile @Nullable Instant probed;
    private volatile boolean ending;
    private volatile boolean stopped;

    LaneAnswers(Lane lane, long epoch, LaneSenders with, Room room, Runnable settledSome) {
        this.lane = lane;
        this.epoch = epoch;
        this.with = with;
        this.room = room;
        this.settledSome = settledSome;
        this.writer = "answers-" + epoch;
    }

    void start() {
        Thread.ofVirtual().name("answers-" + lane.account()).start(() -> CurrentMunicipality.inTown(lane.town(), this::run));
    }

    /** @param stopped an earlier holder had no other word: one message tries the account first */
    void takeOver(boolean stopped) {
        probing = stopped;
    }

    /** Nothing more will be sent: it ends by itself when all is written down. */
    void end() {
        ending = true;
    }

    /** Ends, unless something is still on its way. @return whether it has ended */
    boolean stopIfSettled() {
        stopped = unsettled.isEmpty();
        return stopped;
    }

    /** Nothing may leave now: the provider asked to wait, or the account is stopped and one message is trying it. */
    boolean holds() {
        return System.nanoTime() - heldUntil < 0 || awaitsReport() || probing && !unsettled.isEmpty();
    }

    /** Reports stopped the account: nothing leaves before the time, and then one message, whose report decides. */
    private boolean awaitsReport() {
        var at = probeAt;
        return at != null && (at.equals(probed) || Instant.now().isBefore(at));
    }

    /** @param at when one message may try the account that reports have stopped; null: it is not stopped */
    void stoppedByReports(@Nullable Instant at) {
        probeAt = at;
    }

    /** The account was stopped: one message goes first, to see. */
    boolean probes() {
        return probing || probeAt != null;
    }

    void sending(Claimed message) {
        probed = probeAt;
        begin(message);
    }

    private void begin(Claimed message) {
        unsettled.merge(message.id().id(), 1, Integer::sum);
    }

    private void end(Claimed message) {
        unsettled.computeIfPresent(message.id().id(), (_, attempts) -> attempts == 1 ? null : attempts - 1);
    }

    /** The messages that are in flight by this node's doing. */
    Set<UUID> unsettled() {
        return Set.copyOf(unsettled.keySet());
    }

    /** The answer to one message. */
    void add(Claimed message, SendOutcome outcome) {
        room.giveBack();
        try {
            follow(message, outcome);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("lane", lane.account()).addKeyValue("cause", e.toString()).log("What follows from an answer could not be written down: the next answer tells it again");
        }
        answered.add(settled(message, outcome));
    }

    /** What was not attempted after all. */
    void add(List<Settled> notSent) {
        notSent.forEach(it -> begin(it.message()));
        answered.addAll(notSent);
    }

    /** What follows beyond the one message. */
    private void follow(Claimed message, SendOutcome outcome) {
        switch (outcome) {
            case SendOutcome.Accepted _, SendOutcome.Refused _ -> works();
            case SendOutcome.TryLater later when later.wholeLane() -> hold(later.after());
            case SendOutcome.TemplateRefused refused when message.bulk() != null -> with.pause(message.bulk(), refused.reason());
            case SendOutcome.LaneStopped stop -> stop(stop);
            case SendOutcome.TryLater _, SendOutcome.TemplateRefused _, SendOutcome.WindowClosed _, SendOutcome.Uncertain _ -> { }
        }
    }

    /** While the whole lane waits or is stopped an attempt does not count: it says nothing of this message. */
    static Settled settled(Claimed message, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted accepted -> Settled.accepted(message, accepted.externalId());
            case SendOutcome.TryLater later when later.wholeLane() ->
                Settled.back(message, Verdict.GIVEN_BACK, later.after(), later.code(), later.reason() + " Riproviamo da soli.");
            case SendOutcome.TryLater later -> message.attempt() >= ATTEMPTS
                ? Settled.failed(message, later.code(), later.reason() + " Abbiamo riprovato più volte.")
                : Settled.back(message, Verdict.RETRY, pause(later.after(), message.attempt()), later.code(), later.reason() + " Riproviamo da soli.");
            case SendOutcome.Refused refused -> Settled.failed(message, refused.code(), refused.reason(), refused.consequence());
            case SendOutcome.TemplateRefused refused -> message.bulk() == null ? Settled.failed(message, refused.code(), refused.reason())
                : Settled.back(message, Verdict.RETRY, Duration.ZERO, refused.code(), refused.reason());
            case SendOutcome.LaneStopped stop -> Settled.back(message, Verdict.GIVEN_BACK, Duration.ZERO, stop.code(), stop.reason());
            case SendOutcome.WindowClosed closed -> message.otherwise() != null && !message.otherwise().equals(message.content())
                ? Settled.back(message, Verdict.TEMPLATE_ONLY, Duration.ZERO)
                : Settled.failed(message, closed.code(), closed.reason());
            case SendOutcome.Uncertain _ -> Settled.back(message, Verdict.UNCERTAIN, Duration.ZERO);
        };
    }

    /** Twice as long each second time: what has not passed in a minute may pass in ten. */
    static Duration pause(Duration first, int attempt) {
        var longer = first.multipliedBy(1L << Math.clamp((attempt - 1) / 2, 0, 5));
        return longer.compareTo(LONGEST_PAUSE) <= 0 ? longer : first.compareTo(LONGEST_PAUSE) < 0 ? LONGEST_PAUSE : first;
    }

    private void hold(Duration during) {
        heldUntil = Math.max(heldUntil - System.nanoTime(), during.toNanos()) + System.nanoTime();
    }

    private synchronized void stop(SendOutcome.LaneStopped stop) {
        if (!probing) {
            trials = 0;
        } else if (System.nanoTime() - heldUntil >= 0) {    // else it left before the stop was known
            trials++;
        }
        var rest = stop.lessAndLess() ? rest(with.settings.rest(), trials) : with.settings.rest();
        hold(rest);
        if (!probing) {
            probing = true;
            LOG.atError().addKeyValue("lane", lane.account()).addKeyValue("code", stop.code()).log("The account is stopped; one message will try it again");
        }
        with.lanes.hold(lane.id(), rest, stop.code(), stop.reason());
        with.raise(lane, stop.code(), stop.reason());
    }

    /** Four times as long after each trial in vain, as Meta's pages advise. */
    static Duration rest(Duration first, int trials) {
        var longer = first.multipliedBy(1L << 2 * Math.min(trials, 6));
        return longer.compareTo(LONGEST_REST) <= 0 ? longer : first.compareTo(LONGEST_REST) < 0 ? LONGEST_REST : first;
    }

    private void works() {
        if (probing) {
            with.lanes.release(lane.id());
            with.clearStops(lane);
            probing = false;
        }
    }

    private void run() {
        var kept = new ArrayList<Settled>();
        while (!stopped && !(ending && unsettled.isEmpty())) {
            try {
                if (kept.isEmpty()) {
                    var first = answered.poll(100, TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    kept.add(first);
                    gather(first);
                }
                answered.drainTo(kept, BATCH - kept.size());
                with.settlement.settle(lane.id(), epoch, kept, writer);
                kept.forEach(it -> end(it.message()));
                kept.clear();
                settledSome.run();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("lane", lane.account()).addKeyValue("cause", e.toString()).log("Answers could not be written down; tried again");
                rest();
            }
        }
    }

    /** Unless a batch has come already. Nobody waits for it: a message to one person has left, and a busy number has a hundred answers in a second, one at a time. */
    private void gather(Settled first) throws InterruptedException {
        if (answered.size() < BATCH && (first.message().bulk() == null || unsettled.size() > 1)) {
            Thread.sleep(GATHER);
        }
    }

    /** A moment's rest after a failure of the database. */
    static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.CurrentMunicipality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what one lane has, at its pace, for as long as this node holds it: claims a little, lets it go message by
 * message, and leaves the answers to {@link LaneAnswers}. One thread decides the order; each message leaves on its own.
 */
final class LaneSender {

    private static final Logger LOG = LoggerFactory.getLogger(LaneSender.class);
    private static final int UNPACED_CLAIM = 500;
    /** A claim older than this is given back: the person may have left since (contract: 1 s). */
    private static final long FRESH = Duration.ofMillis(600).toNanos();
    /** What comes so soon after what has left goes together: where a hundred are answered in a second, a claim for each would be a commit for each. */
    private static final Duration MOMENT = Duration.ofMillis(15);
    private static final long UNCERTAIN_ROUND = Duration.ofSeconds(2).toNanos();
    /** For so long after its failure a claim may turn out to have been written down after all. */
    private static final long DOUBT = Duration.ofMinutes(1).toNanos();
    /** Who makes work wakes the sender. It looks by itself too, for what is ready later, less often the longer nothing was: a hundred idle lanes cost little. */
    private static final int LOOK_AGAIN = 250;
    private static final int LOOK_AT_LAST = 1_000;

    private final Lane lane;
    private final long epoch;
    private final Channel channel;
    private final LaneSenders with;
    private final LaneAnswers answers;
    private final String writer;
    private final Pace pace = new Pace();
    private final Progress progress = new Progress();
    private final Semaphore work = new Semaphore(0);
    private final Room room;
    private volatile long confirmedAt;
    private volatile boolean stopped;
    private volatile Thread thread = Thread.currentThread();
    private long uncertainLookedAt = System.nanoTime() - UNCERTAIN_ROUND;
    private long doubtedUntil = System.nanoTime();
    private long answersLookedAt = System.nanoTime() - Duration.ofMillis(LOOK_AGAIN).toNanos();

    LaneSender(Lane lane, long epoch, long confirmedAt, Channel channel, LaneSenders with) {
        this.lane = lane;
        this.epoch = epoch;
        this.confirmedAt = confirmedAt;
        this.channel = channel;
        this.with = with;
        this.writer = "lane-" + epoch;
        this.room = new Room(with.settings.inFlight());
        this.answers = new LaneAnswers(lane, epoch, with, room, this::wake);
    }

    void start() {
        answers.start();
        thread = Thread.ofVirtual().name("lane-" + lane.account()).start(() -> CurrentMunicipality.inTown(lane.town(), this::run));
    }

    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    void confirmed(long at) {
        confirmedAt = at;
    }

    void stoppedByReports(@Nullable Instant probeAt) {
        answers.stoppedByReports(probeAt);
    }

    /** Nothing more leaves from now on; what is on its way is still settled. */
    void stop() {
        stopped = true;
        wake();
    }

    /** Stopped, and every answer is written down. */
    boolean isDone() {
        return !thread.isAlive() && answers.stopIfSettled();
    }

    private boolean isOurs() {
        return System.nanoTime() - confirmedAt < LaneKeeper.UNCONFIRMED.toNanos();
    }

    private void run() {
        LOG.atInfo().addKeyValue("lane", lane.account()).addKeyValue("epoch", epoch).log("This node sends on the lane");
        boolean takenOver = false;
        int pause = LOOK_AGAIN;
        while (!stopped) {
            try {
                if (!takenOver) {
                    with.uncertain.takeOver(lane.id(), epoch, writer);
                    answers.takeOver(with.isStoppedByAnswers(lane));
                    takenOver = true;
                }
                var found = !isOurs() || answers.holds() ? Found.NOTHING : sendSome();
                if (found == Found.NOTHING) {
                    attend();
                } else {
                    pause = LOOK_AGAIN;
                }
                if (found == Found.LAST) {
                    Thread.sleep(MOMENT);
                }
                if (found != Found.MORE) {
                    pause = work.tryAcquire(1, pause, TimeUnit.MILLISECONDS) ? LOOK_AGAIN : Math.min(2 * pause, LOOK_AT_LAST);
                }
            } catch (InterruptedException _) {
                stopped = true;
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("lane", lane.account()).addKeyValue("cause", e.toString()).log("A batch could not be sent; it is tried again");
                LaneAnswers.rest();
            }
        }
        answers.end();
    }

    /** What is due beside sending: uncertain attempts, cancelled and finished sendings. */
    private void attend() {
        if (isOurs()) {
            while (with.endings.attend(lane.id(), writer) && !stopped) {
                Thread.yield();
            }
            if (System.nanoTime() - uncertainLookedAt > UNCERTAIN_ROUND) {
                if (System.nanoTime() - doubtedUntil < 0) {
                    with.uncertain.giveBack(lane.id(), epoch, answers.unsettled(), writer);
                }
                with.uncertain.settle(lane.id(), writer);
                uncertainLookedAt = System.nanoTime();
            }
        }
    }

    /** {@code LAST}: it has left, and nothing else is ready now. */
    private enum Found { MORE, LAST, NOTHING }

    private Found sendSome() throws InterruptedException {
        pace.set(channel.rate(lane));
        int free = room.free(channel, lane);
        if (free == 0) {
            return Found.MORE;
        }
        int limit = answers.probes() ? 1 : Math.min(pace.claim(UNPACED_CLAIM), free);
        var turn = claim(limit);
        var claimed = turn.messages();
        if (claimed.isEmpty()) {
            return turn.more() ? Found.MORE : Found.NOTHING;
        }
        var addresses = addresses(claimed);
        var notSent = new ArrayList<Settled>();
        for (var message : claimed) {
            var address = channel.findsPeople() ? Address.NONE : addresses.get(message.citizen());
            if (address == null) {
                notSent.add(Settled.failed(message, "no-address", "Di questa persona non abbiamo più un recapito WhatsApp."));
            } else if (mayLeave(message)) {
                room.take();
                answers.sending(message);
                var out = new OutgoingMessage(message.id(), address, message.content());
                Thread.ofVirtual().start(() -> CurrentMunicipality.inTown(lane.town(), () -> answers.add(message, send(out))));
            } else {
                notSent.add(Settled.back(message, Settled.Verdict.GIVEN_BACK, Duration.ZERO));
            }
        }
        answers.add(List.copyOf(notSent));
        if (System.nanoTime() - uncertainLookedAt > UNCERTAIN_ROUND) {
            attend();
        }
        return turn.more() ? Found.MORE : Found.LAST;
    }

    private Claims.Turn claim(int limit) {
        try {
            return with.claims.next(lane, epoch, limit, writer, progress, looksForAnswers());
        } catch (RuntimeException e) {
            doubtedUntil = System.nanoTime() + DOUBT;
            throw e;
        }
    }

    /** What is claimed and cannot leave goes back: in flight it would stay for as long as this node holds the lane. */
    private Map<CitizenId, Address> addresses(List<Claimed> claimed) {
        try {
            return channel.findsPeople() ? Map.of() : with.citizens.addresses(claimed.stream().map(Claimed::citizen).toList());
        } catch (RuntimeException e) {
            answers.add(claimed.stream().map(it -> Settled.back(it, Settled.Verdict.GIVEN_BACK, Duration.ZERO)).toList());
            throw e;
        }
    }

    /** What throws all the same is not certain, and must not stay in flight for as long as this node holds the lane. */
    private SendOutcome send(OutgoingMessage message) {
        try {
            return channel.send(lane, message);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("lane", lane.account()).addKeyValue("message", message.id().id()).setCause(e).log("A channel failed: the fate of a message is uncertain");
            return new SendOutcome.Uncertain(e.getClass().getSimpleName());
        }
    }

    /** Whoever answers a person rings; what was put off is ready by itself. Between two batches of a notice there is rarely anything. */
    private boolean looksForAnswers() {
        boolean rung = work.drainPermits() > 0;
        if (rung || System.nanoTime() - answersLookedAt > Duration.ofMillis(LOOK_AGAIN).toNanos()) {
            answersLookedAt = System.nanoTime();
            return true;
        }
        return false;
    }

    private boolean mayLeave(Claimed message) throws InterruptedException {
        if (!stopped && !answers.holds()) {
            pace.await();
        }
        return !stopped && !answers.holds() && isOurs() && System.nanoTime() - message.claimedAt() < FRESH;
    }
}

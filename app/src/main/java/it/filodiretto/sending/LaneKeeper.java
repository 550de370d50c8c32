// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.LaneTable;
import it.filodiretto.database.Node;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.outbox.Wakeups;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Decides which lanes this node sends on: its share, ⌈lanes / nodes⌉, by locks in the database. Several nodes need no other
 * agreement. A holder that is not heard of for {@link #LEASE} is taken for frozen, and its lanes go to another.
 */
@Component
class LaneKeeper implements SmartLifecycle {

    /** A holder that cannot confirm stops by itself after this; longer than a round, shorter than the lease. */
    static final Duration UNCONFIRMED = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final Logger LOG = LoggerFactory.getLogger(LaneKeeper.class);

    private final JdbcConnectionDetails database;
    private final Node node;
    private final LaneTable lanes;
    private final LaneSenders senders;
    private final Wakeups wakeups;
    private final Map<LaneId, LaneSender> held = new HashMap<>();
    private final Map<LaneId, LaneSender> leaving = new HashMap<>();
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    LaneKeeper(JdbcConnectionDetails database, Node node, LaneTable lanes, LaneSenders senders, Wakeups wakeups) {
        this.database = database;
        this.node = node;
        this.lanes = lanes;
        this.senders = senders;
        this.wakeups = wakeups;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("lane-keeper").start(this::keep);
    }

    private void keep() {
        while (running) {
            try (var session = LaneSession.open(String.valueOf(database.getJdbcUrl()), String.valueOf(database.getUsername()),
                    String.valueOf(database.getPassword()), node.name())) {
                keep(session);
                stopAll(Duration.ofSeconds(10));
            } catch (SQLException | RuntimeException e) {
                stopAll(Duration.ZERO);
                if (running) {
                    LOG.atWarn().addKeyValue("cause", e.toString()).log("The lanes are given up until the database answers again");
                    pause(500);
                }
            }
        }
    }

    private void keep(LaneSession session) throws SQLException {
        long nextRound = System.nanoTime();
        while (running) {
            if (System.nanoTime() - nextRound >= 0) {
                round(session);
                nextRound = System.nanoTime() + senders.settings.round().toNanos();
            }
            session.notified(100).forEach(wakeups::wakeHere);
            session.notifyOthers(wakeups.takeElsewhere());
        }
    }

    private void round(LaneSession session) throws SQLException {
        confirm(session);
        tellStops();
        var all = lanes.all().stream().filter(senders::canSend).toList();
        endFrozen(session, all);
        int share = Math.ceilDiv(all.size(), session.nodes());
        for (var lane : List.copyOf(held.keySet())) {
            if (held.size() > share || all.stream().noneMatch(it -> it.id().equals(lane))) {
                giveUp(lane);
            }
        }
        for (var lane : all) {
            if (!held.containsKey(lane.id()) && !leaving.containsKey(lane.id()) && held.size() < share) {
                take(session, lane);
            }
        }
        for (var lane : List.copyOf(leaving.entrySet())) {
            if (lane.getValue().isDone()) {
                leaving.remove(lane.getKey());
                session.release(lane.getKey());
            }
        }
    }

    /** Also by a node that has its share already: a frozen one counts as a node until its sessions are ended. */
    private void endFrozen(LaneSession session, List<Lane> all) throws SQLException {
        var others = all.stream().map(Lane::id).filter(it -> !held.containsKey(it) && !leaving.containsKey(it)).toList();
        if (session.endFrozenHolders(others, (int) LEASE.toSeconds())) {
            LOG.atWarn().log("The holder of a lane has not been heard of: its sessions are ended");
        }
    }

    private void tellStops() {
        var stops = lanes.stops();
        held.forEach((lane, sender) -> sender.stoppedByReports(stops.get(lane)));
    }

    private void confirm(LaneSession session) throws SQLException {
        long asked = System.nanoTime();
        var senders = new HashMap<>(held);
        senders.putAll(leaving);
        var ours = session.confirm(senders.keySet().stream().map(LaneId::value).toList(), node.name());
        senders.forEach((lane, sender) -> {
            if (ours.contains(lane.value())) {
                sender.confirmed(asked);
            } else {
                giveUp(lane);
            }
        });
    }

    private void take(LaneSession session, Lane lane) throws SQLException {
        long asked = System.nanoTime();
        var epoch = session.take(lane.id(), node.name());
        if (epoch.isPresent()) {
            var sender = senders.start(lane, epoch.getAsLong(), asked);
            held.put(lane.id(), sender);
            wakeups.listen(lane.id(), sender::wake);
        }
    }

    /** Nothing more leaves on the lane; its lock is let go when all answers are written down. */
    private void giveUp(LaneId lane) {
        wakeups.stopListening(lane);
        var sender = held.remove(lane);
        if (sender != null) {
            sender.stop();
            leaving.put(lane, sender);
        }
    }

    /** Gives up all lanes and waits a little for what is on its way. */
    private void stopAll(Duration patience) {
        List.copyOf(held.keySet()).forEach(this::giveUp);
        long end = System.nanoTime() + patience.toNanos();
        while (!leaving.values().stream().allMatch(LaneSender::isDone) && System.nanoTime() - end < 0) {
            pause(20);
        }
        leaving.clear();
    }

    private void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException _) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.notice.BroadcastId;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Looks every second, on each node, at every broadcast that is due: begins, hands over, watches. A broadcast works on a
 * virtual thread of its own, so that a large one never holds up an urgent one; row locks see to it that two nodes do not
 * do the same. What this node published is looked at as soon as it is committed.
 */
@Component
class Rounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final DueTable due;
    private final ObjectProvider<BroadcastTurn> turn;
    private final Clock clock;
    private final Set<BroadcastId> atWork = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private volatile boolean running;

    Rounds(DueTable due, ObjectProvider<BroadcastTurn> turn, Clock clock) {
        this.due = due;
        this.turn = turn;
        this.clock = clock;
    }

    /** Works on it as soon as the current transaction is committed. */
    void afterCommit(DueTable.Due work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                begin(work);
            }
        });
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("broadcast-rounds").start(this::goRound);
    }

    @Override
    public void stop() {
        running = false;
        lock.lock();
        try {
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void goRound() {
        while (running) {
            try {
                due.at(clock.instant()).forEach(this::begin);
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("The broadcasts that are due could not be read; tried again in a second");
            }
            pause();
        }
    }

    private void begin(DueTable.Due work) {
        if (running && atWork.add(work.broadcast())) {
            Thread.ofVirtual().name("broadcast-" + work.broadcast()).start(() -> workOn(work));
        }
    }

    private void workOn(DueTable.Due work) {
        try {
            CurrentMunicipality.inTown(work.town(), () -> turn.getObject().of(work.broadcast(), () -> running));
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("broadcast", work.broadcast()).setCause(e).log("A broadcast could not go on; tried again in a second");
        } finally {
            atWork.remove(work.broadcast());
        }
    }

    private void pause() {
        lock.lock();
        try {
            if (running) {
                stopped.await(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            running = false;
        } finally {
            lock.unlock();
        }
    }
}

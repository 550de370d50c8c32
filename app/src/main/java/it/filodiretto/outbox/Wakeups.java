// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.messaging.LaneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the sender of a lane that there is work, once the work is committed: at once if this node holds the lane, else by
 * a notification to the others, which {@code LaneKeeper} sends coalesced and outside of every transaction.
 */
@Component
public class Wakeups {

    private final Map<LaneId, Runnable> here = new ConcurrentHashMap<>();
    private final Set<LaneId> elsewhere = ConcurrentHashMap.newKeySet();

    public void afterCommit(LaneId lane) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wake(lane);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake(lane);
            }
        });
    }

    void wake(LaneId lane) {
        var sender = here.get(lane);
        if (sender != null) {
            sender.run();
        } else {
            elsewhere.add(lane);
        }
    }

    public void listen(LaneId lane, Runnable sender) {
        here.put(lane, sender);
    }

    public void stopListening(LaneId lane) {
        here.remove(lane);
    }

    /** Wakes the sender if it is here; what another node notified. */
    public void wakeHere(LaneId lane) {
        var sender = here.get(lane);
        if (sender != null) {
            sender.run();
        }
    }

    /** Lanes of other nodes that should be told; each is given out once. */
    public Set<LaneId> takeElsewhere() {
        var taken = Set.copyOf(elsewhere);
        elsewhere.removeAll(taken);
        return taken;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import it.filodiretto.municipality.CurrentMunicipality;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Says that something of the current municipality has changed: here at once, on the other nodes by {@link SignalLine}, and
 * never before it is committed. Many changes of one topic are one signal; a signal says nothing but that one should look, at most at which one,
 * or on this node what there is to see.
 */
@Component
public class Signals {

    private final Map<String, Set<Watcher>> watchers = new ConcurrentHashMap<>();
    private final Set<String> toOthers = ConcurrentHashMap.newKeySet();

    /** @param topic a word without a space, {@code inbox} */
    public void changed(String topic) {
        signal(CurrentMunicipality.require() + " " + topic);
    }

    /** As {@link #changed(String)}, and what of it: who looks at another one need not look again. */
    public void changed(String topic, UUID one) {
        signal(CurrentMunicipality.require() + " " + topic + " " + one);
    }

    /** As {@link #changed(String)}, with what is new itself: who watches on this node need not look for it. On the other nodes they look. */
    public void changed(String topic, Record news) {
        var name = CurrentMunicipality.require() + " " + topic;
        afterCommit(() -> {
            watchers.getOrDefault(name, Set.of()).forEach(it -> it.tell(news));
            toOthers.add(name);
        });
    }

    private void signal(String name) {
        afterCommit(() -> {
            tellHere(name);
            toOthers.add(name);
        });
    }

    private static void afterCommit(Runnable tell) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            tell.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell.run();
            }
        });
    }

    /** Of the current municipality; any of the topics wakes it. To be closed. */
    public Watcher watch(String... topics) {
        var names = Arrays.stream(topics).map(it -> CurrentMunicipality.require() + " " + it).toList();
        var watcher = new Watcher(it -> names.forEach(name -> leave(name, it)));
        names.forEach(name -> watchers.compute(name, (_, all) -> {
            var set = all == null ? ConcurrentHashMap.<Watcher>newKeySet() : all;
            set.add(watcher);
            return set;
        }));
        return watcher;
    }

    private void leave(String name, Watcher watcher) {
        watchers.computeIfPresent(name, (_, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    /** @param name town and topic, and maybe what of it, parted by spaces */
    void tellHere(String name) {
        var parts = name.split(" ", 3);
        var one = parts.length == 3 ? UUID.fromString(parts[2]) : null;
        watchers.getOrDefault(one == null ? name : parts[0] + " " + parts[1], Set.of()).forEach(it -> it.wake(one));
    }

    /** Something may have been missed. */
    void tellAllHere() {
        watchers.values().forEach(all -> all.forEach(it -> it.wake(null)));
    }

    /** What the other nodes are to be told; each is given out once. */
    Set<String> takeForOthers() {
        var taken = Set.copyOf(toOthers);
        toOthers.removeAll(taken);
        return taken;
    }
}

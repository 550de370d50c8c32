// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import it.filodiretto.municipality.CurrentMunicipality;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Says that something of the current municipality has changed: here at once, on the other nodes by {@link SignalLine}, and
 * never before it is committed. Many changes of one topic are one signal; a signal says nothing but that one should look.
 */
@Component
public class Signals {

    private final Map<String, Set<Watcher>> watchers = new ConcurrentHashMap<>();
    private final Set<String> toOthers = ConcurrentHashMap.newKeySet();

    /** @param topic a word without a space, {@code inbox} */
    public void changed(String topic) {
        var name = CurrentMunicipality.require() + " " + topic;
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            tell(name);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell(name);
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

    private void tell(String name) {
        tellHere(name);
        toOthers.add(name);
    }

    void tellHere(String name) {
        watchers.getOrDefault(name, Set.of()).forEach(Watcher::wake);
    }

    /** Something may have been missed. */
    void tellAllHere() {
        watchers.values().forEach(all -> all.forEach(Watcher::wake));
    }

    /** What the other nodes are to be told; each is given out once. */
    Set<String> takeForOthers() {
        var taken = Set.copyOf(toOthers);
        toOthers.removeAll(taken);
        return taken;
    }
}

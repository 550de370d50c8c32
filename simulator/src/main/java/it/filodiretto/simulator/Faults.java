// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The faults that are switched on. At most one of each kind; a new one replaces the old. */
public final class Faults {

    private final Map<FaultKind, Active> active = new ConcurrentHashMap<>();
    private volatile Runnable changed = () -> {};

    /** Switches on; ends by count or time if the fault says so. */
    public void set(Fault fault) {
        active.put(fault.kind(), new Active(fault));
        changed.run();
    }

    /** The next {@code times} chances, then no more. */
    public void next(FaultKind kind, int times) {
        set(Fault.of(kind).times(times));
    }

    /** A share of the chances, 0 to 1, repeatable by its seed. */
    public void share(FaultKind kind, double part, long seed) {
        set(Fault.of(kind).share(part, seed));
    }

    public void during(FaultKind kind, Duration howLong) {
        set(Fault.of(kind).lasts(howLong));
    }

    public void on(FaultKind kind) {
        set(Fault.of(kind));
    }

    public void off(FaultKind kind) {
        active.remove(kind);
        changed.run();
    }

    public void clear() {
        active.clear();
        changed.run();
    }

    /** What is on now. */
    public List<Fault> active() {
        return active.values().stream().filter(it -> !it.over()).map(it -> it.fault).sorted(
                (a, b) -> a.kind().compareTo(b.kind())).toList();
    }

    /** How often a kind has struck since it was last switched on. */
    public int struck(FaultKind kind) {
        var found = active.get(kind);
        return found == null ? 0 : found.struck.get();
    }

    boolean none() {
        return active.isEmpty();
    }

    /** The fault, if it strikes this time; asking uses up a chance. */
    @Nullable Fault strike(FaultKind kind, @Nullable String phoneNumberId) {
        if (active.isEmpty()) {
            return null;
        }
        var found = active.get(kind);
        if (found == null || !found.strikes(phoneNumberId)) {
            return null;
        }
        return found.fault;
    }

    void onChange(Runnable listener) {
        changed = listener;
    }

    private static final class Active {
        final Fault fault;
        final AtomicInteger struck = new AtomicInteger();
        private final AtomicLong chances = new AtomicLong();
        private final long startedAt = System.nanoTime();

        Active(Fault fault) {
            this.fault = fault;
        }

        boolean over() {
            var lasts = fault.lasts();
            return fault.times() >= 0 && struck.get() >= fault.times()
                    || lasts != null && System.nanoTime() - startedAt > lasts.toNanos();
        }

        boolean strikes(@Nullable String phoneNumberId) {
            var only = fault.phoneNumberId();
            if (only != null && !only.equals(phoneNumberId) || over()) {
                return false;
            }
            if (fault.share() < 1 && chance() >= fault.share()) {
                return false;
            }
            if (fault.times() < 0) {
                struck.incrementAndGet();
                return true;
            }
            return struck.getAndUpdate(it -> Math.min(it + 1, fault.times())) < fault.times();
        }

        /** The n-th number of a repeatable sequence, 0 to 1. */
        private double chance() {
            return Chance.of(fault.seed() + chances.incrementAndGet());
        }
    }
}

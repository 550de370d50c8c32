// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One of those who may listen, from when it is let in: a rush is more than the bound before the first has begun. Given back once, however often it is closed. */
final class Place implements AutoCloseable {

    private final AtomicInteger taken;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private Place(AtomicInteger taken) {
        this.taken = taken;
    }

    /** @return null: all are taken */
    static @Nullable Place among(AtomicInteger taken, int most) {
        return taken.getAndUpdate(it -> it < most ? it + 1 : it) < most ? new Place(taken) : null;
    }

    @Override
    public void close() {
        if (held.compareAndSet(true, false)) {
            taken.decrementAndGet();
        }
    }
}

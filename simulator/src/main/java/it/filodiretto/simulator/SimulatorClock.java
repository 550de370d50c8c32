// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The simulator's own time: windows and the times in webhooks follow it, rates and retries do not. Starts at the real time. */
public final class SimulatorClock extends Clock {

    private volatile Duration offset = Duration.ZERO;
    private volatile @Nullable Instant stoppedAt;
    private final ZoneId zone = ZoneId.of("Europe/Rome");

    @Override
    public Instant instant() {
        var stopped = stoppedAt;
        return stopped != null ? stopped : Instant.now().plus(offset);
    }

    public Duration offset() {
        return Duration.between(Instant.now(), instant());
    }

    public boolean stopped() {
        return stoppedAt != null;
    }

    /** Forward, or back with a negative duration. */
    public synchronized void move(Duration by) {
        var stopped = stoppedAt;
        if (stopped != null) {
            stoppedAt = stopped.plus(by);
        } else {
            offset = offset.plus(by);
        }
    }

    /** To the real time plus this much. */
    public synchronized void offset(Duration fromRealTime) {
        stoppedAt = null;
        offset = fromRealTime;
    }

    public synchronized void stop() {
        stoppedAt = instant();
    }

    /** Goes on from where it stopped. */
    public synchronized void go() {
        var stopped = stoppedAt;
        if (stopped != null) {
            offset = Duration.between(Instant.now(), stopped);
            stoppedAt = null;
        }
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return Clock.fixed(instant(), other);
    }
}

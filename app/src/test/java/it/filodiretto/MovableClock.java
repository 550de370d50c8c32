// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The clock of opening hours and windows in tests: goes on by itself, and a test may turn it forward. */
@Component
@NullMarked
public class MovableClock extends Clock {

    private final Duration atStart;
    private final AtomicReference<Duration> turned;

    MovableClock(@Value("${filodiretto.clock-offset}") Duration offset) {
        this.atStart = offset;
        this.turned = new AtomicReference<>(offset);
    }

    void turnForward(Duration by) {
        turned.updateAndGet(it -> it.plus(by));
    }

    void turnBack() {
        turned.set(atStart);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(turned.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        var self = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return self.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return self.withZone(other);
            }
        };
    }
}

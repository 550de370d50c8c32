// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong on purpose, and how often.
 *
 * @param times how often at most; -1 = no end
 * @param share of the chances it takes, 1 = every one; drawn from {@code seed}, so that a run can be repeated
 * @param lasts real time after which it ends by itself; null = no end
 * @param delay of slow and missing answers
 * @param code Meta's error code where one can be chosen; 0 = the usual one
 * @param phoneNumberId the one number that it concerns; null = all
 */
public record Fault(
        FaultKind kind, int times, double share, long seed, @Nullable Duration lasts, Duration delay, int code,
        @Nullable String phoneNumberId) {

    /** Always, for everybody; slow answers take 3 s, missing ones 60 s. */
    public static Fault of(FaultKind kind) {
        var delay = switch (kind) {
            case NO_ANSWER, NO_ANSWER_AFTER -> Duration.ofSeconds(60);
            case SLOW_AFTER -> Duration.ofMillis(300);
            default -> Duration.ofSeconds(3);
        };
        return new Fault(kind, -1, 1, 1, null, delay, 0, null);
    }

    public Fault times(int count) {
        return new Fault(kind, count, share, seed, lasts, delay, code, phoneNumberId);
    }

    public Fault share(double part, long seedOfChance) {
        return new Fault(kind, times, part, seedOfChance, lasts, delay, code, phoneNumberId);
    }

    public Fault lasts(@Nullable Duration howLong) {
        return new Fault(kind, times, share, seed, howLong, delay, code, phoneNumberId);
    }

    public Fault delay(Duration newDelay) {
        return new Fault(kind, times, share, seed, lasts, newDelay, code, phoneNumberId);
    }

    public Fault code(int metaCode) {
        return new Fault(kind, times, share, seed, lasts, delay, metaCode, phoneNumberId);
    }

    public Fault number(@Nullable String onlyPhoneNumberId) {
        return new Fault(kind, times, share, seed, lasts, delay, code, onlyPhoneNumberId);
    }
}

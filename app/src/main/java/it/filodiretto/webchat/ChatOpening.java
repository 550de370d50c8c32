// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.opening.OpenState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody answers in the chat now.
 *
 * @param until when it closes; null: not known, or it is closed
 * @param opensAt when it opens next; null: not known
 */
public record ChatOpening(Kind kind, @Nullable Instant until, @Nullable Instant opensAt) {

    public enum Kind {
        OPEN,
        /** In opening hours, but no operator is at the console. */
        ABSENT,
        CLOSED
    }

    static ChatOpening of(OpenState hours, boolean present) {
        var closes = hours.closesAt();
        var opens = hours.opensAt();
        var kind = !hours.open() ? Kind.CLOSED : present ? Kind.OPEN : Kind.ABSENT;
        return new ChatOpening(kind, closes == null ? null : closes.toInstant(), opens == null ? null : opens.toInstant());
    }

    /** When the timetable says something else; null: not known. */
    @Nullable public Instant changesAt() {
        return kind == Kind.CLOSED ? opensAt : until;
    }

    public boolean isOpen() {
        return kind == Kind.OPEN;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.messaging.BulkId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a lane's holder has come in a sending to many. Claims go on from there, for the index before it is full of rows that are
 * gone; what went back into the queue lies behind, and is looked for every second and when nothing else is left.
 */
final class Progress {

    private static final UUID START = new UUID(0, 0);
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();

    private @Nullable BulkId bulk;
    private UUID last = START;
    private long begun = System.nanoTime();

    /** Claims only what was made after this message. */
    UUID after(BulkId asked) {
        if (!asked.equals(bulk) || System.nanoTime() - begun > AGAIN) {
            bulk = asked;
            begun = System.nanoTime();
            last = START;
        }
        return last;
    }

    /** From the beginning. */
    UUID start() {
        last = START;
        return last;
    }

    boolean isAtStart() {
        return last.equals(START);
    }

    /** @param rows in their order */
    void claimed(List<QueueTable.Row> rows) {
        last = rows.isEmpty() ? START : rows.getLast().id().id();
    }
}

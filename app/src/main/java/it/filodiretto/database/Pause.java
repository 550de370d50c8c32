// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.time.Duration;

/** Waiting for something outside of this process. */
final class Pause {

    private Pause() {}

    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
        }
    }
}

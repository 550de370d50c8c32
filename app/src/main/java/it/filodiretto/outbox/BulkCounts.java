// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

/** Each person once, in the furthest state; together they are the recipients. */
public record BulkCounts(long queued, long inFlight, long uncertain, long accepted, long sent, long delivered, long read,
        long failed, long left, long excluded) {

    public long total() {
        return open() + accepted + sent + delivered + read + failed + left + excluded;
    }

    /** Those for whom something is still to be done or settled. */
    public long open() {
        return queued + inFlight + uncertain;
    }
}

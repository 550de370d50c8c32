// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice of the town.
 *
 * @param author null: a program, by its key
 * @param dueAt when it leaves by itself, while it is SCHEDULED
 * @param refusal in Italian, why it did not leave when it should have
 */
record Notice(NoticeId id, BroadcastId broadcast, NoticeText content, String hash, NoticeState state, @Nullable OperatorId author,
        @Nullable Instant dueAt, @Nullable String refusal, Instant createdAt, Instant changedAt) {

    String title() {
        return content.title();
    }
}

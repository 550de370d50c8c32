// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.messaging.BulkId;
import org.jspecify.annotations.Nullable;

/** Whom a notice is meant for. @param first the sending that it follows; null: it stands alone */
record Aim(NoticeText content, @Nullable BulkId first, @Nullable Relation relation) {

    static Aim of(NoticeText content) {
        return new Aim(content, null, null);
    }

    boolean isForTheSamePeople() {
        return first != null && relation != null && relation.isForTheSamePeople();
    }

    boolean isRetry() {
        return first != null && relation == Relation.RETRY;
    }
}

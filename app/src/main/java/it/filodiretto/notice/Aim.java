// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.messaging.BulkId;
import org.jspecify.annotations.Nullable;

/** Whom a notice is meant for. @param first the sending that it follows; null: it stands alone */
public record Aim(NoticeText content, @Nullable BulkId first, @Nullable Relation relation) {

    public static Aim of(NoticeText content) {
        return new Aim(content, null, null);
    }

    public boolean isForTheSamePeople() {
        return first != null && relation != null && relation.isForTheSamePeople();
    }

    public boolean isRetry() {
        return first != null && relation == Relation.RETRY;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice that has left, as everybody may read it.
 *
 * @param topic code
 * @param level of a civil protection alert, or null
 * @param until afterwards it is of no use; null: for good
 * @param follows the notice that it updates, corrects or ends; null: none
 */
public record PublishedNotice(UUID id, String title, String text, String topic, @Nullable AlertLevel level, String place,
        Instant publishedAt, @Nullable Instant until, @Nullable UUID follows) {

    public boolean isOver(Instant now) {
        return until != null && !until.isAfter(now);
    }

    /** The beginning, for lists. */
    public String summary() {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 180 ? line : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, 179))) + "…";
    }
}

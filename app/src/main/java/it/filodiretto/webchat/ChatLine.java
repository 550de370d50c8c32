// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a chat as the person sees it.
 *
 * @param number from 1, without a gap
 * @param clientId the browser's own of it; null: the town hall wrote it
 * @param author name of the operator
 * @param office in whose name it was written; null: the town's first
 */
public record ChatLine(int number, UUID message, @Nullable String clientId, @Nullable String author, @Nullable String office, String body, @Nullable UUID file, Instant at) {

    public boolean isOurs() {
        return clientId == null;
    }

    /** As it was written down. */
    ChatLine at(int place) {
        return new ChatLine(place, message, clientId, author, office, body, file, at);
    }
}

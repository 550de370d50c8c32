// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import java.util.UUID;

/** One conversation. */
public record ConversationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}

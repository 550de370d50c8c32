// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** One lane. The same account has the same lane on every node, so the id comes from the account's name. */
public record LaneId(UUID value) {

    public static LaneId of(ChannelKind channel, String account) {
        return new LaneId(UUID.nameUUIDFromBytes((channel + ":" + account).getBytes(StandardCharsets.UTF_8)));
    }
}

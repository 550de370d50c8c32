// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.messaging.BulkId;
import java.util.UUID;

/** The sending of one notice; fixed as soon as the notice is written. */
public record BroadcastId(UUID value) {

    /** Messaging knows the sending by the same id. */
    public BulkId bulk() {
        return new BulkId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

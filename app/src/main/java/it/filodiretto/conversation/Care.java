// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators have done about a talk.
 *
 * @param follower who follows it
 * @param version grows with every answer, closing and assignment
 * @param reason why it was closed, if words were needed
 * @param seen somebody has looked at it since the last message
 * @param unregistered the person is not registered, and this town answers registered people
 */
public record Care(@Nullable OperatorId follower, int version, @Nullable Outcome outcome, @Nullable String reason, @Nullable Instant snoozedUntil,
        List<String> labels, boolean seen, boolean unregistered) {

    public Care {
        labels = List.copyOf(labels);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which partitions of {@code outgoing_message} a statement looks into: the parameters {@code first} and {@code last}.
 *
 * <p>What locks or changes messages compares {@code day} with these and never with another table's column: PostgreSQL 18.6
 * chooses partitions anew when it checks a row that somebody else has just changed (EvalPlanQual), and the server crashes
 * there ({@code perform_pruning_base_step}), with every connection. Parameters are looked at once, at the start.
 */
public final class Days {

    private Days() {}

    /** @param messages one at least */
    public static Map<String, LocalDate> of(Stream<MessageId> messages) {
        var days = messages.map(MessageId::day).sorted().collect(Collectors.toList());
        return Map.of("first", days.getFirst(), "last", days.getLast());
    }
}

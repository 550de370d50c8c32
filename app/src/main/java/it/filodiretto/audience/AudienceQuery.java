// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import java.time.Instant;
import java.util.List;

/**
 * Whom a notice is for: the subscribers of a topic at the moment it was approved.
 *
 * @param districts who chose one of these, or chose none; empty: all
 * @param drill only those who agreed to drills
 */
public record AudienceQuery(String topic, Instant approvedAt, List<String> districts, boolean drill) {

    public AudienceQuery {
        districts = List.copyOf(districts);
    }

    /** All of the town. */
    public AudienceQuery(String topic, Instant approvedAt) {
        this(topic, approvedAt, List.of(), false);
    }
}

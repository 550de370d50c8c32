// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.time.Instant;
import java.util.List;

import it.filodiretto.citizen.CitizenId;

/** One page of the newest subscribers, and the counts. @param more there is an older page */
record SubscriberList(long active, long left, List<OfTopic> topics, List<Row> rows, int number, boolean more) {

    record OfTopic(String name, long people) {}

    /** @param phone masked; @param topics names, none: all */
    record Row(CitizenId citizen, String phone, Instant subscribedAt, List<String> topics) {}
}

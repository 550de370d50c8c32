// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.CitizenId;
import java.time.Instant;
import java.util.List;

/** One page of the newest subscribers, and the counts. @param more there is an older page */
record SubscriberList(long active, long left, List<OfTopic> topics, List<Row> rows, int number, boolean more) {

    record OfTopic(String name, long people) {}

    /** @param phone masked; @param topics names, none: all */
    record Row(CitizenId citizen, String phone, Instant subscribedAt, List<String> topics) {}
}

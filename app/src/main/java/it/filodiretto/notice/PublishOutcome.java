// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import java.time.Instant;

/** What came of sending a notice, now or later. */
public sealed interface PublishOutcome {

    /** It is on its way. */
    record Started(BroadcastId broadcast) implements PublishOutcome {}

    /** A colleague is asked to sign it. */
    record Asked(BroadcastId broadcast) implements PublishOutcome {}

    record Scheduled(BroadcastId broadcast, Instant at) implements PublishOutcome {}

    /** It was on its way already, or is to leave by itself: a second click changes nothing. */
    record AlreadySent(BroadcastId broadcast) implements PublishOutcome {}

    /**
     * Nothing left, the draft is kept.
     *
     * @param code {@code no-template}, {@code no-number}, {@code people-only}, {@code text-changed}, {@code time-past}, {@code taken-back}
     * @param words in Italian: why, and what to do
     */
    record Refused(String code, String words) implements PublishOutcome {}

    record NoSuchNotice() implements PublishOutcome {}
}

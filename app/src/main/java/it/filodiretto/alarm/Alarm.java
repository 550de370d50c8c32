// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody must know and act on.
 *
 * @param cause for programs; there is one open alarm for each
 * @param words in Italian: what it is, and what to do
 * @param link where it is put right, below {@code /console/{slug}/}
 * @param clearedAt when it was over; null: it is not
 */
public record Alarm(UUID id, String cause, String words, @Nullable String link, Instant since, @Nullable Instant clearedAt) {}

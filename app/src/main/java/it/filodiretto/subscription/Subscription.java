// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where one person stands.
 *
 * @param decidedAt when the person wrote what decided; null: an import
 * @param subscribedAt null: left without ever having been in
 */
public record Subscription(boolean active, @Nullable Instant decidedAt, @Nullable Instant subscribedAt, @Nullable Instant leftAt) {

    /** What was written last decides, whenever it arrives; of two things of the same second, leaving. */
    public boolean yieldsTo(Choice choice, Instant writtenAt) {
        return decidedAt == null || writtenAt.isAfter(decidedAt) || writtenAt.equals(decidedAt) && choice == Choice.LEAVE;
    }
}

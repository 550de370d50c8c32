// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import it.filodiretto.citizen.CitizenId;

/**
 * «Did you mean …?», asked of one person.
 *
 * @param text what prompted it
 * @param externalId the provider's id of that text, and {@code writtenAt} its time
 */
public record Question(UUID id, CitizenId citizen, Choice choice, String text, String externalId, Instant writtenAt, Instant askedAt) {

    /** As long its button works: WhatsApp's own 24 hours. */
    private static final Duration BUTTON = Duration.ofHours(24);
    /** As long a bare «sì» is an answer to it and to nothing else. */
    private static final Duration WORDS = Duration.ofMinutes(30);
    private static final String MARK = "subscription.";

    public String buttonId() {
        return MARK + id;
    }

    public static boolean isButton(String buttonId) {
        return buttonId.startsWith(MARK);
    }

    /** Empty if the button is not one of ours. */
    public static Optional<UUID> ofButton(String buttonId) {
        try {
            return isButton(buttonId) ? Optional.of(UUID.fromString(buttonId.substring(MARK.length()))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public boolean buttonWorks(Instant now) {
        return now.isBefore(askedAt.plus(BUTTON));
    }

    public boolean takesWords(Instant written, Instant now) {
        return !written.isBefore(writtenAt) && now.isBefore(askedAt.plus(WORDS));
    }
}

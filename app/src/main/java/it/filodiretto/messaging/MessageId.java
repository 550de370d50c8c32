// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/** One outgoing message: its id, and the day that says in which partition of the table it lies. */
public record MessageId(UUID id, LocalDate day) {

    private static final String MARK = "fd1";

    /** What travels to the provider and comes back with each status: {@code fd1.20261124.<uuid>}. */
    public String opaque() {
        return MARK + "." + day.format(DateTimeFormatter.BASIC_ISO_DATE) + "." + id;
    }

    /** Empty if the text is not one of ours. */
    public static Optional<MessageId> ofOpaque(String text) {
        var parts = text.split("\\.");
        if (parts.length != 3 || !parts[0].equals(MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MessageId(UUID.fromString(parts[2]), LocalDate.parse(parts[1], DateTimeFormatter.BASIC_ISO_DATE)));
        } catch (IllegalArgumentException | DateTimeParseException _) {
            return Optional.empty();
        }
    }
}

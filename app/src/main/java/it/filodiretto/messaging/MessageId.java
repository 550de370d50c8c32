// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** One outgoing message: its id, and the day that says in which partition of the table it lies. */
public record MessageId(UUID id, LocalDate day) {

    private static final String MARK = "fd1.";
    private static final int END_OF_DAY = MARK.length() + 8;
    private static final int LENGTH = END_OF_DAY + 1 + 36;

    /** Of a message to one person, which lies in the day of its making. @param id of version 7 */
    public static MessageId single(UUID id) {
        return new MessageId(id, LocalDate.ofInstant(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16), ZoneOffset.UTC));
    }

    /** What travels to the provider and comes back with each status: {@code fd1.20261124.<uuid>}. */
    public String opaque() {
        return MARK + (day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth()) + "." + id;
    }

    /** Empty if the text is not one of ours. */
    public static Optional<MessageId> ofOpaque(String text) {
        if (text.length() != LENGTH || !text.startsWith(MARK) || text.charAt(END_OF_DAY) != '.') {
            return Optional.empty();
        }
        try {
            return Optional.of(new MessageId(UUID.fromString(text.substring(END_OF_DAY + 1)), day(Integer.parseInt(text, MARK.length(), END_OF_DAY, 10))));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /** @param number 20261124 */
    private static LocalDate day(int number) {
        return LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
    }
}

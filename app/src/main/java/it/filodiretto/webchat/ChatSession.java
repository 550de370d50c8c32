// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.CitizenId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One talk in the chat, from the first word to its end.
 *
 * @param code {@code CA-3F7H-52}: people name it by this; it opens nothing
 * @param lines the number of the newest line
 * @param officeRead up to which line an operator has seen it; {@code officeWrites}: one is writing just now
 */
public record ChatSession(UUID id, CitizenId citizen, String code, Instant startedAt, int lines, int officeRead, boolean officeWrites, int citizenRead,
        @Nullable Answered answered, @Nullable Instant endedAt, @Nullable Integer rating) {

    /** Whom an operator has answered so lately may finish what they were saying after the closing minute. */
    private static final Duration STILL_TALKING = Duration.ofMinutes(15);

    /** When an operator wrote last, and who. @param author null: the program by itself @param office null: the town's first */
    public record Answered(Instant at, @Nullable String author, @Nullable String office) {}

    /** As it is when this line, its next one, has been said. */
    public ChatSession with(ChatLine line) {
        return line.isOurs()
            ? new ChatSession(id, citizen, code, startedAt, line.number(), officeRead, false, citizenRead,
                new Answered(line.at(), line.author() == null && answered != null ? answered.author() : line.author(), line.office()), endedAt, rating)
            : new ChatSession(id, citizen, code, startedAt, line.number(), officeRead, officeWrites, citizenRead, answered, endedAt, rating);
    }

    boolean isStillTalking(Instant now) {
        return answered != null && answered.at().plus(STILL_TALKING).isAfter(now);
    }

    /** {@code CA-3F7H-52-K2MN}, for the person alone: by it she is known on WhatsApp. The code alone, which others see, opens nothing there either. */
    public String phoneCode() {
        return code + "-" + ChatCode.proof(id);
    }

    public boolean isEnded() {
        return endedAt != null;
    }

    /** Of {@link it.filodiretto.live.Signals}. */
    public String topic() {
        return topic(id);
    }

    static String topic(UUID id) {
        return "chat-" + id;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.conversation.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is to be called, or written to.
 *
 * @param code by which the person asks how it stands
 * @param name as she gave it; {@code phone} E.164; at least one of phone and e-mail is there
 * @param tries how often nobody answered
 * @param settledAt when it was done; null: it is open
 */
public record Callback(UUID id, ConversationId conversation, String code, String name, @Nullable String phone, @Nullable String email, Instant askedAt,
        Instant dueAt, State state, int tries, @Nullable Instant settledAt) {

    public enum State { OPEN, DONE, EMAILED }

    /** What an operator did. */
    public enum Outcome {
        DONE("Fatto: ci siamo parlati"), NO_ANSWER("Non risponde"), EMAILED("Ho scritto un’e-mail");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What can come of it: who left no address got no e-mail. */
    List<Outcome> outcomes() {
        return Stream.of(Outcome.values()).filter(it -> it != Outcome.EMAILED || email != null).toList();
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** For the console. */
    String stateWords() {
        return switch (state) {
            case OPEN -> tries == 0 ? "Da richiamare" : "Da richiamare: non risponde, " + tries + (tries == 1 ? " tentativo" : " tentativi");
            case DONE -> "Richiamata fatta";
            case EMAILED -> "E-mail inviata";
        };
    }

    @Override
    public String toString() {
        return "callback " + code;
    }
}

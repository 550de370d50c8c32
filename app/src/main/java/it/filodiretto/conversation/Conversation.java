// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The talk between a person and one office, across channels.
 *
 * @param office code of the profile
 * @param channel by which the person wrote last, and is answered
 * @param waitingSince of the first message without an answer; {@code null}: nobody waits
 * @param operator who answered last
 * @param bulk the notice to many that was answered
 */
public record Conversation(ConversationId id, CitizenId citizen, String office, ChannelKind channel, State state, Instant lastInboundAt,
        @Nullable Instant waitingSince, @Nullable OperatorId operator, @Nullable BulkId bulk, Care care) {

    public enum State {
        /** Nobody follows it. */
        NEW("Nuova"),
        /** Somebody follows it. */
        TAKEN("Presa in carico"),
        /** Answered: it is the citizen's turn. */
        PENDING("In attesa del cittadino"),
        CLOSED("Chiusa");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public String channelWords() {
        return MessageWords.channel(channel);
    }

    /** On the button: «Invia su WhatsApp». */
    public String sendWords() {
        return switch (channel) {
            case WHATSAPP -> "Invia su WhatsApp";
            case WEBCHAT -> "Invia nella chat";
            case MAIL -> "Invia per e-mail";
            case PHONE, DESK -> "";
        };
    }

    public String channelIcon() {
        return MessageWords.icon(channel);
    }
}

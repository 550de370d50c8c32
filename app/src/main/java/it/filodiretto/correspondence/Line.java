// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Provenance;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message of the talk between a person and the town hall. */
public sealed interface Line {

    UUID id();

    /** When it was written. */
    Instant at();

    /** By which it came or goes. */
    ChannelKind channel();

    /** As it is read, in Italian. */
    String words();

    /** What the person said about it afterwards. */
    Remarks remarks();

    /**
     * What the person wrote.
     *
     * @param content as it was first
     * @param refused it is of a kind that the town does not accept
     * @param quoted the message it answers, if it quotes one that is known
     * @param provenance where it comes from, if that is known
     */
    record Received(UUID id, InboundContent content, Instant at, ChannelKind channel, boolean refused, Remarks remarks, @Nullable Quote quoted,
            @Nullable Provenance provenance) implements Line {

        /** The message with whose id its file is kept; null: it has none. */
        public @Nullable UUID file() {
            var edited = remarks.edited();
            return edited instanceof InboundContent.Attachment ? remarks.editedBy() : content instanceof InboundContent.Attachment ? id : null;
        }

        @Override
        public String words() {
            var edited = remarks.edited();
            return remarks.revoked() ? "[messaggio cancellato da chi l’ha scritto]" : edited != null ? edited.words() : content.words();
        }
    }

    /** @param ours the town hall wrote it */
    record Quote(String words, boolean ours) {}

    /**
     * What the town hall wrote.
     *
     * @param bulk the sending to many it belongs to, or {@code null}
     * @param quoted the message it answers, or has an emoji for
     */
    record Written(UUID id, MessageContent content, Instant at, ChannelKind channel, @Nullable OperatorId operator, @Nullable AutomaticKind automatic,
            @Nullable BulkId bulk, Fate fate, Remarks remarks, @Nullable Quote quoted) implements Line {

        @Override
        public String words() {
            return content.words();
        }
    }

    /**
     * What became of it.
     *
     * @param state {@code QUEUED, UNCERTAIN, STUCK, ACCEPTED, SENT, DELIVERED, READ, FAILED, LEFT, EXCLUDED}; UNCERTAIN: the answer to
     *     its attempt was lost; STUCK: and no report tells, so a person decides
     */
    record Fate(String state, @Nullable Instant sentAt, @Nullable Instant deliveredAt, @Nullable Instant readAt, @Nullable Instant failedAt,
            @Nullable String failedReason) {}
}

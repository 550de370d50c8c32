// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Correspondence;
import it.filodiretto.messaging.Deliveries;
import it.filodiretto.messaging.InboundMessage;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Outbox;
import it.filodiretto.messaging.Receiver;
import it.filodiretto.messaging.ReplyFailed;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything other modules may do with conversations. The last receiver: what nobody else took is for people. */
@Service
@Order(300)
@Transactional
public class Conversations implements Receiver {

    /** Who writes so soon after a notice most probably answers it. */
    private static final Duration ANSWERS_A_NOTICE = Duration.ofHours(24);

    private final ConversationTable table;
    private final Municipalities municipalities;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final Audit audit;
    private final Correspondence correspondence;
    private final Clock clock;

    Conversations(ConversationTable table, Municipalities municipalities, Deliveries deliveries, Outbox outbox, Audit audit,
            Correspondence correspondence, Clock clock) {
        this.table = table;
        this.municipalities = municipalities;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.audit = audit;
        this.correspondence = correspondence;
        this.clock = clock;
    }

    /** Not taken where the channel only sends: nobody reads it there. */
    @Override
    public boolean receive(InboundMessage message) {
        if (mode() == ChannelMode.ONE_WAY) {
            return false;
        }
        var office = municipalities.current().offices().getFirst();
        table.touch(message.citizen(), office.code(), message.writtenAt(), answered(message).orElse(null));
        return true;
    }

    /**
     * Queues a person's answer.
     *
     * @param operator who wrote it; {@code null}: a program, which a channel of people only refuses
     */
    public ReplyOutcome reply(ConversationId id, MessageContent.Text text, @Nullable OperatorId operator) {
        var found = mode() == ChannelMode.ONE_WAY ? Optional.<Conversation>empty() : table.find(id);
        if (found.isEmpty()) {
            return new ReplyOutcome.NoSuchConversation();
        }
        if (operator == null && mode() == ChannelMode.PEOPLE_ONLY) {
            return new ReplyOutcome.NobodyNamed();
        }
        var conversation = found.get();
        var end = outbox.windowEnd(conversation.citizen()).orElse(conversation.lastInboundAt());
        if (!clock.instant().isBefore(end)) {
            return new ReplyOutcome.WindowClosed(end);
        }
        var message = outbox.send(conversation.citizen(), text, operator == null ? Origin.program() : Origin.by(operator));
        table.answered(id, operator);
        audit.record("conversation.reply", Map.of("conversation", id.toString(), "message", message.id().toString()));
        return new ReplyOutcome.Queued(message);
    }

    /** The answer will not arrive: the person waits again, and somebody sees it. */
    @EventListener
    public void waitsAgain(ReplyFailed failed) {
        table.waitsAgain(failed.citizen(), clock.instant());
    }

    @EventListener
    public void merge(CitizensMerged merged) {
        table.merge(merged.from(), merged.into());
    }

    /** Who has written something is found again; who has not, has no talk. */
    @EventListener
    public void part(CitizensParted parted) {
        var office = municipalities.current().offices().getFirst().code();
        for (var citizen : List.of(parted.from(), parted.into())) {
            var latest = correspondence.latest(List.of(citizen)).get(citizen);
            if (latest == null) {
                table.remove(citizen);
            } else if (citizen.equals(parted.from())) {
                table.touch(citizen, office, latest.at(), null);
            }
        }
    }

    /** The notice it answers: by the message it quotes, else by the last one of the 24 hours before. */
    private Optional<BulkId> answered(InboundMessage message) {
        var quoted = Optional.ofNullable(message.quoted()).flatMap(deliveries::find);
        return quoted.isPresent() ? quoted.map(Deliveries.Sent::bulk)
            : deliveries.latestBulk(message.citizen(), message.writtenAt().minus(ANSWERS_A_NOTICE), message.writtenAt().plusSeconds(1));
    }

    private ChannelMode mode() {
        var account = municipalities.current().whatsapp();
        return account == null ? ChannelMode.TWO_WAY : account.mode();
    }
}

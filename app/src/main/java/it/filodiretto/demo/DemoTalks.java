// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.demo;

import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.operator.Operators;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets people write to a town of the demonstration, and the operator answer some of them, as if they had done so today. */
@Component
class DemoTalks {

    private final Citizens citizens;
    private final Inbound inbound;
    private final Lanes lanes;
    private final Conversations conversations;
    private final Operators operators;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DemoTalks(Citizens citizens, Inbound inbound, Lanes lanes, Conversations conversations, Operators operators, Clock clock,
            PlatformTransactionManager transactions) {
        this.citizens = citizens;
        this.inbound = inbound;
        this.lanes = lanes;
        this.conversations = conversations;
        this.operators = operators;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** In the current municipality; who has written already does not write again. */
    void begin(String slug) {
        var talks = DemoTalk.ALL.getOrDefault(slug, List.of());
        lanes.ofCurrentTown(ChannelKind.WHATSAPP).ifPresent(lane -> {
            for (int i = 0; i < talks.size(); i++) {
                begin(slug, lane, phone(i), talks.get(i));
            }
        });
    }

    /** Whose the talk is that comes so many-th; the simulator's {@code accounts.json} says that she wrote. */
    static PhoneNumber phone(int index) {
        return new PhoneNumber("+39371%07d".formatted(4_512_000 + 137 * index));
    }

    private void begin(String slug, Lane lane, PhoneNumber phone, DemoTalk talk) {
        transaction.executeWithoutResult(_ -> {
            var citizen = citizens.recognise(WhatsAppIdentity.of(phone));
            var at = clock.instant().minus(talk.before());
            boolean isNew = inbound.receive(new InboundMessage(Ids.next(), lane, citizen, "demo-" + slug + "-" + phone.e164(), new InboundContent.Text(talk.words()), at, at, null));
            var answer = talk.answer();
            if (isNew && answer != null) {
                conversations.of(citizen).ifPresent(it ->
                    conversations.reply(it, new MessageContent.Text(answer), operators.find("operatore@" + slug + ".example").orElse(null)));
            }
        });
    }
}

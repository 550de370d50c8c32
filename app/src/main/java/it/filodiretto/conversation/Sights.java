// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.channel.Lanes;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which talks operators and programs see: those of their offices. Where the channel only sends there are none. */
@Component
@Transactional(readOnly = true)
public class Sights {

    private final ConversationTable table;
    private final Answers answers;
    private final Offices offices;
    private final Lanes lanes;

    Sights(ConversationTable table, Answers answers, Offices offices, Lanes lanes) {
        this.table = table;
        this.answers = answers;
        this.offices = offices;
        this.lanes = lanes;
    }

    /** Whether anybody reads here: where WhatsApp only sends, those who write by the chat or by e-mail are answered all the same. */
    public boolean isRead() {
        return answers.isRead(ChannelKind.WHATSAPP) || lanes.ofCurrentTown(ChannelKind.MAIL).isPresent() || lanes.ofCurrentTown(ChannelKind.WEBCHAT).isPresent();
    }

    /** Whether the current operator is one of those who do. */
    public boolean isReadByOperator() {
        return CurrentOperator.may(Permission.ANSWER) && isRead();
    }

    /** What the current operator sees. */
    public Sight current() {
        return isRead() ? new Sight(offices.visible(), answers.read()) : Sight.NOTHING;
    }

    /** With who writes, and whether there are notes: for who has it before them. */
    public Optional<ConversationTable.AtDesk> look(ConversationId id) {
        return table.atDesk(id).filter(it -> current().has(it.talk()));
    }

    /** Without what was said in it: for who does something with it. */
    public Optional<Conversation> find(ConversationId id) {
        return table.find(id).filter(it -> current().has(it));
    }
}

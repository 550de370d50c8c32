// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.channel.ReplyAddresses;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers go to the person a talk is with, not to whom she forwarded it, unless an operator says so. */
@Component
@Transactional
class MailReplies implements ReplyAddresses {

    private final MailPersonTable people;

    MailReplies(MailPersonTable people) {
        this.people = people;
    }

    @Override
    public ChannelKind channel() {
        return ChannelKind.MAIL;
    }

    @Override
    @Transactional(readOnly = true)
    public List<ReplyAddress> of(CitizenId citizen) {
        return people.addresses(citizen);
    }

    @Override
    public boolean choose(CitizenId citizen, String key) {
        return people.choose(citizen, key);
    }
}

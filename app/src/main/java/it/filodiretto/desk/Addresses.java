// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.channel.ReplyAddresses;
import it.filodiretto.channel.ReplyAddresses.ReplyAddress;
import it.filodiretto.conversation.Conversation;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Where an answer in a talk goes, on channels where several addresses may have written in it. */
@Component
class Addresses {

    private final ObjectProvider<ReplyAddresses> channels;

    Addresses(ObjectProvider<ReplyAddresses> channels) {
        this.channels = channels;
    }

    /** The one to which answers go first; empty where a channel has one only. */
    List<ReplyAddress> of(Conversation talk) {
        return channel(talk).map(it -> it.of(talk.citizen())).orElse(List.of());
    }

    /** @return how it is shown; empty if it has not written in this talk */
    Optional<String> choose(Conversation talk, String key) {
        return channel(talk).filter(it -> it.choose(talk.citizen(), key)).map(it -> it.of(talk.citizen()).getFirst().shown());
    }

    private Optional<ReplyAddresses> channel(Conversation talk) {
        return channels.stream().filter(it -> it.channel() == talk.channel()).findFirst();
    }
}

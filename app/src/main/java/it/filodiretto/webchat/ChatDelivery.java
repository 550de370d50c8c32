// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.channel.HandDelivery;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.WebChat;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the town hall writes becomes a line of the person's talk, and her page hears of it when that is committed. */
@Component
class ChatDelivery implements HandDelivery {

    private final ChatLineTable lines;
    private final Operators operators;
    private final Municipalities municipalities;
    private final Signals signals;
    private final Clock clock;

    ChatDelivery(ChatLineTable lines, Operators operators, Municipalities municipalities, Signals signals, Clock clock) {
        this.lines = lines;
        this.operators = operators;
        this.municipalities = municipalities;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WEBCHAT;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> deliver(Message message) {
        var line = line(message);
        var place = lines.addAnswer(message.to(), line);
        place.ifPresent(it -> tell(it, line));
        return place.map(_ -> external(message.id().id()));
    }

    /** Her page, of what is new. A file it looks for itself. */
    private void tell(ChatLineTable.Place place, ChatLine line) {
        var topic = ChatSession.topic(place.talk());
        if (place.number() == null || line.file() != null) {
            signals.changed(topic);
        } else {
            signals.changed(topic, new ChatEntry(line.at(place.number()), null));
        }
    }

    /** Of an attachment its caption: its name is shown with the file. */
    private ChatLine line(Message message) {
        var said = message.content() instanceof MessageContent.Reply it ? it.content() : message.content();
        var attached = said instanceof MessageContent.Attachment it ? it : null;
        var body = attached == null ? said.words() : Objects.requireNonNullElse(attached.caption(), "");
        var office = message.office();
        return new ChatLine(0, message.id().id(), null, shown(message.origin().operator()), office == null ? null : office.name(), body,
            attached == null ? null : attached.file(), clock.instant());
    }

    /** The name that the person reads of who answers; null: none. */
    private @Nullable String shown(@Nullable OperatorId operator) {
        var signature = municipalities.current().webChat().map(it -> Objects.requireNonNull(it.chat()).signature());
        return operator == null || signature.filter(it -> it == WebChat.Signature.OFFICE).isPresent() ? null : operators.name(operator);
    }

    /** The channel's id of a message of the town hall. */
    static String external(UUID message) {
        return "chat." + message;
    }
}

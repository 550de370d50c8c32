// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.inbound.Receiver;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.subscription.Subscription;
import it.filodiretto.subscription.SubscriptionTable;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Answers a subscriber who writes PREFERENZE, and nothing else, with a link to her choices. */
@Component
@Order(105)
class PreferenceReceiver implements Receiver {

    private static final Set<PlainWords> ASKING = Set.of(new PlainWords(List.of("preferenze")), new PlainWords(List.of("preferences")));

    private final SubscriptionTable subscriptions;
    private final AutomaticMessages messages;

    PreferenceReceiver(SubscriptionTable subscriptions, AutomaticMessages messages) {
        this.subscriptions = subscriptions;
        this.messages = messages;
    }

    @Override
    public boolean receive(InboundMessage message) {
        return message.content() instanceof InboundContent.Text text && ASKING.contains(PlainWords.of(text.body()))
            && subscriptions.find(message.citizen()).filter(Subscription::active).isPresent()
            && messages.sendPreferences(message.citizen());
    }
}

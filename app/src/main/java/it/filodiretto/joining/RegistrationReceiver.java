// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.inbound.Receiver;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.subscription.Policies;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Notes who writes without being registered, where that is required, and invites her once in a while if the profile allows it.
 * Takes nothing: what she wrote goes on to the people of the town hall.
 */
@Component
@Order(110)
class RegistrationReceiver implements Receiver {

    private static final Duration BETWEEN_INVITATIONS = Duration.ofDays(7);

    private final Registrations registrations;
    private final RegistrationTable table;
    private final AutomaticMessages messages;
    private final PersonalLinks links;
    private final Policies policies;
    private final Clock clock;

    RegistrationReceiver(Registrations registrations, RegistrationTable table, AutomaticMessages messages, PersonalLinks links, Policies policies,
            Clock clock) {
        this.registrations = registrations;
        this.table = table;
        this.messages = messages;
        this.links = links;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public boolean receive(InboundMessage message) {
        var citizen = message.citizen();
        if (message.lane().channel() != ChannelKind.WHATSAPP || !registrations.areRequired() || registrations.isRegistered(citizen)) {
            return false;
        }
        var now = clock.instant();
        if (table.wrote(citizen, now, now.minus(BETWEEN_INVITATIONS)) && messages.maySend(citizen, AutomaticKind.INVITATION)) {
            table.invited(citizen, now);
            messages.send(citizen, AutomaticKind.INVITATION, "invitation", Map.of("policy-link", policies.link(policies.inForce()),
                "registration-link", links.link(PersonalLinks.Purpose.REGISTRATION, citizen)));
        }
        return false;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.wording.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers in the town's words to what nobody here can serve: to each person once in 24 hours, and only where the profile allows it. */
@Component
class OnceADay {

    private static final Duration BETWEEN = Duration.ofHours(24);

    private final Municipalities municipalities;
    private final Texts texts;
    private final Outbox outbox;
    private final UnservedTable table;
    private final Clock clock;

    OnceADay(Municipalities municipalities, Texts texts, Outbox outbox, UnservedTable table, Clock clock) {
        this.municipalities = municipalities;
        this.texts = texts;
        this.outbox = outbox;
        this.table = table;
        this.clock = clock;
    }

    /** @return whether the person has been told, now or within the 24 hours; if not, somebody must read it */
    boolean answer(InboundMessage message, AutomaticKind kind, String text) {
        return answer(message, kind, text, Map.of());
    }

    /** @param values of the placeholders that are this text's alone */
    boolean answer(InboundMessage message, AutomaticKind kind, String text, Map<String, String> values) {
        var account = municipalities.current().whatsapp();
        if (account == null || !account.allows(kind) || texts.find(text).isEmpty() || !outbox.windowIsOpen(message.citizen())) {
            return false;
        }
        if (table.isDue(message.citizen(), kind, clock.instant(), BETWEEN)) {
            outbox.send(message.citizen(), new MessageContent.Text(texts.filled(text, values)), Origin.automatic(kind));
        }
        return true;
    }

    @EventListener
    @Transactional
    void merge(CitizensMerged persons) {
        table.merge(persons.from(), persons.into());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.page.Italian;
import it.filodiretto.page.Words;
import it.filodiretto.subscription.Choice;
import it.filodiretto.subscription.Question;
import it.filodiretto.wording.Texts;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Welcome, farewell and question: what the profile allows, in the town's words, to who may be written to. */
@Component
class AutomaticMessages {

    private static final Logger log = LoggerFactory.getLogger(AutomaticMessages.class);

    private final Municipalities municipalities;
    private final Texts texts;
    private final Outbox outbox;
    private final PersonalLinks links;
    private final Words words;
    private final Clock clock;

    AutomaticMessages(Municipalities municipalities, Texts texts, Outbox outbox, PersonalLinks links, Words words, Clock clock) {
        this.municipalities = municipalities;
        this.texts = texts;
        this.outbox = outbox;
        this.links = links;
        this.words = words;
        this.clock = clock;
    }

    /** Nothing leaves if the profile does not allow it, or if the message came so late that the person's 24 hours are over. */
    void send(CitizenId citizen, AutomaticKind kind, String text, Map<String, String> values) {
        if (maySend(citizen, kind)) {
            var known = new HashMap<>(values);
            known.put("preferences-link", links.link(PersonalLinks.Purpose.PREFERENCES, citizen));
            outbox.send(citizen, new MessageContent.Text(texts.filled(text, known)), Origin.automatic(kind));
        }
    }

    /** A new link to her choices, to who asked for it; where a welcome may leave, this may too. */
    boolean sendPreferences(CitizenId citizen) {
        if (!maySend(citizen, AutomaticKind.WELCOME)) {
            return false;
        }
        var until = Italian.date(clock.instant().plus(PersonalLinks.Purpose.PREFERENCES.life()), municipalities.current().zone());
        outbox.send(citizen, new MessageContent.Text(words.get("subscription.preferences-link", links.link(PersonalLinks.Purpose.PREFERENCES, citizen), until)),
            Origin.automatic(AutomaticKind.WELCOME));
        return true;
    }

    void ask(Question question, String policyLink) {
        var key = key(question);
        var values = Map.of("policy-link", policyLink);
        var button = new MessageContent.Button(question.buttonId(), texts.filled(key + "-button", values));
        outbox.send(question.citizen(), new MessageContent.Choice(texts.filled(key, values), List.of(button)), Origin.automatic(AutomaticKind.QUESTION));
    }

    /** What stands on the question's button; empty if the town has none (any more). */
    Optional<String> buttonTitle(Question question) {
        return texts.find(key(question) + "-button");
    }

    private static String key(Question question) {
        return question.choice() == Choice.JOIN ? "question" : "leave-question";
    }

    /** Whether the profile lets such a message leave without a person's hand. */
    boolean allows(AutomaticKind kind) {
        var account = municipalities.current().whatsapp();
        return account != null && account.allows(kind);
    }

    boolean maySend(CitizenId citizen, AutomaticKind kind) {
        if (!allows(kind)) {
            return false;
        }
        if (!outbox.windowIsOpen(citizen)) {
            log.atWarn().addKeyValue("citizen", citizen).addKeyValue("kind", kind)
                .log("An automatic message was not sent: what it answers is older than 24 hours");
            return false;
        }
        return true;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.audience.Neighbourhoods;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.inbound.Receiver;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Ids;
import it.filodiretto.subscription.Choice;
import it.filodiretto.subscription.Expression;
import it.filodiretto.subscription.Policies;
import it.filodiretto.subscription.Question;
import it.filodiretto.subscription.QuestionTable;
import it.filodiretto.subscription.SubscriptionTable;
import it.filodiretto.wording.TownKeywords;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The first to whom each message is offered: it takes keywords, and the answers to its own questions. Only a text is read
 * as a keyword, and only a button that was issued here counts as an answer.
 */
@Component
@Order(100)
class KeywordReceiver implements Receiver {

    /** One question in this time; who writes three wrong words in a row gets one. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(1);

    private final Municipalities municipalities;
    private final TownKeywords keywords;
    private final SubscriptionTable subscriptions;
    private final QuestionTable questions;
    private final Decisions decisions;
    private final Neighbourhoods neighbourhoods;
    private final AutomaticMessages messages;
    private final Policies policies;
    private final Clock clock;

    KeywordReceiver(Municipalities municipalities, TownKeywords keywords, SubscriptionTable subscriptions, QuestionTable questions,
            Decisions decisions, Neighbourhoods neighbourhoods, AutomaticMessages messages, Policies policies, Clock clock) {
        this.municipalities = municipalities;
        this.keywords = keywords;
        this.subscriptions = subscriptions;
        this.questions = questions;
        this.decisions = decisions;
        this.neighbourhoods = neighbourhoods;
        this.messages = messages;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public boolean receive(InboundMessage message) {
        return message.lane().channel() == ChannelKind.WHATSAPP && switch (message.content()) {
            case InboundContent.Text text -> read(message, text.body());
            case InboundContent.Tap tap -> Question.isButton(tap.id()) && tapped(message, tap);
            case InboundContent.Thing _, InboundContent.Remark _, InboundContent.Call _, InboundContent.OwnNumber _, InboundContent.IdentityChange _ -> false;
        };
    }

    private boolean read(InboundMessage message, String text) {
        var town = municipalities.current();
        var grammar = new KeywordGrammar(keywords.current(), town.language(), town.districts());
        var reading = grammar.read(text);
        var open = questions.awaitingWords(message.citizen()).filter(it -> it.takesWords(message.writtenAt(), clock.instant()));
        if (reading instanceof KeywordReading.None && open.isEmpty()) {
            return false;
        }
        subscriptions.lock(message.citizen());
        return switch (reading) {
            case KeywordReading.OptOut _ -> carryOut(Choice.LEAVE, message, text) && !peopleRead();
            case KeywordReading.OptIn(var district) -> mode() != ChannelMode.PEOPLE_ONLY && join(message, text, district);
            case KeywordReading.Near near -> open.isPresent() && isYesTo(open.get(), grammar, text)
                ? answer(open.get(), message) : ask(near, message, text, open);
            case KeywordReading.None _ -> answersInWords(open.orElseThrow(), message, grammar, text);
        };
    }

    /** Where nothing says by itself that she has left, a person may; and nothing else may follow by itself instead. */
    private boolean peopleRead() {
        return mode() != ChannelMode.ONE_WAY
            && Stream.of(AutomaticKind.FAREWELL, AutomaticKind.INVITATION, AutomaticKind.COURTESY, AutomaticKind.CLOSED).noneMatch(messages::allows);
    }

    private boolean carryOut(Choice choice, InboundMessage message, String text) {
        questions.awaitNoWords(message.citizen());
        decisions.carryOut(choice, message.citizen(), Expression.of(message, text));
        return true;
    }

    private boolean join(InboundMessage message, String text, @Nullable String district) {
        carryOut(Choice.JOIN, message, text);
        if (district != null) {
            neighbourhoods.add(message.citizen(), district);
        }
        return true;
    }

    private boolean answersInWords(Question open, InboundMessage message, KeywordGrammar grammar, String text) {
        if (grammar.isYes(text) || isYesTo(open, grammar, text)) {
            return answer(open, message);
        }
        questions.awaitNoWords(message.citizen());
        if (grammar.isNo(text)) {
            questions.answered(open, clock.instant());
            return true;
        }
        return false;
    }

    private boolean tapped(InboundMessage message, InboundContent.Tap tap) {
        subscriptions.lock(message.citizen());
        var question = Question.ofButton(tap.id()).flatMap(it -> questions.find(it, message.citizen()));
        if (question.isEmpty()) {
            return true;
        }
        if (question.get().buttonWorks(clock.instant())) {
            return answer(question.get(), message);
        }
        askAnew(question.get(), message);
        return true;
    }

    private boolean answer(Question question, InboundMessage by) {
        questions.awaitNoWords(by.citizen());
        questions.answered(question, clock.instant());
        if (question.choice() == Choice.LEAVE || mode() != ChannelMode.PEOPLE_ONLY) {
            decisions.carryOut(question.choice(), by.citizen(), Expression.confirmed(question, by));
        }
        return true;
    }

    /** @return whether nobody else needs to read it */
    private boolean ask(KeywordReading.Near near, InboundMessage message, String text, Optional<Question> open) {
        var choice = near.joining() ? Choice.JOIN : Choice.LEAVE;
        if (open.isPresent() && (open.get().choice() != choice || !near.plain())) {
            questions.awaitNoWords(message.citizen());
        }
        if (!changesSomething(choice, message) || !messages.maySend(message.citizen(), AutomaticKind.QUESTION)) {
            return false;
        }
        put(choice, message.citizen(), message, text);
        return near.plain();
    }

    private void askAnew(Question old, InboundMessage message) {
        if (changesSomething(old.choice(), message) && messages.maySend(message.citizen(), AutomaticKind.QUESTION)) {
            put(old.choice(), message.citizen(), message, old.text());
        }
    }

    private boolean changesSomething(Choice choice, InboundMessage message) {
        var present = subscriptions.find(message.citizen());
        boolean active = present.isPresent() && present.get().active();
        return active == (choice == Choice.LEAVE) && (present.isEmpty() || present.get().yieldsTo(choice, message.writtenAt()));
    }

    private void put(Choice choice, CitizenId citizen, InboundMessage message, String text) {
        var now = clock.instant();
        if (!questions.askedSince(citizen, now.minus(BETWEEN_QUESTIONS))) {
            questions.awaitNoWords(citizen);
            var question = new Question(Ids.next(), citizen, choice, text, message.externalId(), message.writtenAt(), now);
            questions.add(question);
            messages.ask(question, policies.link(policies.inForce()));
        }
    }

    private boolean isYesTo(Question question, KeywordGrammar grammar, String text) {
        return isButtonTitle(question, text) || grammar.isYesTo(question.choice() == Choice.JOIN, text);
    }

    /** The words on the button, typed: «Sì, iscrivimi». */
    private boolean isButtonTitle(Question question, String text) {
        return messages.buttonTitle(question).map(PlainWords::of).equals(Optional.of(PlainWords.of(text)));
    }

    private ChannelMode mode() {
        var account = municipalities.current().whatsapp();
        return account == null ? ChannelMode.TWO_WAY : account.mode();
    }
}

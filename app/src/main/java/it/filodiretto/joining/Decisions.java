// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.subscription.Choice;
import it.filodiretto.subscription.ConsentTable;
import it.filodiretto.subscription.Expression;
import it.filodiretto.subscription.MergedSubscriptionTable;
import it.filodiretto.subscription.Policies;
import it.filodiretto.subscription.QuestionTable;
import it.filodiretto.subscription.Subscription;
import it.filodiretto.subscription.SubscriptionBegan;
import it.filodiretto.subscription.SubscriptionEnded;
import it.filodiretto.subscription.SubscriptionTable;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Carries out what a citizen wants, with its evidence. What she wrote last decides, whenever it arrives. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Decisions {

    private static final Logger log = LoggerFactory.getLogger(Decisions.class);

    private final SubscriptionTable subscriptions;
    private final ConsentTable consents;
    private final MergedSubscriptionTable mergedSubscriptions;
    private final QuestionTable questions;
    private final Policies policies;
    private final AutomaticMessages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Decisions(SubscriptionTable subscriptions, ConsentTable consents, MergedSubscriptionTable mergedSubscriptions,
            QuestionTable questions, Policies policies, AutomaticMessages messages,
            ApplicationEventPublisher events, Clock clock) {
        this.subscriptions = subscriptions;
        this.consents = consents;
        this.mergedSubscriptions = mergedSubscriptions;
        this.questions = questions;
        this.policies = policies;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
    }

    void carryOut(Choice choice, CitizenId citizen, Expression expression) {
        subscriptions.lock(citizen);
        var present = subscriptions.find(citizen);
        var policy = policies.inForce();
        boolean effective = present.isEmpty() || present.get().yieldsTo(choice, expression.writtenAt());
        consents.add(citizen, choice, effective, expression, policy);
        if (!effective) {
            log.atInfo().addKeyValue("citizen", citizen).addKeyValue("choice", choice)
                .log("A choice came late: something written after it had decided already");
            return;
        }
        boolean active = present.isPresent() && present.get().active();
        boolean known = present.isPresent();
        var now = clock.instant();
        switch (choice) {
            case JOIN -> {
                if (active) {
                    subscriptions.confirm(citizen, expression.writtenAt());
                } else {
                    subscriptions.join(citizen, expression.writtenAt(), now);
                    events.publishEvent(new SubscriptionBegan(citizen, now));
                    messages.send(citizen, AutomaticKind.WELCOME, "welcome", Map.of("policy-link", policies.link(policy)));
                }
            }
            case LEAVE -> {
                if (known && !active) {
                    subscriptions.confirm(citizen, expression.writtenAt());
                } else {
                    leave(citizen, expression.writtenAt(), now, active);
                    messages.send(citizen, AutomaticKind.FAREWELL, "farewell", Map.of("policy-link", policies.link(policy)));
                }
            }
        }
    }

    private void leave(CitizenId citizen, Instant decidedAt, Instant now, boolean wasIn) {
        subscriptions.leave(citizen, decidedAt, now);
        if (wasIn) {
            events.publishEvent(new SubscriptionEnded(citizen, now));
        }
    }

    /** Two persons turn out to be one: of their two choices, the later stands; leaving, if it cannot be told. Before those who ask who wants what. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void merge(CitizensMerged merged) {
        subscriptions.lock(merged.from());
        subscriptions.lock(merged.into());
        var from = subscriptions.find(merged.from());
        var into = subscriptions.find(merged.into());
        mergedSubscriptions.remember(merged.from(), merged.into());
        consents.move(merged.from(), merged.into());
        questions.move(merged.from(), merged.into());
        if (from.isEmpty()) {
            return;
        }
        if (into.isPresent() && !wins(from.get(), into.get())) {
            subscriptions.remove(merged.from());
            return;
        }
        if (into.isPresent()) {
            subscriptions.remove(merged.into());
        }
        subscriptions.move(merged.from(), merged.into());
    }

    /** Each has again what each had decided. What was written since stands for the second; leaving, for both. */
    @EventListener
    void part(CitizensParted parted) {
        subscriptions.lock(parted.from());
        subscriptions.lock(parted.into());
        consents.part(parted);
        var present = subscriptions.find(parted.into());
        boolean since = present.isPresent() && mergedSubscriptions.isYounger(parted.from(), parted.into());
        mergedSubscriptions.restore(parted.from(), parted.into(), parted.from());
        if (!since) {
            mergedSubscriptions.restore(parted.from(), parted.into(), parted.into());
        } else if (!present.get().active()) {
            var now = clock.instant();
            subscriptions.find(parted.from()).filter(Subscription::active).ifPresent(_ -> subscriptions.leave(parted.from(), now, now));
        }
        mergedSubscriptions.forget(parted.from(), parted.into());
    }

    private static boolean wins(Subscription one, Subscription other) {
        return one.decidedAt() != null && other.yieldsTo(one.active() ? Choice.JOIN : Choice.LEAVE, one.decidedAt());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.intake.IdentityLinks;
import it.filodiretto.intake.InboundReader;
import it.filodiretto.intake.MessageIntake;
import it.filodiretto.intake.StatusIntake;
import it.filodiretto.intake.StatusReader;
import it.filodiretto.intake.WebhookElement;
import it.filodiretto.messaging.Lane;
import it.filodiretto.meta.Fields;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.vault.Vault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Handles some bodies together: messages of several people in one transaction, or each in one of its own where something fails,
 * one person's in the order of writing; the statuses of a number in one. What is bad in itself is set aside; what only came at
 * a bad moment comes again.
 */
@Component
public class WebhookBatch {

    private static final Logger log = LoggerFactory.getLogger(WebhookBatch.class);
    private static final int MESSAGES_AT_ONCE = 8;
    /** People whose messages share a transaction: the locks on them are held till its end. */
    private static final int MOST_TOGETHER = 12;
    private static final int COLLISIONS = 5;

    private final Vault vault;
    private final SetAsideTable setAside;
    private final MessageIntake messages;
    private final StatusIntake statuses;
    private final AccountIntake account;
    private final IdentityLinks links;
    /** They last, and are few: a virtual one for each message cost as much again as the message (bin/bench inbound). */
    private final ExecutorService threads = Executors.newFixedThreadPool(MESSAGES_AT_ONCE, Thread.ofPlatform().daemon().name("webhook-message-", 1).factory());

    WebhookBatch(Vault vault, SetAsideTable setAside, MessageIntake messages, StatusIntake statuses, AccountIntake account,
            IdentityLinks links) {
        this.vault = vault;
        this.setAside = setAside;
        this.messages = messages;
        this.statuses = statuses;
        this.account = account;
        this.links = links;
    }

    /** @param lastTime what comes at a bad moment even now is set aside. @return the calls that must come again */
    public Set<UUID> handle(Collection<WebhookCall> calls, String writer, Set<UUID> lastTime) {
        var again = ConcurrentHashMap.<UUID>newKeySet();
        var work = new Work(writer, again, lastTime);
        calls.forEach(work::sort);
        work.messages();
        work.statuses();
        work.others.forEach(it -> work.attempt(it, () -> account.take(it)));
        return again;
    }

    /** For what not even its elements could be told of. */
    void setAside(WebhookCall call, RuntimeException cause) {
        setAside.put(call.id(), "", "", call.speaksFor(), vault.open(call.sealed(), WebhookCall.CONTEXT), cause);
    }

    /** Handles one element; what is bad in it is thrown, not set aside. */
    void handleAlone(WebhookElement element, String writer) {
        if ("messages".equals(element.kind())) {
            messages.take(element);
        } else if ("statuses".equals(element.kind())) {
            StatusReader.read(element).ifPresent(it -> statuses.take(messages.lane(element), List.of(it), writer));
        } else {
            account.take(element);
        }
    }

    private record Reported(WebhookElement element, DeliveryReport report) {}

    private final class Work {

        private final String writer;
        private final Set<UUID> again;
        private final Set<UUID> lastTime;
        private final Map<String, List<WebhookElement>> byPerson = new LinkedHashMap<>();
        private final Map<Lane, List<Reported>> byLane = new LinkedHashMap<>();
        private final List<WebhookElement> others = new ArrayList<>();

        Work(String writer, Set<UUID> again, Set<UUID> lastTime) {
            this.writer = writer;
            this.again = again;
            this.lastTime = lastTime;
        }

        void sort(WebhookCall call) {
            var body = vault.open(call.sealed(), WebhookCall.CONTEXT);
            List<WebhookElement> elements;
            try {
                elements = WebhookBody.elements(call, body);
            } catch (JacksonException e) {
                setAside.put(call.id(), "", "", call.speaksFor(), body, e);
                return;
            }
            for (var element : elements) {
                if ("messages".equals(element.kind())) {
                    byPerson.computeIfAbsent(person(element), _ -> new ArrayList<>()).add(element);
                } else if ("statuses".equals(element.kind())) {
                    attempt(element, () -> status(element));
                } else {
                    others.add(element);
                }
            }
        }

        private void status(WebhookElement element) {
            var lane = messages.lane(element);
            StatusReader.read(element).ifPresent(it -> byLane.computeIfAbsent(lane, _ -> new ArrayList<>()).add(new Reported(element, it)));
            links.learn(lane.town(), Fields.text(element.node(), "recipient_id"), Fields.text(element.node(), "recipient_user_id"));
            if (element.place().endsWith(".statuses.0")) {
                links.learnContacts(lane.town(), element.value());
            }
        }

        private static String person(WebhookElement element) {
            var author = InboundReader.author(element);
            return element.phoneNumberId() + " " + author.map(it -> it.phone() != null ? it.phone().e164() : it.userId()).orElse("");
        }

        void messages() {
            var groups = groups();
            if (groups.size() == 1) {
                take(groups.getFirst());
                return;
            }
            var all = groups.stream().map(it -> CompletableFuture.runAsync(() -> take(it), threads)).toArray(CompletableFuture[]::new);
            try {
                CompletableFuture.allOf(all).join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }

        /** People whose messages are taken together, as evenly as there are threads; each list is one person's. */
        private List<List<List<WebhookElement>>> groups() {
            var groups = new ArrayList<List<List<WebhookElement>>>();
            var byNumber = new LinkedHashMap<String, List<List<WebhookElement>>>();
            for (var ofOne : byPerson.values()) {
                ofOne.sort(Comparator.comparing(it -> Fields.time(it.node(), "timestamp", it.receivedAt())));
                if (ofOne.stream().allMatch(MessageIntake::goesTogether)) {
                    byNumber.computeIfAbsent(String.valueOf(ofOne.getFirst().phoneNumberId()), _ -> new ArrayList<>()).add(ofOne);
                } else {
                    groups.add(List.of(ofOne));
                }
            }
            int together = Math.clamp(byPerson.size() / MESSAGES_AT_ONCE, 1, MOST_TOGETHER);
            byNumber.values().forEach(people -> {
                for (int i = 0; i < people.size(); i += together) {
                    groups.add(people.subList(i, Math.min(i + together, people.size())));
                }
            });
            return groups;
        }

        /** Together; each alone, if one of them cannot be taken like that. */
        private void take(List<List<WebhookElement>> people) {
            if (people.size() > 1) {
                try {
                    messages.takeTogether(people.stream().flatMap(List::stream).toList());
                    return;
                } catch (RuntimeException e) {
                    log.atDebug().setCause(e).log("Some messages could not be taken together: each is taken alone");
                }
            }
            people.forEach(this::inOrder);
        }

        /** If one must come again, so must those after it. */
        private void inOrder(List<WebhookElement> ofOne) {
            for (int i = 0; i < ofOne.size(); i++) {
                var element = ofOne.get(i);
                if (!attempt(element, () -> messages.take(element))) {
                    ofOne.subList(i + 1, ofOne.size()).forEach(it -> again.add(it.call()));
                    return;
                }
            }
        }

        void statuses() {
            byLane.forEach((lane, reported) -> {
                try {
                    statuses.take(lane, reported.stream().map(Reported::report).toList(), writer);
                } catch (RuntimeException e) {
                    reported.forEach(it -> attempt(it.element(), () -> statuses.take(lane, List.of(it.report()), writer)));
                }
            });
        }

        /** @return false if it must come again */
        boolean attempt(WebhookElement element, Runnable work) {
            try {
                despiteCollisions(work);
                return true;
            } catch (RuntimeException e) {
                if (Trouble.passes(e) && !lastTime.contains(element.call())) {
                    again.add(element.call());
                    return false;
                }
                setAside.put(element, e);
                return true;
            }
        }

        private static void despiteCollisions(Runnable work) {
            for (int i = 1;; i++) {
                try {
                    work.run();
                    return;
                } catch (RuntimeException e) {
                    if (!Trouble.isCollision(e) || i == COLLISIONS) {
                        throw e;
                    }
                }
            }
        }
    }
}

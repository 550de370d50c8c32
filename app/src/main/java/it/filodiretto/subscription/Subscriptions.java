// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is subscribed in the current municipality, and what the town itself may change about it. */
@Service
@Transactional
public class Subscriptions {

    private final SubscriptionTable table;
    private final ConsentTable consents;
    private final Policies policies;
    private final SubscriberImport imports;
    private final Topics topics;
    private final Citizens citizens;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Subscriptions(SubscriptionTable table, ConsentTable consents, Policies policies, SubscriberImport imports, Topics topics,
            Citizens citizens, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.consents = consents;
        this.policies = policies;
        this.imports = imports;
        this.topics = topics;
        this.citizens = citizens;
        this.events = events;
        this.clock = clock;
    }

    /** Brings in people who subscribed elsewhere, on paper say. No welcome is sent. Each line is taken or refused by itself. */
    public ImportOutcome importAll(List<ImportLine> lines) {
        return ImportOutcome.of(imports.take(lines));
    }

    /** The same, with what became of each line. */
    public List<Enrolled> enrol(List<ImportLine> lines) {
        return imports.take(lines);
    }

    /** How people stand by their numbers; nobody is made by asking. Who is not named is new. */
    @Transactional(readOnly = true)
    public Map<PhoneNumber, Standing> standings(Collection<PhoneNumber> phones) {
        var known = citizens.known(phones);
        var states = table.active(known.values().stream().map(CitizenId::value).distinct().toArray(UUID[]::new));
        var found = new HashMap<PhoneNumber, Standing>();
        known.forEach((phone, citizen) -> {
            var active = states.get(citizen.value());
            if (active != null) {
                found.put(phone, active ? Standing.IN : Standing.LEFT);
            }
        });
        imports.gone(phones).forEach(it -> found.put(it, Standing.ERASED));
        return found;
    }

    /**
     * Subscribes a person who asks for it at the desk or by telephone, also one who had left. Nothing is sent.
     *
     * @return empty if she was in already
     */
    public Optional<CitizenId> join(PhoneNumber phone, String evidence) {
        var citizen = citizens.withPhones(List.of(phone)).getFirst();
        table.lock(citizen);
        if (table.find(citizen).filter(Subscription::active).isPresent()) {
            return Optional.empty();
        }
        var now = clock.instant();
        table.join(citizen, now, now);
        consents.addEvidence(new UUID[] {citizen.value()}, new String[] {evidence}, Choice.JOIN, policies.inForce(),
            CurrentOperator.find().orElse(null), now);
        events.publishEvent(new SubscriptionBegan(citizen, now));
        return Optional.of(citizen);
    }

    /** Ends a subscription on the town's own evidence: a letter, a call. Nothing is sent. No effect on who is not in. */
    public void leave(CitizenId citizen, String evidence) {
        table.lock(citizen);
        var now = clock.instant();
        if (table.find(citizen).filter(Subscription::active).isPresent()) {
            table.leave(citizen, now, now);
            consents.addEvidence(new UUID[] {citizen.value()}, new String[] {evidence}, Choice.LEAVE, policies.inForce(),
                CurrentOperator.find().orElse(null), now);
            events.publishEvent(new SubscriptionEnded(citizen, now));
        }
    }

    @Transactional(readOnly = true)
    public boolean isSubscribed(CitizenId citizen) {
        return table.find(citizen).filter(Subscription::active).isPresent();
    }

    /** How many people want to hear of anything. */
    @Transactional(readOnly = true)
    public long active() {
        return table.active();
    }

    /** How many were in and have left. */
    @Transactional(readOnly = true)
    public long left() {
        return table.left();
    }

    @Transactional(readOnly = true)
    public Count count() {
        var found = table.byTopic();
        long ofAll = found.getOrDefault("", 0L);
        var byTopic = new LinkedHashMap<String, Long>();
        for (var topic : topics.list().stream().map(Topic::code).toList()) {
            byTopic.put(topic, ofAll + found.getOrDefault(topic, 0L));
        }
        return new Count(table.active(), table.left(), byTopic);
    }

    /** How many people; {@code topics} has every topic of the town in its order, also with 0. */
    public record Count(long active, long left, Map<String, Long> topics) {}

    /**
     * Somebody to bring in.
     *
     * @param phone as it was written; a bare number is Italian
     * @param topics codes; null or empty: all, those to come included
     * @param districts names of the profile; none: all of the town
     * @param evidence what shows that she wanted it: «modulo del 3 marzo 2026»
     */
    public record ImportLine(String phone, @Nullable List<String> topics, List<String> districts, String evidence) {

        public ImportLine {
            districts = List.copyOf(districts);
        }

        /** Of all the town. */
        public ImportLine(String phone, @Nullable List<String> topics, String evidence) {
            this(phone, topics, List.of(), evidence);
        }
    }

    /** What became of one line of an import. */
    public enum Enrolled {
        CREATED, KNOWN, LEFT, ERASED, DUPLICATE, BAD_NUMBER, LANDLINE, PREMIUM, NO_EVIDENCE, UNKNOWN_TOPIC;

        boolean isRefused() {
            return this != CREATED && this != KNOWN;
        }

        String reason() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether somebody is subscribed; who has left by her own will, or was erased, is told from who never was. */
    public enum Standing { NEW, IN, LEFT, ERASED }

    /** What came of an import. */
    public record ImportOutcome(int created, int known, List<Refusal> refused) {

        public ImportOutcome {
            refused = List.copyOf(refused);
        }

        static ImportOutcome of(List<Enrolled> lines) {
            var refused = new ArrayList<Refusal>();
            for (int index = 0; index < lines.size(); index++) {
                if (lines.get(index).isRefused()) {
                    refused.add(new Refusal(index, lines.get(index).reason()));
                }
            }
            int created = Collections.frequency(lines, Enrolled.CREATED);
            return new ImportOutcome(created, lines.size() - created - refused.size(), refused);
        }
    }

    /**
     * A line that was not taken.
     *
     * @param index of the line, from 0
     * @param reason {@code bad-number, landline, premium, no-evidence, unknown-topic, duplicate, left, erased}
     */
    public record Refusal(int index, String reason) {}
}

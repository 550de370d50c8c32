// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.subscription.ConsentTable;
import it.filodiretto.subscription.Policies;
import it.filodiretto.subscription.PolicyVersion;
import it.filodiretto.subscription.SubscriptionTable;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the console shows of subscribers. */
@Component
@Transactional(readOnly = true)
class SubscriberRegister {

    /** Who looks further back looks for a person, and that is another page. */
    static final int LAST_PAGE = 200;
    private static final int ROWS = 50;

    private final Subscriptions subscriptions;
    private final SubscriptionTable table;
    private final ConsentTable consents;
    private final Policies policies;
    private final Citizens citizens;
    private final Topics topics;
    private final Operators operators;
    private final Municipalities municipalities;
    private final Clock clock;

    SubscriberRegister(Subscriptions subscriptions, SubscriptionTable table, ConsentTable consents, Policies policies, Citizens citizens,
            Topics topics, Operators operators, Municipalities municipalities, Clock clock) {
        this.subscriptions = subscriptions;
        this.table = table;
        this.consents = consents;
        this.policies = policies;
        this.citizens = citizens;
        this.topics = topics;
        this.operators = operators;
        this.municipalities = municipalities;
        this.clock = clock;
    }

    SubscriberList page(int number) {
        var count = subscriptions.count();
        var names = topics.list().stream().collect(Collectors.toMap(Topic::code, Function.identity()));
        var byTopic = count.topics().entrySet().stream()
            .map(it -> new SubscriberList.OfTopic(names.containsKey(it.getKey()) ? names.get(it.getKey()).name() : it.getKey(), it.getValue())).toList();
        var newest = table.newest((number - 1) * ROWS, ROWS + 1);
        var addresses = citizens.addresses(newest.stream().map(SubscriptionTable.Newest::citizen).toList());
        var rows = newest.stream().limit(ROWS).map(it -> new SubscriberList.Row(it.citizen(), masked(addresses.get(it.citizen())), it.subscribedAt(),
            it.topics() == null ? List.of() : it.topics().stream().map(code -> names.containsKey(code) ? names.get(code).name() : code).toList())).toList();
        return new SubscriberList(count.active(), count.left(), byTopic, rows, number, newest.size() > ROWS && number < LAST_PAGE);
    }

    /** Empty if there is no evidence of such a person here. */
    Optional<EvidenceSheet> evidence(CitizenId citizen) {
        var found = consents.of(citizen);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var present = table.find(citizen);
        var pieces = found.stream().map(it -> new EvidenceSheet.Piece(it, operator(it.operator()),
            policies.version(it.policyNumber()).map(PolicyVersion::publishedAt).orElse(it.receivedAt()))).toList();
        return Optional.of(new EvidenceSheet(citizen, citizens.masked(citizen), present.isPresent() && present.get().active(), pieces));
    }

    /** The same as a paper. @param whole with the number whole, for who may see it */
    Optional<EvidencePaper> paper(CitizenId citizen, boolean whole) {
        return evidence(citizen).map(it -> {
            var town = municipalities.current();
            return new EvidencePaper(it, whole ? wholeNumber(citizen) : it.phone(), whole, town.fullName(), clock.instant(), town.zone());
        });
    }

    private String wholeNumber(CitizenId citizen) {
        var address = citizens.addresses(List.of(citizen)).get(citizen);
        return address == null || address.phone() == null ? "senza numero" : address.phone().whole();
    }

    private @Nullable String operator(@Nullable OperatorId who) {
        return who == null ? null : operators.name(who);
    }

    private static String masked(@Nullable Address address) {
        return address == null || address.phone() == null ? "senza numero" : address.phone().shown();
    }
}

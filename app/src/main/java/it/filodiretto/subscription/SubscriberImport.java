// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.ErasedPeople;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes lists of subscribers, thousands at a time. Who has left by own will, or was erased, is never brought back by a list. */
@Component
public class SubscriberImport {

    /** A list at once; the API says the same. */
    public static final int LONGEST_LIST = 10_000;

    private final SubscriptionTable subscriptions;
    private final ConsentTable consents;
    private final Policies policies;
    private final Citizens citizens;
    private final ErasedPeople erased;
    private final Topics topics;
    private final Clock clock;

    SubscriberImport(SubscriptionTable subscriptions, ConsentTable consents, Policies policies, Citizens citizens, ErasedPeople erased, Topics topics, Clock clock) {
        this.subscriptions = subscriptions;
        this.consents = consents;
        this.policies = policies;
        this.citizens = citizens;
        this.erased = erased;
        this.topics = topics;
        this.clock = clock;
    }

    /** @param districts a name a line */
    private record Person(int index, UUID citizen, String topics, String districts, String evidence) {}

    /** What became of each line, in their order. */
    List<Subscriptions.Enrolled> take(List<Subscriptions.ImportLine> lines) {
        if (lines.size() > LONGEST_LIST) {
            throw new IllegalArgumentException("At most " + LONGEST_LIST + " subscribers at once, not " + lines.size());
        }
        var outcomes = new Subscriptions.Enrolled[lines.size()];
        var good = readable(lines, outcomes);
        gone(good.keySet()).forEach(it -> outcomes[Objects.requireNonNull(good.remove(it))] = Subscriptions.Enrolled.ERASED);
        var people = recognised(lines, good);
        var citizenIds = people.stream().map(Person::citizen).toArray(UUID[]::new);
        var now = clock.instant();
        var created = subscriptions.importAll(citizenIds, people.stream().map(Person::topics).toArray(String[]::new),
            people.stream().map(Person::districts).toArray(String[]::new), now);
        var left = subscriptions.left(citizenIds);
        addEvidence(people.stream().filter(it -> created.contains(it.citizen)).toList(), now);
        people.forEach(it -> outcomes[it.index] = created.contains(it.citizen) ? Subscriptions.Enrolled.CREATED
            : left.contains(it.citizen) ? Subscriptions.Enrolled.LEFT : Subscriptions.Enrolled.KNOWN);
        return List.of(outcomes);
    }

    /** Those of them who were erased, and have not been in or out again since. */
    Set<PhoneNumber> gone(Collection<PhoneNumber> phones) {
        var gone = new HashSet<>(erased.among(phones));
        var again = citizens.known(gone);
        var decided = subscriptions.active(again.values().stream().map(CitizenId::value).toArray(UUID[]::new)).keySet();
        gone.removeIf(it -> again.containsKey(it) && decided.contains(Objects.requireNonNull(again.get(it)).value()));
        return gone;
    }

    private void addEvidence(List<Person> added, Instant now) {
        if (!added.isEmpty()) {
            consents.addEvidence(added.stream().map(Person::citizen).toArray(UUID[]::new), added.stream().map(Person::evidence).toArray(String[]::new),
                Choice.JOIN, policies.inForce(), CurrentOperator.find().orElse(null), now);
        }
    }

    /** The numbers that can be taken, each with its first line; what becomes of the other lines is written down. */
    private Map<PhoneNumber, Integer> readable(List<Subscriptions.ImportLine> lines, Subscriptions.Enrolled[] outcomes) {
        var known = topics.list().stream().map(Topic::code).collect(Collectors.toSet());
        var good = new LinkedHashMap<PhoneNumber, Integer>();
        var telephones = new HashSet<PhoneNumber>();
        for (int index = 0; index < outcomes.length; index++) {
            var line = lines.get(index);
            var phone = PhoneNumber.parse(line.phone());
            outcomes[index] = refusal(line, phone, known);
            if (outcomes[index] == null && telephones.add(phone.orElseThrow().telephone())) {
                good.put(phone.orElseThrow(), index);
            } else if (outcomes[index] == null) {
                outcomes[index] = Subscriptions.Enrolled.DUPLICATE;
            }
        }
        return good;
    }

    private static Subscriptions.@Nullable Enrolled refusal(Subscriptions.ImportLine line, Optional<PhoneNumber> phone, Set<String> topics) {
        if (phone.isEmpty()) {
            return Subscriptions.Enrolled.BAD_NUMBER;
        }
        if (line.evidence().isBlank()) {
            return Subscriptions.Enrolled.NO_EVIDENCE;
        }
        if (line.topics() != null && !topics.containsAll(line.topics())) {
            return Subscriptions.Enrolled.UNKNOWN_TOPIC;
        }
        return switch (phone.get().line()) {
            case FIXED -> Subscriptions.Enrolled.LANDLINE;
            case PAID_OR_FOR_CALLS -> Subscriptions.Enrolled.PREMIUM;
            case PERSONAL -> null;
        };
    }

    /** In the order of the citizens, so that two imports at once wait for each other and never both. */
    private List<Person> recognised(List<Subscriptions.ImportLine> lines, Map<PhoneNumber, Integer> good) {
        var indexes = List.copyOf(good.values());
        var ids = citizens.withPhones(List.copyOf(good.keySet()));
        var people = new ArrayList<Person>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            var line = lines.get(indexes.get(i));
            var chosen = line.topics() == null ? "" : line.topics().stream().distinct().sorted().collect(Collectors.joining(","));
            people.add(new Person(indexes.get(i), ids.get(i).value(), chosen,
                line.districts().stream().distinct().sorted().collect(Collectors.joining("\n")), line.evidence()));
        }
        people.sort(Comparator.comparing(Person::citizen));
        return people;
    }
}

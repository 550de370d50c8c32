// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.shared.PhoneNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people a municipality knows, by the identities that channels give them. */
@Service
@Transactional
public class Citizens {

    private final CitizenTable table;
    private final Merges merges;
    private final PersonTable persons;

    Citizens(CitizenTable table, Merges merges, PersonTable persons) {
        this.table = table;
        this.merges = merges;
        this.persons = persons;
    }

    /**
     * The person who has this identity; a new one if nobody has. A number and a user id that come together are linked,
     * and two persons of whom each had one become one.
     */
    public CitizenId recognise(WhatsAppIdentity identity) {
        table.lock(identity);
        var found = table.known(identity);
        var byUserId = found.byUserId();
        var byPhone = found.byPhone();
        if (byUserId.isPresent() && byPhone.isPresent() && !byUserId.equals(byPhone)) {
            if (merges.wereParted(byUserId.get(), byPhone.get())) {
                return byPhone.get();
            }
            merges.merge(byUserId.get(), byPhone.get(), Merge.Cause.SEEN_TOGETHER, null);
        }
        var known = byPhone.or(() -> byUserId);
        known.filter(_ -> !found.asTold()).ifPresent(it -> table.complete(it, identity));
        return known.orElseGet(() -> table.insert(identity));
    }

    /**
     * Numbers and user ids that were seen together, of people who are known by one of the two; nobody is made. Two persons of
     * whom each had one become one.
     *
     * @return how many were changed
     */
    public int link(Map<PhoneNumber, String> userIds) {
        int merged = 0;
        for (var pair : table.pairs(userIds)) {
            if (!merges.wereParted(pair.getFirst(), pair.getLast())) {
                merges.merge(pair.getLast(), pair.getFirst(), Merge.Cause.SEEN_TOGETHER, null);
                merged++;
            }
        }
        return merged + table.link(userIds);
    }

    /**
     * The channel tells that a person has another number or user id now: what this person had is this person's still, and the
     * old number may become another's. Nothing if nobody here is known by the old one.
     */
    public void changed(WhatsAppIdentity was, WhatsAppIdentity now) {
        table.lock(was, now);
        var known = find(was);
        var present = find(now);
        if (known.isEmpty() || known.equals(present)) {
            known.ifPresent(it -> table.renew(it, now));
        } else if (present.isEmpty()) {
            table.renew(known.get(), now);
        } else if (!merges.wereParted(known.get(), present.get())) {
            merges.merge(known.get(), present.get(), Merge.Cause.NUMBER_CHANGED, null);
            table.complete(present.get(), now);
        }
    }

    /** A new person of whom nothing is known: she writes by a channel that gives nobody an identity. @param shown how she is called in lists */
    public CitizenId unknown(String shown) {
        return table.insertUnknown(shown);
    }

    /** By the user id if there is one that is known, else by the number. */
    @Transactional(readOnly = true)
    public Optional<CitizenId> find(WhatsAppIdentity identity) {
        var byUserId = identity.userId() == null ? Optional.<CitizenId>empty() : table.findByUserId(identity.userId());
        return byUserId.isPresent() || identity.phone() == null ? byUserId : table.findByPhone(identity.phone());
    }

    /** Meta writes this number in another way: that is where messages go from now on. */
    public void respelled(PhoneNumber was, PhoneNumber now) {
        if (was.variants().contains(now)) {
            table.findByPhone(was).ifPresent(it -> table.renew(it, WhatsAppIdentity.of(now)));
        }
    }

    /** Who this person is now: she may have turned out to be somebody we knew. Empty if she was erased. */
    @Transactional(readOnly = true)
    public Optional<CitizenId> present(CitizenId citizen) {
        return table.present(citizen);
    }

    public Optional<CitizenId> find(PhoneNumber phone) {
        return table.findByPhone(phone);
    }

    /** The persons who have these numbers; a number that nobody has is missing from the answer. */
    @Transactional(readOnly = true)
    public Map<PhoneNumber, CitizenId> known(Collection<PhoneNumber> phones) {
        return table.known(phones);
    }

    /** The persons who have these numbers, in their order; those nobody had are made. */
    public List<CitizenId> withPhones(List<PhoneNumber> phones) {
        var ids = table.insertAll(phones);
        var inOrder = new ArrayList<CitizenId>(phones.size());
        for (var phone : phones) {
            inOrder.add(ids.get(phone));
        }
        return inOrder;
    }

    /** Where these people can be reached; who cannot be is missing from the answer. */
    @Transactional(readOnly = true)
    public Map<CitizenId, Address> addresses(Collection<CitizenId> citizens) {
        return table.addresses(citizens);
    }

    /** Who is known, but by no telephone number: by WhatsApp's user id, or by nothing that a message could go to. */
    @Transactional(readOnly = true)
    public Set<CitizenId> withoutNumber() {
        return table.withoutNumber();
    }

    /** The number as pages show it; see {@link ShownAs#who}. */
    @Transactional(readOnly = true)
    public String masked(CitizenId citizen) {
        return shown(citizen).who();
    }

    /** As {@link #masked(CitizenId)}, of many at once. */
    @Transactional(readOnly = true)
    public Map<CitizenId, String> masked(Collection<CitizenId> citizens) {
        var shown = shown(citizens);
        return citizens.stream().distinct().collect(Collectors.toMap(Function.identity(), it -> shown.getOrDefault(it, ShownAs.NOBODY).who()));
    }

    /** Whoever calls herself something is not proven to be it. */
    @Transactional(readOnly = true)
    public ShownAs shown(CitizenId citizen) {
        return shown(List.of(citizen)).getOrDefault(citizen, ShownAs.NOBODY);
    }

    /** As {@link #shown(CitizenId)}, of many at once; who is not there any more is missing from the answer. */
    @Transactional(readOnly = true)
    public Map<CitizenId, ShownAs> shown(Collection<CitizenId> citizens) {
        return citizens.isEmpty() ? Map.of() : table.shown(citizens);
    }

    /** What she calls herself, or is called; empty if nobody knows. */
    @Transactional(readOnly = true)
    public Optional<String> name(CitizenId citizen) {
        return table.name(citizen);
    }

    /** With all that she is known by; empty if there is nobody. */
    @Transactional(readOnly = true)
    public Optional<Person> person(CitizenId citizen) {
        return persons.find(citizen);
    }

    /** From here to the end of the caller's transaction nobody adds anything about her. */
    public void hold(Person person) {
        persons.hold(person);
    }
}

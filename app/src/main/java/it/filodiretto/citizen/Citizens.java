// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.shared.PhoneNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people a municipality knows, by the identities that channels give them. */
@Service
@Transactional
public class Citizens {

    private final CitizenTable table;
    private final ApplicationEventPublisher events;

    Citizens(CitizenTable table, ApplicationEventPublisher events) {
        this.table = table;
        this.events = events;
    }

    /**
     * The person who has this identity; a new one if nobody has. A number and a user id that come together are linked,
     * and two persons of whom each had one become one.
     */
    public CitizenId recognise(WhatsAppIdentity identity) {
        table.lock(identity);
        var byUserId = identity.userId() == null ? Optional.<CitizenId>empty() : table.findByUserId(identity.userId());
        var byPhone = identity.phone() == null ? Optional.<CitizenId>empty() : table.findByPhone(identity.phone());
        if (byUserId.isPresent() && byPhone.isPresent() && !byUserId.equals(byPhone)) {
            table.merge(byUserId.get(), byPhone.get());
            table.complete(byPhone.get(), identity);
            events.publishEvent(new CitizensMerged(byUserId.get(), byPhone.get()));
            return byPhone.get();
        }
        var known = byPhone.or(() -> byUserId);
        known.ifPresent(it -> table.complete(it, identity));
        return known.orElseGet(() -> table.insert(identity));
    }

    /**
     * Numbers and user ids that were seen together, of people who are known by one of the two; nobody is made. Two persons of
     * whom each had one become one.
     *
     * @return how many were changed
     */
    public int link(Map<PhoneNumber, String> userIds) {
        return table.link(userIds);
    }

    /** Meta has renewed a person's user id, and the number too where it is told; nothing if nobody has the old one. */
    public void userIdChanged(String previous, WhatsAppIdentity now) {
        var userId = now.userId();
        if (userId == null || userId.equals(previous)) {
            return;
        }
        table.lock(new WhatsAppIdentity(null, previous, null));
        table.findByUserId(previous).ifPresent(it -> {
            if (table.findByUserId(userId).isEmpty()) {
                table.renewUserId(it, userId);
            }
        });
    }

    public Optional<CitizenId> find(PhoneNumber phone) {
        return table.findByPhone(phone);
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

    /** The number as pages show it, {@code +39 366 •••285}, or «senza numero». */
    @Transactional(readOnly = true)
    public String masked(CitizenId citizen) {
        var address = table.addresses(List.of(citizen)).get(citizen);
        return address == null || address.phone() == null ? "senza numero" : address.phone().shown();
    }
}

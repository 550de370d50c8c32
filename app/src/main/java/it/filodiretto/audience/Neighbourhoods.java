// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.operator.CurrentOperator;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where subscribers want to hear of, and who agreed to be written to in drills of civil protection. */
@Component
@Transactional
public class Neighbourhoods {

    private final NeighbourhoodTable table;
    private final Citizens citizens;
    private final Clock clock;

    Neighbourhoods(NeighbourhoodTable table, Citizens citizens, Clock clock) {
        this.table = table;
        this.citizens = citizens;
        this.clock = clock;
    }

    /** No effect on who is not subscribed. @param districts names of the town's profile; empty: all of the town */
    public void choose(CitizenId citizen, Collection<String> districts) {
        table.choose(citizen, districts);
    }

    /** She wants to hear of this district too, or of it alone if she had named none. No effect on who is not subscribed. */
    public void add(CitizenId citizen, String district) {
        table.add(citizen, district);
    }

    /** @param evidence what shows that this person agreed: «corso del 3 marzo 2026» */
    public void agreesToDrills(CitizenId citizen, String evidence) {
        table.volunteer(citizen, clock.instant(), evidence, CurrentOperator.find().orElse(null));
    }

    /** Who agreed to drills, the newest first. */
    @Transactional(readOnly = true)
    List<Volunteer> volunteers() {
        var found = table.volunteers();
        var addresses = citizens.addresses(found.stream().map(NeighbourhoodTable.Agreed::citizen).toList());
        return found.stream().map(it -> {
            var address = addresses.get(it.citizen());
            var phone = address == null || address.phone() == null ? "senza numero" : address.phone().shown();
            return new Volunteer(it.citizen(), phone, it.at(), it.evidence(), it.subscribed());
        }).toList();
    }

    /** Before those who ask whom a drill reaches. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void merge(CitizensMerged merged) {
        table.move(merged.from(), merged.into());
    }

    @EventListener
    void part(CitizensParted parted) {
        table.part(parted);
    }

    public void leavesDrills(CitizenId citizen) {
        table.removeVolunteer(citizen);
    }
}

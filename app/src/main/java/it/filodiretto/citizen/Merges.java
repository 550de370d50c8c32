// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Two persons that are one, and the way back. */
@Service
@Transactional
public class Merges {

    private final MergeTable table;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Merges(MergeTable table, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.events = events;
        this.clock = clock;
    }

    /** Nothing if they are one already. @param operator who says so; {@code null}: the channel */
    public void merge(CitizenId from, CitizenId into, Merge.Cause cause, @Nullable UUID operator) {
        if (!from.equals(into)) {
            events.publishEvent(new CitizensFoundSame(from, into));
            table.merge(from, into, cause, operator, clock.instant());
            events.publishEvent(new CitizensMerged(from, into));
        }
    }

    /** Whether an operator has said that these are two: then nobody but an operator makes them one again. */
    @Transactional(readOnly = true)
    public boolean wereParted(CitizenId one, CitizenId other) {
        return table.wereParted(one, other);
    }

    /** Who became this person, the latest first. */
    @Transactional(readOnly = true)
    public List<Merge> into(CitizenId citizen) {
        return table.into(citizen);
    }

    /** Takes a merge back: each has its own again. @return empty if there is no such merge (any more) */
    public Optional<Merge> part(UUID id, @Nullable UUID operator) {
        var found = table.find(id);
        found.ifPresent(it -> {
            var together = table.together(it.from());
            table.part(it, together, operator, clock.instant());
            events.publishEvent(new CitizensParted(it.from(), it.into(), together));
        });
        return found;
    }
}

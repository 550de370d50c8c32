// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who wants to hear of a topic. Who subscribed after the approval is not in; who has left since is counted apart. */
@Service
@Transactional(readOnly = true)
public class Audience {

    private final AudienceTable table;

    Audience(AudienceTable table) {
        this.table = table;
    }

    /** How many there are, those who left since the approval included: what the pages will add up to. */
    public long count(AudienceQuery query) {
        return table.count(query);
    }

    /**
     * How many of a sending's people want to hear of it now, in one statement.
     *
     * @param failed those whom it did not reach, but for these reasons; else those whom it reached or may still reach
     */
    public long countAmong(AudienceQuery query, BulkId sending, boolean failed, Collection<String> butForCodes) {
        return table.countAmong(query, sending, failed, butForCodes);
    }

    /**
     * The next people, in the order of their ids; the cost does not depend on the position.
     *
     * @param after {@link Page#last} of the page before, null for the first
     * @param limit up to some 10,000
     */
    public Page page(AudienceQuery query, @Nullable CitizenId after, int limit) {
        return table.page(query, after, limit);
    }

    /** Those of them who want to hear of it now. */
    public Set<CitizenId> stillWanting(AudienceQuery query, Collection<CitizenId> citizens) {
        return table.stillWanting(query, citizens);
    }

    /**
     * Some of an audience.
     *
     * @param wanting to write to
     * @param leftSince how many wanted it at the approval and have left
     * @param last where the next page begins; null: there was nobody, the audience is at its end
     */
    public record Page(List<CitizenId> wanting, int leftSince, @Nullable CitizenId last) {

        public Page {
            wanting = List.copyOf(wanting);
        }

        public boolean isEmpty() {
            return last == null;
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list: that which goes on from a place, or that which leaves so many out.
 *
 * @param after the last row of the page before; null: the first page, or a counted one
 */
public record Paging(ListTable.@Nullable Place after, int past) {

    public static final Paging FIRST = new Paging(null, 0);
    private static final int MOST = 100_000;

    public static Paging of(@Nullable Instant at, @Nullable UUID id, int past) {
        return new Paging(at == null || id == null ? null : new ListTable.Place(at, id), Math.clamp(past, 0, MOST));
    }

    /** The list's page at this place, as it stands in an address. */
    String query(Filter filter) {
        var place = after;
        var more = place != null ? "prima=" + place.at() + "&di=" + place.id() : past > 0 ? "oltre=" + past : "";
        var query = filter.query();
        return more.isEmpty() ? query : query + (query.isEmpty() ? "?" : "&") + more;
    }

    /** The page after this one, which ends with these rows. */
    Paging next(Filter filter, List<InboxRow> rows) {
        var last = rows.getLast().conversation();
        return filter.counted() ? new Paging(null, past + rows.size()) : new Paging(new ListTable.Place(last.lastInboundAt(), last.id().value()), 0);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.conversation.Sights;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.office.ReadyReplyTable;
import it.filodiretto.operator.CurrentOperator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts the inbox's list together as it is shown. */
@Component
@Transactional(readOnly = true)
public class InboxPages {

    private static final int ON_A_PAGE = 50;

    private final Sights sights;
    private final InboxLists lists;
    private final ReadyReplyTable saved;
    private final Municipalities municipalities;

    InboxPages(Sights sights, InboxLists lists, ReadyReplyTable saved, Municipalities municipalities) {
        this.sights = sights;
        this.lists = lists;
        this.saved = saved;
        this.municipalities = municipalities;
    }

    public ListView list(Filter filter, Paging paging, @Nullable UUID open) {
        return list(filter, paging, open, "");
    }

    /** @param remark on what was looked for */
    public ListView list(Filter filter, Paging paging, @Nullable UUID open, String remark) {
        return list(filter, paging, open, new ListView.Around(remark, CurrentOperator.find().map(saved::saved).orElse(List.of()), ConversationPages.words(lists.unservedToday()),
            municipalities.current().offices().stream().flatMap(it -> it.marks().stream()).distinct().toList()));
    }

    /** What moves alone: for a page that has the rest. */
    ListView moving(Filter filter, Paging paging, @Nullable UUID open) {
        return list(filter, paging, open, ListView.Around.NOTHING);
    }

    private ListView list(Filter filter, Paging paging, @Nullable UUID open, ListView.Around around) {
        var counts = lists.counts();
        var found = lists.list(filter, paging, ON_A_PAGE + 1, counts);
        var rows = found.subList(0, Math.min(ON_A_PAGE, found.size()));
        return new ListView(filter, rows, counts, sights.isRead(),
            new ListView.Pages(paging.query(filter), found.size() > ON_A_PAGE ? paging.next(filter, rows).query(filter) : null), open, around);
    }
}

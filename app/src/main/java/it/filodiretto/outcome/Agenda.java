// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.ReadyTexts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What leaves today in the current municipality, and what waits for a signature. */
@Component
@Transactional(readOnly = true)
public class Agenda {

    private final AgendaTable table;
    private final NoticeTable notices;
    private final ReadyTexts ready;
    private final Municipalities municipalities;
    private final Clock clock;

    Agenda(AgendaTable table, NoticeTable notices, ReadyTexts ready, Municipalities municipalities, Clock clock) {
        this.table = table;
        this.notices = notices;
        this.ready = ready;
        this.municipalities = municipalities;
        this.clock = clock;
    }

    /** How a notice stands for who plans the day. */
    public enum Turn { DRAFT, TO_SIGN, AHEAD, LEAVING, GONE, STOPPED }

    /**
     * One notice of the day.
     *
     * @param at when it leaves or left; null: not decided
     * @param recipients counted at the signature; 0 before
     */
    public record Entry(UUID notice, String title, Turn turn, @Nullable Instant at, long recipients) {

        Entry called(String newTitle) {
            return new Entry(notice, newTitle, turn, at, recipients);
        }
    }

    /** By the hour; drafts of the last seven days at the end. At most 20. */
    public List<Entry> today() {
        var zone = municipalities.current().zone();
        var day = LocalDate.ofInstant(clock.instant(), zone);
        return table.between(day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant()).stream()
            .map(it -> it.title().isEmpty() ? it.called(heading(it.notice())) : it).toList();
    }

    private String heading(UUID notice) {
        return ready.heading(notices.find(new NoticeId(notice)).orElseThrow().content());
    }
}

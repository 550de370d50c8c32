// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.notice.NoticeState;
import it.filodiretto.outcome.Agenda.Entry;
import it.filodiretto.outcome.Agenda.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code notice} and {@code broadcast}, by the day. */
@Repository
class AgendaTable {

    private final JdbcClient db;

    AgendaTable(JdbcClient db) {
        this.db = db;
    }

    List<Entry> between(Instant from, Instant to) {
        return db.sql("""
                select notice.id, notice.title, notice.state, broadcast.recipients,
                       case when notice.state in ('DRAFT', 'TO_APPROVE') then null else coalesce(notice.due_at, broadcast.approved_at) end as at
                from notice join broadcast on broadcast.notice_id = notice.id
                where notice.state = 'DRAFT' and notice.changed_at > :from - interval '7 days'
                   or notice.state in ('SENDING', 'TO_APPROVE')
                   or notice.state not in ('DRAFT', 'TO_APPROVE') and coalesce(notice.due_at, broadcast.approved_at) >= :from
                      and coalesce(notice.due_at, broadcast.approved_at) < :to
                order by at nulls last, notice.changed_at desc
                limit 20""")
            .param("from", from.atOffset(ZoneOffset.UTC))
            .param("to", to.atOffset(ZoneOffset.UTC))
            .query(AgendaTable::read).list();
    }

    private static Entry read(ResultSet row, int index) throws SQLException {
        var at = row.getObject("at", OffsetDateTime.class);
        return new Entry(row.getObject("id", UUID.class), row.getString("title"), turn(NoticeState.valueOf(row.getString("state"))),
            at == null ? null : at.toInstant(), row.getLong("recipients"));
    }

    private static Turn turn(NoticeState state) {
        return switch (state) {
            case DRAFT -> Turn.DRAFT;
            case TO_APPROVE -> Turn.TO_SIGN;
            case SCHEDULED -> Turn.AHEAD;
            case SENDING -> Turn.LEAVING;
            case SENT -> Turn.GONE;
            case CANCELLED -> Turn.STOPPED;
        };
    }
}

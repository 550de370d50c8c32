// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code notice_plan}. */
@Repository
class PlanTable {

    private final JdbcClient db;

    PlanTable(JdbcClient db) {
        this.db = db;
    }

    /** @param first of the line; null: not signed yet @param reminder null: none yet */
    record Kept(NoticePlan plan, @Nullable Instant first, @Nullable NoticeId reminder) {}

    /** In the place of what was planned before. */
    void keep(NoticeId notice, NoticePlan plan, @Nullable Instant first) {
        db.sql("""
                insert into notice_plan (notice_id, repeats, first_at, last_day, remind_days)
                values (:notice, :repeats, :first::timestamptz, :last::date, :days)
                on conflict (municipality_id, notice_id) do update
                   set repeats = excluded.repeats, first_at = excluded.first_at, last_day = excluded.last_day, remind_days = excluded.remind_days, reminder_id = null""")
            .param("notice", notice.value()).param("repeats", plan.repeats().name()).param("first", first == null ? null : first.atOffset(ZoneOffset.UTC))
            .param("last", plan.lastDay()).param("days", plan.remindDays()).update();
    }

    void begins(NoticeId notice, Instant first) {
        db.sql("update notice_plan set first_at = ? where notice_id = ?").param(first.atOffset(ZoneOffset.UTC)).param(notice.value()).update();
    }

    void reminds(NoticeId notice, NoticeId reminder) {
        db.sql("update notice_plan set reminder_id = ? where notice_id = ?").param(reminder.value()).param(notice.value()).update();
    }

    Optional<Kept> find(NoticeId notice) {
        return db.sql("select repeats, first_at, last_day, remind_days, reminder_id from notice_plan where notice_id = ?").param(notice.value())
            .query(PlanTable::read).optional();
    }

    void forget(NoticeId notice) {
        db.sql("delete from notice_plan where notice_id = ?").param(notice.value()).update();
    }

    private static Kept read(ResultSet row, int index) throws SQLException {
        var first = row.getObject("first_at", OffsetDateTime.class);
        var reminder = row.getObject("reminder_id", UUID.class);
        return new Kept(new NoticePlan(Recurrence.valueOf(row.getString("repeats")), row.getObject("last_day", LocalDate.class), row.getInt("remind_days")),
            first == null ? null : first.toInstant(), reminder == null ? null : new NoticeId(reminder));
    }
}

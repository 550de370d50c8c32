// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.notice.NoticeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code notice_plan}. */
@Repository
public class PlanTable {

    private final JdbcClient db;

    PlanTable(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param first time of the line; null: not signed yet
     * @param reminder null: none yet
     * @param line the first notice of the line; null: this one is
     */
    public record Kept(NoticePlan plan, @Nullable Instant first, @Nullable NoticeId reminder, @Nullable NoticeId line) {}

    /** In the place of what was planned before. */
    void keep(NoticeId notice, NoticePlan plan, @Nullable Instant first, @Nullable NoticeId line) {
        db.sql("""
                insert into notice_plan (notice_id, repeats, first_at, last_day, remind_days, line_id)
                values (:notice, :repeats, :first::timestamptz, :last::date, :days, :line::uuid)
                on conflict (municipality_id, notice_id) do update
                   set repeats = excluded.repeats, first_at = excluded.first_at, last_day = excluded.last_day, remind_days = excluded.remind_days,
                       line_id = excluded.line_id, reminder_id = null""")
            .param("notice", notice.value()).param("repeats", plan.repeats().name()).param("first", first == null ? null : first.atOffset(ZoneOffset.UTC))
            .param("last", plan.lastDay()).param("days", plan.remindDays()).param("line", line == null ? null : line.value()).update();
    }

    void begins(NoticeId notice, Instant first) {
        db.sql("update notice_plan set first_at = ? where notice_id = ?").param(first.atOffset(ZoneOffset.UTC)).param(notice.value()).update();
    }

    void reminds(NoticeId notice, NoticeId reminder) {
        db.sql("update notice_plan set reminder_id = ? where notice_id = ?").param(reminder.value()).param(notice.value()).update();
    }

    /** Those of the line that leave by themselves. */
    List<NoticeId> scheduled(NoticeId line) {
        return db.sql("""
                select p.notice_id from notice_plan p join notice n on n.id = p.notice_id
                 where coalesce(p.line_id, p.notice_id) = ? and n.state = 'SCHEDULED'""")
            .param(line.value()).query((row, _) -> new NoticeId(row.getObject(1, UUID.class))).list();
    }

    Optional<Kept> find(NoticeId notice) {
        return db.sql("select repeats, first_at, last_day, remind_days, reminder_id, line_id from notice_plan where notice_id = ?").param(notice.value())
            .query(PlanTable::read).optional();
    }

    void forget(NoticeId notice) {
        db.sql("delete from notice_plan where notice_id = ?").param(notice.value()).update();
    }

    private static Kept read(ResultSet row, int index) throws SQLException {
        var first = row.getObject("first_at", OffsetDateTime.class);
        var reminder = row.getObject("reminder_id", UUID.class);
        var line = row.getObject("line_id", UUID.class);
        return new Kept(new NoticePlan(Recurrence.valueOf(row.getString("repeats")), row.getObject("last_day", LocalDate.class), row.getInt("remind_days")),
            first == null ? null : first.toInstant(), reminder == null ? null : new NoticeId(reminder),
            line == null ? null : new NoticeId(line));
    }
}

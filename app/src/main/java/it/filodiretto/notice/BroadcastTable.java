// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code broadcast}. */
@Repository
public class BroadcastTable {

    private static final String ROWS = "select id, notice_id, state, approved_at, approved_by, recipients, fan_cursor, pages, added, has_left from broadcast";
    private static final String SELECT = ROWS + " where id = ?";

    private final JdbcClient db;

    BroadcastTable(JdbcClient db) {
        this.db = db;
    }

    public void insert(BroadcastId id, NoticeId notice) {
        db.sql("insert into broadcast (id, notice_id) values (?, ?)").param(id.value()).param(notice.value()).update();
    }

    public void approve(BroadcastId id, Instant at, @Nullable OperatorId by, String hash) {
        db.sql("update broadcast set approved_at = ?, approved_by = ?, approved_hash = ? where id = ?")
            .param(at.atOffset(ZoneOffset.UTC)).param(by == null ? null : by.value()).param(hash).param(id.value()).update();
    }

    /** @param reason why one person alone sends it */
    public void urgent(BroadcastId id, String reason) {
        db.sql("update broadcast set urgent_reason = ? where id = ?").param(reason).param(id.value()).update();
    }

    public void withdraw(BroadcastId id) {
        db.sql("update broadcast set approved_at = null, approved_by = null, approved_hash = null, urgent_reason = null where id = ? and state = 'WAITING'")
            .param(id.value()).update();
    }

    /** From now on its people are handed over. @param at the audience is the one of this moment */
    public void start(BroadcastId id, Instant at, long recipients) {
        db.sql("update broadcast set state = 'FILLING', approved_at = ?, recipients = ? where id = ? and state = 'WAITING'")
            .param(at.atOffset(ZoneOffset.UTC)).param(recipients).param(id.value()).update();
    }

    /** Whether anybody was to get it. */
    public boolean hasStarted(BroadcastId id) {
        return find(id).filter(it -> it.state() != Broadcast.State.WAITING).isPresent();
    }

    public Optional<Broadcast> find(BroadcastId id) {
        return db.sql(SELECT).param(id.value()).query(BroadcastTable::read).optional();
    }

    /** When those of them that have begun did. */
    public Map<BroadcastId, Instant> approvedAt(Collection<BroadcastId> ids) {
        var began = new HashMap<BroadcastId, Instant>();
        db.sql("select id, approved_at from broadcast where id = any(?) and approved_at is not null").param(ids.stream().map(BroadcastId::value).toArray(UUID[]::new))
            .query(row -> {
                began.put(new BroadcastId(row.getObject(1, UUID.class)), row.getObject(2, OffsetDateTime.class).toInstant());
            });
        return began;
    }

    public Optional<Broadcast> lock(BroadcastId id) {
        return db.sql(SELECT + " for update").param(id.value()).query(BroadcastTable::read).optional();
    }

    /** Empty also if another node works on it now. */
    public Optional<Broadcast> lockUnlessTaken(BroadcastId id) {
        return db.sql(SELECT + " for update skip locked").param(id.value()).query(BroadcastTable::read).optional();
    }

    /** Nobody's page is made of any of the town's broadcasts, from here to the end of the transaction. */
    public void holdFilling() {
        db.sql("select id from broadcast where state = 'FILLING' order by id for update").query(UUID.class).list();
    }

    /** Those that hand people over now, and are past this one. */
    public List<Broadcast> past(CitizenId citizen) {
        return db.sql(ROWS + " where state = 'FILLING' and fan_cursor >= ? order by id for update").param(citizen.value()).query(BroadcastTable::read).list();
    }

    public void pageDone(BroadcastId id, @Nullable CitizenId cursor, long added, long left) {
        db.sql("""
                update broadcast set fan_cursor = coalesce(?, fan_cursor), pages = pages + 1, added = added + ?, has_left = has_left + ?
                 where id = ?""")
            .param(cursor == null ? null : cursor.value()).param(added).param(left).param(id.value()).update();
    }

    public void changeState(BroadcastId id, Broadcast.State state) {
        db.sql("update broadcast set state = ? where id = ?").param(state.name()).param(id.value()).update();
    }

    private static Broadcast read(ResultSet row, int index) throws SQLException {
        var approvedAt = row.getObject("approved_at", OffsetDateTime.class);
        var cursor = row.getObject("fan_cursor", UUID.class);
        var approvedBy = row.getObject("approved_by", UUID.class);
        return new Broadcast(new BroadcastId(row.getObject("id", UUID.class)), new NoticeId(row.getObject("notice_id", UUID.class)),
            Broadcast.State.valueOf(row.getString("state")), approvedAt == null ? null : approvedAt.toInstant(),
            approvedBy == null ? null : new OperatorId(approvedBy), row.getLong("recipients"), cursor == null ? null : new CitizenId(cursor),
            row.getInt("pages"), row.getLong("added"), row.getLong("has_left"));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.operator.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code notice}. */
@Repository
public class NoticeTable {

    private static final String SELECT = """
        select n.*, b.id as broadcast_id, f.id as first_broadcast_id, o.text_hash as first_hash, o.drill as first_drill
          from notice n join broadcast b on b.notice_id = n.id left join broadcast f on f.notice_id = n.first_id left join notice o on o.id = n.first_id
        """;

    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient db;

    NoticeTable(JdbcClient db) {
        this.db = db;
    }

    /** False if there is one with this id already. */
    public boolean insert(NoticeId id, NoticeText content, @Nullable OperatorId author, @Nullable UUID page) {
        return db.sql("""
                insert into notice (id, title, text, topic, level, districts, channels, kind, place, valid_from, valid_until, what_to_do, detour, link,
                       drill, picture_id, picture_alt, text_hash, state, author_id, changed_by, draft_page)
                values (:id, :title, :text, :topic, :level, :districts, :channels, :kind, :place, :from, :until, :todo, :detour, :link,
                       :drill, :picture, :alt, :hash, 'DRAFT', :author, :author, :page)
                on conflict (id) do nothing""")
            .paramSource(contents(content, id, author).addValue("page", page, Types.OTHER)).update() == 1;
    }

    /** False if it may not be changed any more. */
    public boolean change(NoticeId id, NoticeText content, @Nullable OperatorId by, @Nullable UUID page) {
        return db.sql("""
                update notice set title = :title, text = :text, topic = :topic, level = :level, districts = :districts, channels = :channels,
                       kind = :kind, place = :place, valid_from = :from, valid_until = :until, what_to_do = :todo, detour = :detour, link = :link,
                       drill = :drill, picture_id = :picture, picture_alt = :alt, text_hash = :hash, refusal = null, changed_at = now(), changed_by = :author,
                       draft_page = :page
                 where id = :id and state = 'DRAFT'""")
            .paramSource(contents(content, id, by).addValue("page", page, Types.OTHER)).update() == 1;
    }

    public Optional<Notice> find(NoticeId id) {
        return db.sql(SELECT + "where n.id = ?").param(id.value()).query(NoticeTable::read).optional();
    }

    public Optional<Notice> findByBroadcast(BroadcastId id) {
        return db.sql(SELECT + "where b.id = ?").param(id.value()).query(NoticeTable::read).optional();
    }

    /** Whoever sends or changes it next waits for this transaction. */
    public Optional<Notice> lock(NoticeId id) {
        return db.sql(SELECT + "where n.id = ? for update of n").param(id.value()).query(NoticeTable::read).optional();
    }

    /** The newest first. @param before only those written before it; null: from the start */
    public List<Notice> newest(@Nullable Instant before, int limit) {
        return db.sql(SELECT + "where n.created_at < :before order by n.created_at desc limit :limit")
            .param("before", (before == null || before.isAfter(FAR) ? FAR : before).atOffset(ZoneOffset.UTC)).param("limit", limit)
            .query(NoticeTable::read).list();
    }

    public void changeState(NoticeId id, NoticeState state, @Nullable Instant dueAt, @Nullable String refusal) {
        db.sql("update notice set state = ?, due_at = ?, refusal = ? where id = ?")
            .param(state.name()).param(dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC)).param(refusal).param(id.value()).update();
    }

    /** The signature is asked for. @param at when it is to leave once signed; null: at once */
    public void ask(NoticeId id, Instant now, @Nullable OperatorId by, @Nullable Instant at) {
        db.sql("update notice set state = 'TO_APPROVE', refusal = null, asked_at = :now, asked_by = :by::uuid, asked_for = :at where id = :id")
            .param("now", utc(now)).param("by", by == null ? null : by.value()).param("at", utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("id", id.value()).update();
    }

    public boolean shows(UUID file) {
        return db.sql("select exists (select from notice where picture_id = ?)").param(file).query(Boolean.class).single();
    }

    public void follow(NoticeId id, NoticeId first, Relation relation) {
        db.sql("update notice set first_id = ?, relation = ? where id = ?").param(first.value()).param(relation.name()).param(id.value()).update();
    }

    /** What follows a notice, or follows what follows it, and has left; the oldest first. */
    public List<Notice> followers(NoticeId first) {
        return followers(first, NoticeState.SENDING, NoticeState.SENT);
    }

    /** The same, in these states. */
    public List<Notice> followers(NoticeId first, NoticeState... states) {
        return db.sql("""
                with recursive line (id) as (select :first::uuid union select n.id from notice n join line on n.first_id = line.id)
                """ + SELECT + "where n.id in (select id from line) and n.id <> :first and n.state in (:states) order by n.created_at")
            .param("first", first.value()).param("states", Stream.of(states).map(Enum::name).toList()).query(NoticeTable::read).list();
    }

    /** The notice with which its line began: itself, if it follows none. */
    public NoticeId beginning(NoticeId id) {
        return db.sql("""
                with recursive up (id, first_id) as (
                    select id, first_id from notice where id = ? union select n.id, n.first_id from notice n join up on n.id = up.first_id)
                select id from up where first_id is null""")
            .param(id.value()).query((row, _) -> new NoticeId(row.getObject(1, UUID.class))).optional().orElse(id);
    }

    /** A sending, those that tried it again for whom it did not reach, and those that it tries again itself. */
    public List<BroadcastId> attempts(BroadcastId one) {
        return db.sql("""
                with recursive up (id, first_id, relation) as (
                    select n.id, n.first_id, n.relation from notice n join broadcast b on b.notice_id = n.id where b.id = ?
                    union select n.id, n.first_id, n.relation from notice n join up on n.id = up.first_id where up.relation = 'RETRY'),
                attempt (id, broadcast_id) as (
                    select up.id, b.id from up join broadcast b on b.notice_id = up.id where up.relation is distinct from 'RETRY'
                    union select n.id, b.id from notice n join attempt on n.first_id = attempt.id join broadcast b on b.notice_id = n.id
                     where n.relation = 'RETRY' and b.state <> 'WAITING')
                select broadcast_id from attempt""")
            .param(one.value()).query((row, _) -> new BroadcastId(row.getObject(1, UUID.class))).list();
    }

    private static MapSqlParameterSource contents(NoticeText content, NoticeId id, @Nullable OperatorId author) {
        var level = content.level();
        var details = content.details();
        return new MapSqlParameterSource()
            .addValue("id", id.value())
            .addValue("title", content.title())
            .addValue("text", content.text())
            .addValue("topic", content.topic())
            .addValue("level", level == null ? null : level.name())
            .addValue("districts", content.districts().toArray(String[]::new), Types.ARRAY, "text")
            .addValue("channels", content.channels().toArray(String[]::new), Types.ARRAY, "text")
            .addValue("kind", details.kind().name())
            .addValue("place", details.place())
            .addValue("from", utc(details.from()), Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("until", utc(details.until()), Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("todo", details.whatToDo())
            .addValue("detour", details.detour())
            .addValue("link", details.link())
            .addValue("drill", details.drill())
            .addValue("picture", details.picture() == null ? null : details.picture().file(), Types.OTHER)
            .addValue("alt", details.picture() == null ? null : details.picture().alt())
            .addValue("hash", content.hash())
            .addValue("author", author == null ? null : author.value(), Types.OTHER);
    }

    private static Notice read(ResultSet row, int index) throws SQLException {
        var author = row.getObject("author_id", UUID.class);
        return new Notice(new NoticeId(row.getObject("id", UUID.class)), new BroadcastId(row.getObject("broadcast_id", UUID.class)), content(row),
            row.getString("text_hash"), NoticeState.valueOf(row.getString("state")), author == null ? null : new OperatorId(author),
            instant(row, "due_at"), row.getString("refusal"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("changed_at", OffsetDateTime.class).toInstant(), signing(row), following(row));
    }

    public static NoticeText content(ResultSet row) throws SQLException {
        var level = row.getString("level");
        return new NoticeText(row.getString("title"), row.getString("text"), row.getString("topic"),
            level == null ? null : AlertLevel.valueOf(level), list(row, "districts"), list(row, "channels"), details(row));
    }

    private static Notice.Signing signing(ResultSet row) throws SQLException {
        return new Notice.Signing(operator(row, "changed_by"), instant(row, "asked_at"), operator(row, "asked_by"), instant(row, "asked_for"),
            row.getObject("draft_page", UUID.class));
    }

    private static Notice.@Nullable Following following(ResultSet row) throws SQLException {
        var first = row.getObject("first_id", UUID.class);
        return first == null ? null : new Notice.Following(new NoticeId(first), new BroadcastId(row.getObject("first_broadcast_id", UUID.class)),
            Relation.valueOf(row.getString("relation")), row.getString("first_hash"), row.getBoolean("first_drill"));
    }

    private static @Nullable OperatorId operator(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new OperatorId(id);
    }

    private static NoticeDetails details(ResultSet row) throws SQLException {
        return new NoticeDetails(NoticeKind.valueOf(row.getString("kind")), row.getString("place"), instant(row, "valid_from"),
            instant(row, "valid_until"), row.getString("what_to_do"), row.getString("detour"), row.getString("link"), row.getBoolean("drill"), picture(row));
    }

    private static @Nullable NoticePicture picture(ResultSet row) throws SQLException {
        var file = row.getObject("picture_id", UUID.class);
        return file == null ? null : new NoticePicture(file, row.getString("picture_alt"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static List<String> list(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

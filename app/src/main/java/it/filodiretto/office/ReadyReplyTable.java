// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.office;

import it.filodiretto.office.ReadyReplies.ReadyReply;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code ready_reply} and {@code saved_filter}: what operators keep for later. */
@Repository
public class ReadyReplyTable {

    private final JdbcClient db;

    ReadyReplyTable(JdbcClient db) {
        this.db = db;
    }

    List<ReadyReply> all() {
        return db.sql("select id, office_code, shortcut, title, body from ready_reply order by shortcut").query(ReadyReplyTable::read).list();
    }

    Optional<ReadyReply> find(UUID id) {
        return db.sql("select id, office_code, shortcut, title, body from ready_reply where id = ?").param(id).query(ReadyReplyTable::read).optional();
    }

    boolean add(ReadyReply reply) {
        return db.sql("insert into ready_reply (id, office_code, shortcut, title, body) values (?, ?, ?, ?, ?) on conflict do nothing")
            .param(reply.id()).param(reply.office()).param(reply.shortcut()).param(reply.title()).param(reply.body()).update() == 1;
    }

    boolean remove(UUID id) {
        return db.sql("delete from ready_reply where id = ?").param(id).update() == 1;
    }

    /** A list that an operator wants again. @param query as it stands in the address */
    public record Saved(UUID id, String name, String query) {}

    public List<Saved> saved(OperatorId operator) {
        return db.sql("select id, name, query from saved_filter where operator_id = ? order by name").param(operator.value())
            .query((row, _) -> new Saved(row.getObject(1, UUID.class), row.getString(2), row.getString(3))).list();
    }

    void save(OperatorId operator, String name, String query) {
        db.sql("""
                insert into saved_filter (id, operator_id, name, query) values (?, ?, ?, ?)
                on conflict (municipality_id, operator_id, name) do update set query = excluded.query""")
            .param(Ids.next()).param(operator.value()).param(name).param(query).update();
    }

    boolean forget(OperatorId operator, UUID id) {
        return db.sql("delete from saved_filter where id = ? and operator_id = ?").param(id).param(operator.value()).update() == 1;
    }

    private static ReadyReply read(ResultSet row, int index) throws SQLException {
        return new ReadyReply(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }
}

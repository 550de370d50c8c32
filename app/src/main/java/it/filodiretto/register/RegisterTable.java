// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code register_entry}: number and hashes are the database's. */
@Repository
class RegisterTable {

    private static final String SELECT = "select number, subject_id, kind, content, previous, hash from register_entry ";

    private final JdbcClient db;

    RegisterTable(JdbcClient db) {
        this.db = db;
    }

    void add(UUID subject, String kind, String content) {
        db.sql("insert into register_entry (number, subject_id, kind, content, previous, hash) values (0, ?, ?, ?, '', '')")
            .param(subject).param(kind).param(content).update();
    }

    List<RegisterEntry> of(UUID subject) {
        return db.sql(SELECT + "where subject_id = ? order by number").param(subject).query(RegisterTable::read).list();
    }

    /** From the first entry about a subject to the last of all: what ties it to the register as it is now. */
    List<RegisterEntry> since(UUID subject) {
        return db.sql(SELECT + "where number >= (select min(number) from register_entry where subject_id = ?) order by number")
            .param(subject).query(RegisterTable::read).list();
    }

    List<RegisterEntry> all() {
        return db.sql(SELECT + "order by number").query(RegisterTable::read).list();
    }

    private static RegisterEntry read(ResultSet row, int index) throws SQLException {
        return new RegisterEntry(row.getLong("number"), row.getObject("subject_id", UUID.class), row.getString("kind"),
            RegisterChain.read(row.getString("content")), row.getString("previous"), row.getString("hash"));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code mailbox}: how far each was read. */
@Repository
class MailboxTable {

    private final JdbcClient db;

    MailboxTable(JdbcClient db) {
        this.db = db;
    }

    /** The number of the last mail that was read; empty: none of this numbering. */
    Optional<Long> lastUid(String address, long validity) {
        return db.sql("select last_uid from mailbox where address = ? and validity = ?").param(address).param(validity).query(Long.class).optional();
    }

    void read(String address, long validity, long uid) {
        db.sql("""
                insert into mailbox (address, validity, last_uid) values (:address, :validity, :uid)
                on conflict (municipality_id, address) do update
                   set last_uid = case when mailbox.validity = excluded.validity then greatest(mailbox.last_uid, excluded.last_uid) else excluded.last_uid end,
                       validity = excluded.validity""")
            .param("address", address).param("validity", validity).param("uid", uid).update();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code whatsapp_service_count}: how many free texts each number has sent in each month. */
@Repository
class ServiceCountTable {

    private final JdbcClient db;

    ServiceCountTable(JdbcClient db) {
        this.db = db;
    }

    void add(String phoneNumberId, LocalDate month, long messages) {
        db.sql("""
                insert into whatsapp_service_count as c (phone_number_id, month, messages) values (?, ?, ?)
                on conflict (municipality_id, phone_number_id, month) do update set messages = c.messages + excluded.messages""")
            .param(phoneNumberId).param(month).param(messages).update();
    }

    long of(String phoneNumberId, LocalDate month) {
        return db.sql("select messages from whatsapp_service_count where phone_number_id = ? and month = ?").param(phoneNumberId).param(month)
            .query(Long.class).optional().orElse(0L);
    }

    List<Long> since(String phoneNumberId, LocalDate month) {
        return db.sql("select messages from whatsapp_service_count where phone_number_id = ? and month >= ?").param(phoneNumberId).param(month)
            .query(Long.class).list();
    }
}

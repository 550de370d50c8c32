// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code whatsapp_number}, which belongs to no scope. */
@Repository
class NumberTable {

    private final JdbcClient db;

    NumberTable(JdbcClient db) {
        this.db = db;
    }

    Optional<WhatsAppNumber> find(String phoneNumberId) {
        return db.sql("""
                select phone_number_id, throughput, coexistence, quality, daily_limit, number_status, calling, subscribed,
                       set_up_at, read_at, trouble
                  from whatsapp_number where phone_number_id = ?""")
            .param(phoneNumberId).query(NumberTable::read).optional();
    }

    private static WhatsAppNumber read(ResultSet row, int index) throws SQLException {
        return new WhatsAppNumber(row.getString("phone_number_id"), row.getString("throughput"), row.getBoolean("coexistence"),
            row.getString("quality"), row.getString("daily_limit"), row.getString("number_status"), row.getString("calling"),
            row.getBoolean("subscribed"), instant(row, "set_up_at"), instant(row, "read_at"), row.getString("trouble"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.municipality.AutomaticKind;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code outgoing_message} and {@code bulk}: what no operator signed. */
@Repository
class UnsignedTable {

    private final JdbcClient db;

    UnsignedTable(JdbcClient db) {
        this.db = db;
    }

    List<UnsignedMessages.Count> between(LocalDate first, LocalDate last) {
        return db.sql("""
                select kind, sum(messages)::bigint from (
                  select automatic_kind as kind, count(*) as messages from outgoing_message
                   where day between :first and :last and bulk_id is null and operator_id is null group by 1
                  union all
                  select coalesce(automatic_kind, 'NOTICE'), sum(recipients) from bulk where day between :first and :last and operator_id is null group by 1) it
                 group by kind order by 2 desc, 1""")
            .param("first", first).param("last", last)
            .query((row, _) -> {
                var kind = row.getString(1);
                return new UnsignedMessages.Count(kind == null ? null : AutomaticKind.valueOf(kind), row.getLong(2));
            }).list();
    }
}

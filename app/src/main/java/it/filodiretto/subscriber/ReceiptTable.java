// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.subscription.Choice;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code consent}, as to what the town brought in by its own evidence. */
@Repository
class ReceiptTable {

    private final JdbcClient db;

    ReceiptTable(JdbcClient db) {
        this.db = db;
    }

    record Entry(UUID id, Choice choice, Instant at) {}

    /** The newest. */
    Optional<Entry> of(CitizenId citizen) {
        return db.sql("select id, kind, received_at from consent where citizen_id = ? and basis = 'EVIDENCE' order by received_at desc, id desc limit 1")
            .param(citizen.value())
            .query((row, _) -> new Entry(row.getObject(1, UUID.class), Choice.valueOf(row.getString(2)), row.getObject(3, OffsetDateTime.class).toInstant()))
            .optional();
    }

    /** Whose evidence ends so; if two do, the newer. */
    Optional<CitizenId> find(String digits) {
        return db.sql("select citizen_id from consent where basis = 'EVIDENCE' and right(id::text, 8) = ? order by received_at desc limit 1").param(digits)
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).optional();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.operator.OperatorId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code policy_call}: of which version of the privacy notice subscribers were told, and by which sending. */
@Repository
class PolicyCallTable {

    private final JdbcClient db;

    PolicyCallTable(JdbcClient db) {
        this.db = db;
    }

    /** @return false: it was done, or is being done, for this version */
    boolean add(int policyNumber, BulkId bulk, OperatorId by) {
        return db.sql("insert into policy_call (id, policy_number, operator_id) values (?, ?, ?) on conflict (municipality_id, policy_number) do nothing")
            .param(bulk.value()).param(policyNumber).param(by.value()).update() == 1;
    }

    Optional<BulkId> find(int policyNumber) {
        return db.sql("select id from policy_call where policy_number = ?").param(policyNumber).query((row, _) -> new BulkId(row.getObject(1, UUID.class))).optional();
    }

    /** One to which people are still handed over. @param cursor last of the last page; null: there was none */
    record Unfilled(BulkId bulk, int policyNumber, long handedOver, @Nullable CitizenId cursor) {}

    /** Empty also if somebody else is at it. */
    Optional<Unfilled> lockUnfilled() {
        return db.sql("select id, policy_number, handed_over, cursor from policy_call where filled_at is null order by id limit 1 for update skip locked")
            .query((row, _) -> {
                var cursor = row.getObject(4, UUID.class);
                return new Unfilled(new BulkId(row.getObject(1, UUID.class)), row.getInt(2), row.getLong(3), cursor == null ? null : new CitizenId(cursor));
            }).optional();
    }

    void pageDone(BulkId bulk, CitizenId last, int people) {
        db.sql("update policy_call set cursor = ?, handed_over = handed_over + ? where id = ?").param(last.value()).param(people).param(bulk.value()).update();
    }

    /** Nobody more is handed over. */
    void filled(BulkId bulk) {
        db.sql("update policy_call set filled_at = coalesce(filled_at, now()) where id = ?").param(bulk.value()).update();
    }

    boolean isOne(BulkId bulk) {
        return db.sql("select exists (select 1 from policy_call where id = ?)").param(bulk.value()).query(Boolean.class).single();
    }
}

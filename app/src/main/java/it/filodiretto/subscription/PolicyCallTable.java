// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.util.Optional;
import java.util.UUID;

import it.filodiretto.messaging.BulkId;
import it.filodiretto.operator.OperatorId;
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

    boolean isOne(BulkId bulk) {
        return db.sql("select exists (select 1 from policy_call where id = ?)").param(bulk.value()).query(Boolean.class).single();
    }
}

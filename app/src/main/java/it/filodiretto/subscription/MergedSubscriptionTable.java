// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.CitizenId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code merged_subscription}: what two persons had decided before they became one. */
@Repository
public class MergedSubscriptionTable {

    private final JdbcClient db;

    MergedSubscriptionTable(JdbcClient db) {
        this.db = db;
    }

    public void remember(CitizenId from, CitizenId into) {
        forget(from, into);
        db.sql("""
                insert into merged_subscription (from_id, into_id, citizen_id, state, decided_at, subscribed_at, left_at, topics, districts)
                select :from, :into, citizen_id, state, decided_at, subscribed_at, left_at, topics, districts from subscription where citizen_id in (:from, :into)""")
            .param("from", from.value()).param("into", into.value()).update();
    }

    /** Whether the one they became has decided something since. */
    public boolean isYounger(CitizenId from, CitizenId into) {
        return db.sql("""
                select not exists (select 1 from merged_subscription m join subscription s on s.citizen_id = :into
                  and (m.state, m.decided_at, m.subscribed_at, m.left_at) is not distinct from (s.state, s.decided_at, s.subscribed_at, s.left_at)
                 where m.from_id = :from and m.into_id = :into)""")
            .param("from", from.value()).param("into", into.value()).query(Boolean.class).single();
    }

    /** Gives one of the two what was theirs; nothing is theirs if they had decided nothing. */
    public void restore(CitizenId from, CitizenId into, CitizenId which) {
        db.sql("delete from subscription where citizen_id = ?").param(which.value()).update();
        db.sql("""
                insert into subscription (citizen_id, state, decided_at, subscribed_at, left_at, topics, districts)
                select citizen_id, state, decided_at, subscribed_at, left_at, topics, districts from merged_subscription
                 where from_id = :from and into_id = :into and citizen_id = :which""")
            .param("from", from.value()).param("into", into.value()).param("which", which.value()).update();
    }

    public void forget(CitizenId from, CitizenId into) {
        db.sql("delete from merged_subscription where from_id = ? and into_id = ?").param(from.value()).param(into.value()).update();
    }
}

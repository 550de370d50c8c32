// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How transactions commit that take what stands in a webhook's body. */
@Repository
class IntakeTable {

    private final JdbcClient db;

    IntakeTable(JdbcClient db) {
        this.db = db;
    }

    /**
     * The rest of this transaction need not wait for the disk. Right for what is handled out of a body and for nothing else: the
     * body is on disk, and is marked as handled by a later commit of the same log. What a crash takes away it takes from the
     * log's end, so the mark goes too, and the body comes again; and what leaves the house, a sending or a file that is
     * fetched, begins with a commit that waits, for itself and all before it.
     */
    void neednotWait() {
        db.sql("set local synchronous_commit = off").update();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.notice.BroadcastId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What table {@code broadcast} keeps of costs. */
@Repository
class SpendingTable {

    private static final String SELECT = """
        select b.id, n.topic, b.estimated_cost, b.by_template, b.by_free_text from broadcast b join notice n on n.id = b.notice_id
         where b.id = any(?)""";

    private final JdbcClient db;

    SpendingTable(JdbcClient db) {
        this.db = db;
    }

    /**
     * A sending.
     *
     * @param estimate in euro, when it began; null: not known yet
     * @param byTemplate of those that left; null: it is not over, and nobody has counted
     */
    record Sent(BroadcastId id, String topic, @Nullable BigDecimal estimate, @Nullable Long byTemplate, @Nullable Long byFreeText) {

        /** How many of so many delivered messages are paid as templates: as long as nobody has counted, all. */
        long templates(long delivered) {
            if (byTemplate == null || byFreeText == null || byTemplate + byFreeText == 0) {
                return delivered;
            }
            return Math.round((double) delivered * byTemplate / (byTemplate + byFreeText));
        }
    }

    Optional<Sent> find(BroadcastId id) {
        return of(List.of(id.value())).stream().findFirst();
    }

    List<Sent> of(Collection<UUID> ids) {
        return db.sql(SELECT).param(ids.toArray(UUID[]::new)).query(SpendingTable::read).list();
    }

    void estimate(BroadcastId id, BigDecimal amount) {
        db.sql("update broadcast set estimated_cost = ? where id = ?").param(amount).param(id.value()).update();
    }

    void means(BroadcastId id, long template, long freeText) {
        db.sql("update broadcast set by_template = ?, by_free_text = ? where id = ?").param(template).param(freeText).param(id.value()).update();
    }

    private static Sent read(ResultSet row, int index) throws SQLException {
        return new Sent(new BroadcastId(row.getObject("id", UUID.class)), row.getString("topic"), row.getBigDecimal("estimated_cost"),
            row.getObject("by_template", Long.class), row.getObject("by_free_text", Long.class));
    }
}

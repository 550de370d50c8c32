// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals with the present key what older ones have sealed, of all towns, beside a running program. What is done is seen by how a
 * value begins: ended in the middle and begun again, it does what is left.
 */
class Resealing {

    private static final int AT_ONCE = 500;
    private static final SealedColumn MARK = new SealedColumn("keyset_mark", "sample", VaultConfiguration.CONTEXT);

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Vault vault;

    /** @param owner of the tables, whom no row policy keeps in one town */
    Resealing(DataSource owner, Vault vault) {
        this.db = JdbcClient.create(owner);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(owner));
        this.vault = vault;
    }

    static List<SealedColumn> all(Stream<SealedColumns> keepers) {
        return Stream.concat(Stream.of(MARK), keepers.flatMap(it -> it.sealedColumns().stream())).toList();
    }

    /** How many values are sealed with an older key. */
    long left(SealedColumn column) {
        return db.sql("select count(*) from %s where substring(%s from 1 for 5) <> :mark".formatted(column.table(), column.column()))
            .param("mark", vault.mark()).query(Long.class).single();
    }

    /** @param strange values that do not open, and were left as they are */
    record Done(long sealed, long strange) {}

    Done reseal(SealedColumn column) {
        var done = new Done(0, 0);
        var place = "(0,0)";
        Page page;
        do {
            var after = place;
            page = transaction.execute(_ -> page(column, after));
            done = new Done(done.sealed() + page.sealed(), done.strange() + page.strange());
            place = page.last();
        } while (page.sealed() + page.strange() == AT_ONCE);
        return done;
    }

    private record Page(long sealed, long strange, String last) {}

    private record Row(String place, byte[] sealed) {}

    private Page page(SealedColumn column, String after) {
        var rows = db.sql("select ctid::text as place, %2$s from %1$s where ctid > :after::tid and substring(%2$s from 1 for 5) <> :mark order by ctid limit :limit for update"
                .formatted(column.table(), column.column()))
            .param("after", after).param("mark", vault.mark()).param("limit", AT_ONCE).query((row, _) -> new Row(row.getString(1), row.getBytes(2))).list();
        int sealed = 0;
        for (var row : rows) {
            sealed += reseal(column, row) ? 1 : 0;
        }
        return new Page(sealed, rows.size() - sealed, rows.isEmpty() ? after : rows.getLast().place());
    }

    private boolean reseal(SealedColumn column, Row row) {
        byte[] plain;
        try {
            plain = vault.open(row.sealed(), column.context());
        } catch (IllegalStateException _) {
            return false;
        }
        db.sql("update %s set %s = :sealed where ctid = :place::tid".formatted(column.table(), column.column()))
            .param("sealed", vault.seal(plain, column.context())).param("place", row.place()).update();
        return true;
    }
}

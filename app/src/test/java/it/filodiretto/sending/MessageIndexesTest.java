// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.MigratedDatabase;
import it.filodiretto.Schema;
import java.sql.SQLException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Half of what a message costs is PostgreSQL's: this keeps the cheaper half cheap. */
@Tag("database")
@NullMarked
class MessageIndexesTest {

    private static final MigratedDatabase DATABASE = MigratedDatabase.make();

    @Test
    @DisplayName("an answer and a report write no index of their message: none knows a column that they change, but by notes on pages (BRIN)")
    void answersAndReportsWriteNoIndex() throws SQLException {
        try (var connection = DATABASE.superuser()) {
            assertThat(new Schema(connection).strings("""
                select i.indexrelid::regclass || ': ' || a.attname
                  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
                  join pg_attribute a on a.attrelid = i.indrelid
                 where i.indrelid = 'outgoing_message'::regclass and m.amname <> 'brin'
                   and a.attname in ('state', 'external_id', 'attempted_at', 'by_template', 'sent_at', 'delivered_at', 'read_at')
                   and (a.attnum = any (i.indkey) or pg_get_indexdef(i.indexrelid) like '%' || a.attname || '%')""")).isEmpty();
        }
    }
}

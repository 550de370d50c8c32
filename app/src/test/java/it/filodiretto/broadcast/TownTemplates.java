// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.Town;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a town needs before it may send: the templates, accepted by WhatsApp. */
@NullMarked
public final class TownTemplates {

    private TownTemplates() {}

    public static void accept(Town town, JdbcClient db) {
        for (var name : new String[] {"avviso_generale", "avviso_novita", "avviso_protezione_civile"}) {
            accept(town, name, db);
        }
    }

    public static void accept(Town town, String name, JdbcClient db) {
        db.sql("""
                insert into whatsapp_template (business_account_id, name, language, municipality_id, category, status)
                values (?, ?, 'it', ?, 'UTILITY', 'APPROVED') on conflict do nothing""")
            .param(town.municipality().requireWhatsapp().businessAccountId()).param(name).param(town.id().value()).update();
    }
}

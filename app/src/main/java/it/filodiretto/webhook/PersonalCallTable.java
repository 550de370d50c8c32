// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.citizen.RecordSection;
import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.vault.Vault;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The person in bodies that Meta posted to this town's number, which are kept some days: table {@code webhook_call}, and
 * {@code set_aside_element}. What they say is handed over with the messages; here it is only erased.
 */
@Repository
class PersonalCallTable implements PersonalRecords {

    private static final int PAGE = 500;
    private static final String ON_THE_WAY = "Proprio adesso sta arrivando qualcosa di questa persona. Riprova tra un minuto.";

    private final JdbcClient db;
    private final Vault vault;
    private final Municipalities municipalities;

    PersonalCallTable(JdbcClient db, Vault vault, Municipalities municipalities) {
        this.db = db;
        this.vault = vault;
        this.municipalities = municipalities;
    }

    /** None of them names a person in the clear. */
    @Override
    public Set<String> tables() {
        return Set.of();
    }

    @Override
    public List<RecordSection> sections(Person person) {
        return List.of();
    }

    @Override
    public void erase(Person person) {
        var account = municipalities.current().whatsapp();
        if (account == null) {
            return;
        }
        var traces = PersonTraces.of(person, account);
        eraseFrom("webhook_call", WebhookCall.CONTEXT, "handled_at is not null", traces);
        eraseFrom("set_aside_element", SetAsideTable.CONTEXT, "true", traces);
    }

    private record Row(UUID id, byte[] sealed, boolean done) {}

    /** @param done in SQL: nothing else will come of it */
    private void eraseFrom(String table, String context, String done, PersonTraces traces) {
        var last = new UUID(0, 0);
        List<Row> page;
        do {
            page = db.sql("select id, sealed, %s as done from %s where id > ? order by id limit ?".formatted(done, table)).param(last).param(PAGE)
                .query((row, _) -> new Row(row.getObject("id", UUID.class), row.getBytes("sealed"), row.getBoolean("done"))).list();
            page.forEach(it -> eraseFrom(table, context, it, traces));
            last = page.isEmpty() ? last : page.getLast().id();
        } while (page.size() == PAGE);
    }

    private void eraseFrom(String table, String context, Row row, PersonTraces traces) {
        var body = vault.open(row.sealed(), context);
        if (!traces.isIn(body)) {
            return;
        }
        var kept = without(body, traces);
        if (kept == body) {
            return;
        }
        if (!row.done()) {
            throw new NotYet(ON_THE_WAY);
        }
        if (kept.length == 0) {
            db.sql("delete from %s where id = ?".formatted(table)).param(row.id()).update();
        } else {
            db.sql("update %s set sealed = ? where id = ?".formatted(table)).param(vault.seal(kept, context)).param(row.id()).update();
        }
    }

    /** The body itself if she is not in the part of this town; empty if nothing is left of it. */
    private static byte[] without(byte[] body, PersonTraces traces) {
        JsonNode root;
        try {
            root = Fields.MAPPER.readTree(body);
        } catch (JacksonException _) {
            return new byte[0];
        }
        if (!PersonTraces.hasShape(root)) {
            return new byte[0];                          // nobody can say whose it is, nor replay it
        }
        return !traces.removeFrom(root) ? body : Fields.list(root, "entry").isEmpty() ? new byte[0] : Fields.MAPPER.writeValueAsBytes(root);
    }
}

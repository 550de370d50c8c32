// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.intake.BadElement;
import it.filodiretto.intake.WebhookElement;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.shared.Ids;
import it.filodiretto.vault.SealedColumn;
import it.filodiretto.vault.SealedColumns;
import it.filodiretto.vault.Vault;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code set_aside_element}: what could not be handled, kept so that it can be replayed, while all else goes on. */
@Repository
public class SetAsideTable implements SealedColumns {

    static final String CONTEXT = "set_aside_element.sealed";
    private static final Logger log = LoggerFactory.getLogger(SetAsideTable.class);

    private final JdbcClient db;
    private final Vault vault;

    SetAsideTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("set_aside_element", "sealed", CONTEXT),
            new SealedColumn("webhook_call", "sealed", WebhookCall.CONTEXT));
    }

    public record Element(UUID id, UUID call, String place, String field, String error, @Nullable String speaksFor, OffsetDateTime at) {}

    void put(WebhookElement element, Throwable cause) {
        put(element.call(), element.place(), element.field(), element.speaksFor(), element.asBody(), cause);
        db.sql("update set_aside_element set phone_number_id = ?, account = ? where call_id = ? and place = ?")
            .param(named(element.phoneNumberId())).param(named(element.account())).param(element.call()).param(element.place()).update();
    }

    /** Meta's ids are digits, few of them. */
    private static @Nullable String named(@Nullable String id) {
        return id == null || id.length() > 40 ? null : id;
    }

    void put(UUID call, String place, String field, @Nullable String speaksFor, byte[] body, Throwable cause) {
        var error = describe(cause);
        var fresh = db.sql("""
                insert into set_aside_element (id, call_id, place, field, error, speaks_for, sealed) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (call_id, place) do update set error = excluded.error, replayed_at = null""")
            .param(Ids.next()).param(call).param(place).param(field.length() <= 100 ? field : field.substring(0, 100)).param(error)
            .param(speaksFor).param(vault.seal(body, CONTEXT)).update();
        if (fresh > 0) {
            log.atWarn().addKeyValue("call", call).addKeyValue("place", place).addKeyValue("error", error)
                .log("A webhook element was set aside: see the command admin webhook-replay list");
        }
    }

    public List<Element> waiting() {
        return db.sql("""
                select id, call_id, place, field, error, speaks_for, set_aside_at from set_aside_element
                 where replayed_at is null order by set_aside_at, id""")
            .query((row, _) -> new Element(row.getObject("id", UUID.class), row.getObject("call_id", UUID.class), row.getString("place"),
                row.getString("field"), row.getString("error"), row.getString("speaks_for"), row.getObject("set_aside_at", OffsetDateTime.class)))
            .list();
    }

    /** How many wait that name this number or account, or none at all; not those that others signed. */
    public int waiting(WhatsAppAccount account) {
        return db.sql("""
                select count(*) from set_aside_element
                 where replayed_at is null and coalesce(phone_number_id, :number) = :number
                   and (phone_number_id is not null or coalesce(account, :account) = :account)
                   and (speaks_for is null or :number = any(string_to_array(speaks_for, ' ')) or :account = any(string_to_array(speaks_for, ' ')))""")
            .param("number", account.phoneNumberId()).param("account", account.businessAccountId()).query(Integer.class).single();
    }

    /** The element as a body of its own. */
    Optional<byte[]> body(UUID id) {
        return db.sql("select sealed from set_aside_element where id = ?").param(id)
            .query((row, _) -> vault.open(row.getBytes(1), CONTEXT)).optional();
    }

    void replayed(UUID id) {
        db.sql("update set_aside_element set replayed_at = clock_timestamp() where id = ?").param(id).update();
    }

    /** In English, and nothing that an exception may quote from the element. */
    static String describe(Throwable cause) {
        if (cause instanceof BadElement) {
            return String.valueOf(cause.getMessage());
        }
        for (var it = cause; it != null; it = it.getCause()) {
            if (it instanceof SQLException sql) {
                return cause.getClass().getSimpleName() + " (SQL state " + sql.getSQLState() + ")";
            }
        }
        return cause.getClass().getSimpleName();
    }
}

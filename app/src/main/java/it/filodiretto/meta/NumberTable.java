// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import it.filodiretto.municipality.MunicipalityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** Table {@code whatsapp_number}, which belongs to no scope. */
@Repository
public class NumberTable {

    private final JdbcClient db;

    NumberTable(JdbcClient db) {
        this.db = db;
    }

    public Optional<WhatsAppNumber> find(String phoneNumberId) {
        return db.sql("""
                select throughput, coexistence, quality, daily_limit, number_status, calling, subscribed, set_up_at, asked_at, read_at, heard_at, troubles
                  from whatsapp_number where phone_number_id = ?""")
            .param(phoneNumberId).query(NumberTable::read).optional();
    }

    /** Whether it is the caller's turn to ask Meta: nobody has within the pause, and Meta has not asked for calm. */
    public boolean takeTurn(String phoneNumberId, MunicipalityId town, Duration pause) {
        return db.sql("""
                insert into whatsapp_number (phone_number_id, municipality_id, asked_at) values (:number, :town, clock_timestamp())
                on conflict (phone_number_id) do update set asked_at = clock_timestamp()
                  where (whatsapp_number.asked_at is null or whatsapp_number.asked_at <= clock_timestamp() - make_interval(secs => :pause))
                    and (whatsapp_number.calm_until is null or whatsapp_number.calm_until < clock_timestamp())""")
            .param("number", phoneNumberId).param("town", town.value()).param("pause", pause.toMillis() / 1000.0).update() == 1;
    }

    public void described(String phoneNumberId, WhatsAppNumber number) {
        db.sql("""
                update whatsapp_number
                   set throughput = :throughput, coexistence = :coexistence, quality = :quality, daily_limit = :limit,
                       number_status = :status, read_at = clock_timestamp()
                 where phone_number_id = :number""")
            .param("throughput", number.throughput()).param("coexistence", number.coexistence()).param("quality", number.quality())
            .param("limit", number.dailyLimit()).param("status", number.status()).param("number", phoneNumberId).update();
    }

    public void diagnosed(String phoneNumberId, Diagnosis diagnosis) {
        db.sql("update whatsapp_number set diagnosis = ?::jsonb where phone_number_id = ?")
            .param(Fields.MAPPER.writeValueAsString(diagnosis)).param(phoneNumberId).update();
    }

    public Optional<Diagnosis> diagnosis(String phoneNumberId) {
        return db.sql("select diagnosis from whatsapp_number where phone_number_id = ? and diagnosis is not null").param(phoneNumberId)
            .query((row, _) -> Fields.MAPPER.readValue(row.getString(1), Diagnosis.class)).optional();
    }

    public void subscribed(String phoneNumberId, boolean yes) {
        db.sql("update whatsapp_number set subscribed = ? where phone_number_id = ?").param(yes).param(phoneNumberId).update();
    }

    public void calling(String phoneNumberId, @Nullable String status) {
        db.sql("update whatsapp_number set calling = ? where phone_number_id = ?").param(status).param(phoneNumberId).update();
    }

    public void wasSetUp(String phoneNumberId) {
        db.sql("update whatsapp_number set set_up_at = clock_timestamp() where phone_number_id = ?").param(phoneNumberId).update();
    }

    /** The step of this check failed, or ({@code null}) it did not. */
    void trouble(String phoneNumberId, String check, @Nullable String words) {
        if (words == null) {
            db.sql("update whatsapp_number set troubles = troubles - ? where phone_number_id = ?").param(check).param(phoneNumberId).update();
        } else {
            db.sql("update whatsapp_number set troubles = troubles || jsonb_build_object(?::text, ?::text) where phone_number_id = ?")
                .param(check).param(words).param(phoneNumberId).update();
        }
    }

    /** Meta says that we ask too often. */
    void keepCalm(String phoneNumberId, Duration during) {
        db.sql("update whatsapp_number set calm_until = clock_timestamp() + make_interval(secs => ?) where phone_number_id = ?")
            .param(during.toMillis() / 1000.0).param(phoneNumberId).update();
    }

    /** Meta has brought something of it just now. */
    public void heard(String phoneNumberId, MunicipalityId town) {
        db.sql("""
                insert into whatsapp_number (phone_number_id, municipality_id, heard_at) values (?, ?, clock_timestamp())
                on conflict (phone_number_id) do update set heard_at = excluded.heard_at""")
            .param(phoneNumberId).param(town.value()).update();
    }

    /** What webhooks tell between two readings. */
    public void changeLimit(String phoneNumberId, String tier) {
        db.sql("update whatsapp_number set daily_limit = ? where phone_number_id = ?").param(tier).param(phoneNumberId).update();
    }

    public void changeThroughput(String phoneNumberId, String level) {
        db.sql("update whatsapp_number set throughput = ? where phone_number_id = ?").param(level).param(phoneNumberId).update();
    }

    private static WhatsAppNumber read(ResultSet row, int index) throws SQLException {
        Map<String, String> troubles = Fields.MAPPER.readValue(row.getString("troubles"), new TypeReference<>() {});
        return new WhatsAppNumber(row.getString("throughput"), row.getBoolean("coexistence"), row.getString("quality"),
            row.getString("daily_limit"), row.getString("number_status"), row.getString("calling"), row.getBoolean("subscribed"),
            instant(row, "set_up_at"), instant(row, "asked_at"), instant(row, "read_at"), instant(row, "heard_at"), troubles);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code consent}: the evidence. */
@Repository
public class ConsentTable {

    private final JdbcClient db;

    ConsentTable(JdbcClient db) {
        this.db = db;
    }

    public void add(CitizenId citizen, Choice choice, boolean effective, Expression expression, PolicyVersion policy) {
        db.sql("""
                insert into consent (id, citizen_id, kind, basis, effective, channel, text, external_id, confirmation,
                                     confirmation_id, written_at, received_at, policy_number)
                values (:id, :citizen, :kind, 'CONDUCT', :effective, :channel, :text, :external, :confirmation,
                        :confirmationId, :written, :received, :policy)""")
            .param("id", Ids.next())
            .param("citizen", citizen.value())
            .param("kind", choice.name())
            .param("effective", effective)
            .param("channel", expression.channel().name())
            .param("text", expression.text())
            .param("external", expression.externalId())
            .param("confirmation", expression.confirmation())
            .param("confirmationId", expression.confirmationId())
            .param("written", expression.writtenAt().atOffset(ZoneOffset.UTC))
            .param("received", expression.receivedAt().atOffset(ZoneOffset.UTC))
            .param("policy", policy.number())
            .update();
    }

    /** Brought in by the town, on the ground of its evidence: a form, a list. The three lists run in parallel. */
    void addEvidence(UUID[] citizens, String[] evidence, Choice choice, PolicyVersion policy, @Nullable OperatorId by, Instant at) {
        var ids = new UUID[citizens.length];
        Arrays.setAll(ids, _ -> Ids.next());
        db.sql("""
                insert into consent (id, citizen_id, kind, basis, effective, text, received_at, policy_number, operator_id)
                select id, citizen, :kind, 'EVIDENCE', true, evidence, :at, :policy, :operator
                  from unnest(:ids::uuid[], :citizens::uuid[], :evidence::text[]) as it (id, citizen, evidence)""")
            .param("kind", choice.name())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .param("policy", policy.number())
            .param("operator", by == null ? null : by.value())
            .param("ids", ids)
            .param("citizens", citizens)
            .param("evidence", evidence)
            .update();
    }

    /** Everything there is about a person, oldest first. */
    public List<Consent> of(CitizenId citizen) {
        return db.sql("""
                select c.kind, c.basis, c.effective, c.channel, c.text, c.external_id, c.confirmation, c.confirmation_id,
                       c.written_at, c.received_at, c.policy_number, p.sha256, c.operator_id
                  from consent c join policy_version p on p.number = c.policy_number
                 where c.citizen_id = ? order by coalesce(c.written_at, c.received_at), c.id""")
            .param(citizen.value()).query(ConsentTable::read).list();
    }

    public void move(CitizenId from, CitizenId into) {
        db.sql("update consent set citizen_id = :into, first_citizen_id = coalesce(first_citizen_id, :from) where citizen_id = :from")
            .param("into", into.value()).param("from", from.value()).update();
    }

    public void part(CitizensParted parted) {
        db.sql("update consent set citizen_id = :from, first_citizen_id = nullif(first_citizen_id, :from) where citizen_id = :into and first_citizen_id = any(:all)")
            .param("from", parted.from().value()).param("into", parted.into().value())
            .param("all", parted.together().stream().map(CitizenId::value).toArray(UUID[]::new)).update();
    }

    private static Consent read(ResultSet row, int index) throws SQLException {
        var written = row.getObject("written_at", OffsetDateTime.class);
        var operator = row.getObject("operator_id", UUID.class);
        return new Consent(Choice.valueOf(row.getString("kind")), row.getString("basis").equals("EVIDENCE"), row.getBoolean("effective"),
            row.getString("channel"), row.getString("text"), row.getString("external_id"), row.getString("confirmation"),
            row.getString("confirmation_id"), written == null ? null : written.toInstant(),
            row.getObject("received_at", OffsetDateTime.class).toInstant(), row.getInt("policy_number"), row.getString("sha256"),
            operator == null ? null : new OperatorId(operator));
    }
}

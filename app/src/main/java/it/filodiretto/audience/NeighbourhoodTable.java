// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code subscription}, as to districts, and {@code drill_list}. */
@Repository
class NeighbourhoodTable {

    private final JdbcClient db;

    NeighbourhoodTable(JdbcClient db) {
        this.db = db;
    }

    void choose(CitizenId citizen, Collection<String> districts) {
        db.sql("update subscription set districts = nullif(:districts::text[], '{}') where citizen_id = :citizen and state = 'ACTIVE'")
            .param("districts", districts.stream().distinct().sorted().toArray(String[]::new)).param("citizen", citizen.value()).update();
    }

    void add(CitizenId citizen, String district) {
        db.sql("""
                update subscription set districts = (select array_agg(distinct it order by it) from unnest(coalesce(districts, '{}') || array[:district::text]) as it)
                 where citizen_id = :citizen and state = 'ACTIVE'""")
            .param("district", district).param("citizen", citizen.value()).update();
    }

    void volunteer(CitizenId citizen, Instant at, String evidence, @Nullable OperatorId by) {
        db.sql("""
                insert into drill_list (citizen_id, agreed_at, evidence, operator_id) values (:citizen, :at, :evidence, :by::uuid)
                on conflict do nothing""")
            .param("citizen", citizen.value()).param("at", at.atOffset(ZoneOffset.UTC)).param("evidence", evidence)
            .param("by", by == null ? null : by.value()).update();
    }

    record Agreed(CitizenId citizen, Instant at, String evidence, boolean subscribed) {}

    /** The newest first. */
    List<Agreed> volunteers() {
        return db.sql("""
                select d.citizen_id, d.agreed_at, d.evidence, coalesce(s.state = 'ACTIVE', false) as subscribed
                  from drill_list d left join subscription s on s.citizen_id = d.citizen_id where d.merged_into is null order by d.agreed_at desc, d.citizen_id limit 5000""")
            .query((row, _) -> new Agreed(new CitizenId(row.getObject("citizen_id", UUID.class)), row.getObject("agreed_at", OffsetDateTime.class).toInstant(),
                row.getString("evidence"), row.getBoolean("subscribed"))).list();
    }

    /** Who is two is a volunteer once: the word of the first waits behind the second's, if she has given hers. */
    void move(CitizenId from, CitizenId into) {
        db.sql("""
                update drill_list set merged_into = :into
                 where (citizen_id = :from or merged_into = :from) and exists (select from drill_list other where other.citizen_id = :into)""")
            .param("into", into.value()).param("from", from.value()).update();
        db.sql("""
                update drill_list set citizen_id = case citizen_id when :from then :into else citizen_id end,
                       first_citizen_id = case citizen_id when :from then coalesce(first_citizen_id, :from) else first_citizen_id end,
                       merged_into = case merged_into when :from then :into end
                 where (citizen_id = :from or merged_into = :from) and merged_into is distinct from :into""")
            .param("into", into.value()).param("from", from.value()).update();
    }

    /** Each has her own word again; if the second's was that of somebody who stays with her, it counts again. */
    void part(CitizensParted parted) {
        var from = parted.from().value();
        var into = parted.into().value();
        var all = parted.together().stream().map(CitizenId::value).toArray(UUID[]::new);
        db.sql("""
                with own as (select exists (select from drill_list where citizen_id = :from) as there)
                update drill_list set citizen_id = case when there then first_citizen_id else :from end,
                       first_citizen_id = case when there then null else nullif(first_citizen_id, :from) end, merged_into = case when there then :from end
                  from own where citizen_id = :into and first_citizen_id = any(:all)""").param("from", from).param("into", into).param("all", all).update();
        db.sql("update drill_list set merged_into = nullif(:from, citizen_id) where merged_into = :into and (citizen_id = any(:all) or first_citizen_id = any(:all))")
            .param("from", from).param("into", into).param("all", all).update();
        counts(parted.from());
        counts(parted.into());
    }

    /** The oldest of the words that wait behind hers is hers, if she has none. */
    private void counts(CitizenId citizen) {
        db.sql("""
                update drill_list set citizen_id = :citizen, first_citizen_id = coalesce(first_citizen_id, citizen_id), merged_into = null
                 where citizen_id = (select citizen_id from drill_list where merged_into = :citizen order by agreed_at, citizen_id limit 1)
                   and not exists (select from drill_list other where other.citizen_id = :citizen)""")
            .param("citizen", citizen.value()).update();
    }

    /** And whoever became her. */
    void removeVolunteer(CitizenId citizen) {
        db.sql("delete from drill_list where citizen_id = :citizen or merged_into = :citizen").param("citizen", citizen.value()).update();
    }
}

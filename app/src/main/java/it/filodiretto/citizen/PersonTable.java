// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Tables {@code citizen} and {@code citizen_merge}, as one person with all who turned out to be her. The last to be erased,
 * for all other tables refer to them.
 */
@Repository
class PersonTable implements PersonalRecords {

    private final JdbcClient db;
    private final Vault vault;

    PersonTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    /** One row of the table. */
    private record Row(CitizenId id, @Nullable PhoneNumber phone, @Nullable String userId, @Nullable String name, Instant since) {}

    /** By her id, or by that of somebody who turned out to be her. */
    Optional<Person> find(CitizenId citizen) {
        var rows = db.sql("""
                with present as (select coalesce(merged_into, id) as id from citizen where id = ?)
                select c.id, c.phone_sealed, c.user_id, c.profile_name, c.created_at from citizen c, present
                 where c.id = present.id or c.merged_into = present.id order by c.id <> present.id, c.created_at""")
            .param(citizen.value()).query(this::read).list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var all = Stream.concat(rows.stream(), given(rows.stream().map(it -> it.id().value()).toArray(UUID[]::new)).stream()).toList();
        return Optional.of(new Person(rows.getFirst().id(), rows.stream().map(Row::id).toList(),
            all.stream().map(Row::phone).filter(Objects::nonNull).map(Objects::requireNonNull).distinct().toList(),
            all.stream().map(Row::userId).filter(Objects::nonNull).map(Objects::requireNonNull).distinct().toList(),
            rows.stream().map(Row::name).filter(Objects::nonNull).findFirst().orElse(null),
            rows.stream().map(Row::since).min(Instant::compareTo).orElseThrow()));
    }

    /** What she gave up when she became one with herself, and nobody else has taken since. */
    private List<Row> given(UUID[] ids) {
        return db.sql("""
                select m.from_id as id, case when not exists (select 1 from citizen o where o.phone_lookup = m.phone_lookup) then m.phone_sealed end as phone_sealed,
                       case when not exists (select 1 from citizen o where o.user_id = m.user_id) then m.user_id end as user_id,
                       null::text as profile_name, m.merged_at as created_at
                  from citizen_merge m where m.into_id = any(?) and m.undone_at is null order by m.merged_at desc""")
            .param(ids).query(this::read).list();
    }

    /** From here to the end of the transaction nobody adds anything that refers to her. */
    void hold(Person person) {
        db.sql("select id from citizen where id = any(?) order by id for update").param(person.ids()).query(UUID.class).list();
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Set<String> tables() {
        return Set.of("citizen", "citizen_merge");
    }

    @Override
    public List<RecordSection> sections(Person person) {
        var row = new LinkedHashMap<String, String>();
        row.put("numero", String.join(", ", person.phones().stream().map(PhoneNumber::e164).toList()));
        row.put("identificativo di WhatsApp", String.join(", ", person.userIds()));
        row.put("nome scelto su WhatsApp", person.profileName() == null ? "" : person.profileName());
        row.put("conosciuto dal", person.since().toString());
        row.put("riferimento", person.id().toString());
        return List.of(new RecordSection("Identità", List.of(row)));
    }

    @Override
    public void erase(Person person) {
        db.sql("delete from citizen_merge where from_id = any(:ids) or into_id = any(:ids)").param("ids", person.ids()).update();
        db.sql("delete from citizen where id = any(?)").param(person.ids()).update();
    }

    private Row read(ResultSet row, int index) throws SQLException {
        var sealed = row.getBytes("phone_sealed");
        return new Row(new CitizenId(row.getObject("id", UUID.class)), sealed == null ? null : new PhoneNumber(vault.openText(sealed, CitizenTable.PHONE)),
            row.getString("user_id"), row.getString("profile_name"), row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}

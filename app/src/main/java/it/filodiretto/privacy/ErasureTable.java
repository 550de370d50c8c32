// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.Person;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code erasure}: rows are added, never changed. */
@Repository
class ErasureTable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String COLUMNS = "select id, erased_at, operator_id, reason, proof from erasure ";
    private static final int NEWEST = 200;

    private final JdbcClient db;
    private final Vault vault;

    ErasureTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    void add(Erasure erasure, Person person) {
        var operator = erasure.operator();
        db.sql("insert into erasure (id, prints, erased_at, operator_id, reason, proof) values (?, ?::bytea[], ?, ?, ?, ?::jsonb)")
            .param(erasure.id())
            .param(Stream.concat(person.phones().stream().map(PhoneNumber::e164), person.userIds().stream()).map(this::print).toArray(byte[][]::new))
            .param(erasure.at().atOffset(ZoneOffset.UTC)).param(operator == null ? null : operator.value()).param(erasure.reason())
            .param(MAPPER.writeValueAsString(erasure.proof())).update();
    }

    List<Erasure> newest() {
        return db.sql(COLUMNS + "order by erased_at desc, id desc limit ?").param(NEWEST).query(ErasureTable::read).list();
    }

    /** The last one of whoever had this number. */
    Optional<Erasure> of(PhoneNumber phone) {
        return db.sql(COLUMNS + "where ? = any(prints) order by erased_at desc limit 1").param(print(phone.e164())).query(ErasureTable::read).optional();
    }

    /** Those of them that somebody had who was erased. */
    Set<PhoneNumber> among(Collection<PhoneNumber> phones) {
        if (phones.isEmpty() || db.sql("select not exists (select 1 from erasure)").query(Boolean.class).single()) {
            return Set.of();
        }
        var byPrint = new HashMap<String, PhoneNumber>();
        phones.forEach(it -> byPrint.put(HexFormat.of().formatHex(print(it.e164())), it));
        return db.sql("""
                select distinct encode(print, 'hex') from erasure cross join lateral unnest(prints) as it (print)
                 where encode(print, 'hex') = any(?)""")
            .param(byPrint.keySet().toArray(String[]::new)).query(String.class).stream()
            .map(it -> Objects.requireNonNull(byPrint.get(it))).collect(Collectors.toSet());
    }

    /** Not the look-up by which people are found: from an erasure nobody comes to a row of a person, nor back. */
    private byte[] print(String identity) {
        return vault.lookup("erasure " + CurrentMunicipality.require(), identity);
    }

    private static Erasure read(ResultSet row, int index) throws SQLException {
        var operator = row.getObject("operator_id", UUID.class);
        return new Erasure(row.getObject("id", UUID.class), row.getObject("erased_at", OffsetDateTime.class).toInstant(),
            operator == null ? null : new OperatorId(operator), row.getString("reason"),
            MAPPER.readValue(row.getString("proof"), new TypeReference<>() {}));
    }
}

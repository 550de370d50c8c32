// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensParted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code registration}, {@code registration_code} and {@code unregistered_writer}. */
@Repository
class RegistrationTable {

    private final JdbcClient db;

    RegistrationTable(JdbcClient db) {
        this.db = db;
    }

    /** @param lookup of the code that was sent; {@code tries} before this one */
    record Code(CitizenId citizen, byte[] lookup, int policy, int tries, Instant askedAt) {}

    Set<CitizenId> registered(Collection<CitizenId> citizens) {
        return new HashSet<>(db.sql("select citizen_id from registration where citizen_id = any(?)")
            .param(citizens.stream().map(CitizenId::value).toArray(UUID[]::new)).query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
    }

    /** The first registration stands. */
    void register(CitizenId citizen, String proof, int policy, Instant at) {
        db.sql("""
                insert into registration (citizen_id, proof, policy_number, registered_at) values (?, ?, ?, ?)
                on conflict (municipality_id, citizen_id) do nothing""")
            .param(citizen.value()).param(proof).param(policy).param(at.atOffset(ZoneOffset.UTC)).update();
        db.sql("delete from unregistered_writer where citizen_id = ?").param(citizen.value()).update();
    }

    void addCode(UUID id, Code code) {
        db.sql("insert into registration_code (id, citizen_id, code_lookup, policy_number, asked_at) values (?, ?, ?, ?, ?)")
            .param(id).param(code.citizen.value()).param(code.lookup).param(code.policy).param(code.askedAt.atOffset(ZoneOffset.UTC)).update();
    }

    long askedSince(CitizenId citizen, Instant since) {
        return db.sql("select count(*) from registration_code where citizen_id = ? and asked_at > ?")
            .param(citizen.value()).param(since.atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    long askedSince(Instant since) {
        return db.sql("select count(*) from registration_code where asked_at > ?").param(since.atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    /** One that is neither used nor older, locked; this try is counted. */
    Optional<Code> take(UUID id, Instant notBefore) {
        return db.sql("""
                update registration_code set tries = tries + 1 where id = ? and used_at is null and asked_at > ?
                returning citizen_id, code_lookup, policy_number, tries - 1 as tries, asked_at""")
            .param(id).param(notBefore.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new Code(new CitizenId(row.getObject("citizen_id", UUID.class)), row.getBytes("code_lookup"), row.getInt("policy_number"),
                row.getInt("tries"), row.getObject("asked_at", java.time.OffsetDateTime.class).toInstant())).optional();
    }

    void used(UUID id, Instant at) {
        db.sql("update registration_code set used_at = ? where id = ?").param(at.atOffset(ZoneOffset.UTC)).param(id).update();
    }

    /** @return whether an invitation is due: none went since {@code lastDue} */
    boolean wrote(CitizenId citizen, Instant at, Instant lastDue) {
        return db.sql("""
                insert into unregistered_writer (citizen_id, wrote_at) values (:citizen, :at)
                on conflict (municipality_id, citizen_id) do update set wrote_at = greatest(unregistered_writer.wrote_at, excluded.wrote_at)
                returning invited_at is null or invited_at < :due""")
            .param("citizen", citizen.value()).param("at", at.atOffset(ZoneOffset.UTC)).param("due", lastDue.atOffset(ZoneOffset.UTC))
            .query(Boolean.class).single();
    }

    void invited(CitizenId citizen, Instant at) {
        db.sql("update unregistered_writer set invited_at = ? where citizen_id = ?").param(at.atOffset(ZoneOffset.UTC)).param(citizen.value()).update();
    }

    /** Who wrote last comes first. */
    List<CitizenId> waiting(int limit) {
        return db.sql("select citizen_id from unregistered_writer order by wrote_at desc limit ?").param(limit)
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list();
    }

    /** Two persons turned out to be one: who is not registered is from now on, by the other's; of two each keeps her own, and the second's counts. */
    void move(CitizenId from, CitizenId into) {
        db.sql("""
                update registration set citizen_id = :into, first_citizen_id = coalesce(first_citizen_id, citizen_id)
                 where citizen_id = :from and not exists (select from registration own where own.citizen_id = :into)""")
            .param("into", into.value()).param("from", from.value()).update();
        db.sql("""
                delete from unregistered_writer
                 where citizen_id = :from or citizen_id = :into and exists (select from registration own where own.citizen_id = :into)""")
            .param("into", into.value()).param("from", from.value()).update();
        db.sql("delete from registration_code where citizen_id = ?").param(from.value()).update();
    }

    /**
     * They are two after all: what was the first's, or of who stays with her, is hers again. What was proved while they were one stays with
     * the other: codes and links went to the other's number, and the first's was proved by nobody.
     */
    void part(CitizensParted parted) {
        db.sql("""
                update registration set citizen_id = :from, first_citizen_id = nullif(first_citizen_id, :from)
                 where citizen_id = :into and first_citizen_id = any(:all) and not exists (select from registration own where own.citizen_id = :from)""")
            .param("from", parted.from().value()).param("into", parted.into().value())
            .param("all", parted.together().stream().map(CitizenId::value).toArray(UUID[]::new)).update();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.shared.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code citizen_merge}, and what a merge does to table {@code citizen}. */
@Repository
class MergeTable {

    private final JdbcClient db;

    MergeTable(JdbcClient db) {
        this.db = db;
    }

    /** The first leads on to the second from now on and gives up its user id; with a changed number that number too, which may become another's. */
    void merge(CitizenId from, CitizenId into, Merge.Cause cause, @Nullable UUID operator, Instant now) {
        var released = cause == Merge.Cause.NUMBER_CHANGED;
        db.sql("""
                insert into citizen_merge (id, from_id, into_id, cause, user_id, phone_lookup, phone_sealed, operator_id, merged_at)
                select :id, id, :into, :cause, user_id, case when :released then phone_lookup end, case when :released then phone_sealed end,
                       :operator::uuid, :now
                  from citizen where id = :from""")
            .param("id", Ids.next()).param("from", from.value()).param("into", into.value()).param("cause", cause.name())
            .param("released", released).param("operator", operator).param("now", now.atOffset(ZoneOffset.UTC)).update();
        db.sql("""
                update citizen set merged_into = :into, user_id = null,
                       phone_lookup = case when :released then null else phone_lookup end, phone_sealed = case when :released then null else phone_sealed end
                 where id = :from""")
            .param("from", from.value()).param("into", into.value()).param("released", released).update();
        db.sql("update citizen set merged_into = :into where merged_into = :from").param("from", from.value()).param("into", into.value()).update();
    }

    /** Whether an operator has said that these are two. */
    boolean wereParted(CitizenId one, CitizenId other) {
        return db.sql("""
                select exists (select 1 from citizen_merge where undone_at is not null
                   and (from_id = :one and into_id = :other or from_id = :other and into_id = :one))""")
            .param("one", one.value()).param("other", other.value()).query(Boolean.class).single();
    }

    List<Merge> into(CitizenId citizen) {
        return db.sql("select id, from_id, into_id, cause, merged_at from citizen_merge where into_id = ? and undone_at is null order by merged_at desc")
            .param(citizen.value()).query((row, _) -> new Merge(row.getObject("id", UUID.class), new CitizenId(row.getObject("from_id", UUID.class)),
                new CitizenId(row.getObject("into_id", UUID.class)), Merge.Cause.valueOf(row.getString("cause")),
                row.getObject("merged_at", OffsetDateTime.class).toInstant())).list();
    }

    Optional<Merge> find(UUID id) {
        return db.sql("select into_id from citizen_merge where id = ? and undone_at is null").param(id)
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).optional()
            .flatMap(it -> into(it).stream().filter(merge -> merge.id().equals(id)).findFirst());
    }

    /** The one who is given back, and all who had become that one before. */
    Set<CitizenId> together(CitizenId from) {
        return new HashSet<>(db.sql("""
                with recursive who (id) as (
                  select ?::uuid union select m.from_id from citizen_merge m join who on m.into_id = who.id where m.undone_at is null)
                select id from who""").param(from.value()).query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
    }

    /** Identities go back to who had them, unless somebody else has them by now. */
    void part(Merge merge, Set<CitizenId> together, @Nullable UUID operator, Instant now) {
        db.sql("update citizen set merged_into = case when id = :from then null else :from end where id = any(:all)")
            .param("from", merge.from().value()).param("all", together.stream().map(CitizenId::value).toArray(UUID[]::new)).update();
        db.sql("update citizen c set user_id = null from citizen_merge m where m.id = :merge and c.id = m.into_id and c.user_id = m.user_id")
            .param("merge", merge.id()).update();
        db.sql("""
                update citizen c set user_id = case when exists (select 1 from citizen o where o.user_id = m.user_id) then null else m.user_id end,
                       phone_lookup = coalesce(c.phone_lookup, m.phone_lookup), phone_sealed = coalesce(c.phone_sealed, m.phone_sealed)
                  from citizen_merge m
                 where m.id = :merge and c.id = m.from_id
                   and not exists (select 1 from citizen o where o.phone_lookup = m.phone_lookup and o.id <> c.id)""")
            .param("merge", merge.id()).update();
        db.sql("update citizen_merge set undone_at = :now, undone_by = :operator::uuid where id = :merge")
            .param("now", now.atOffset(ZoneOffset.UTC)).param("operator", operator).param("merge", merge.id()).update();
    }
}

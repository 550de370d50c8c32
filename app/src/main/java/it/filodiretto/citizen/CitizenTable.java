// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.vault.SealedColumn;
import it.filodiretto.vault.SealedColumns;
import it.filodiretto.vault.Vault;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code citizen}: numbers sealed, found by their keyed hash. */
@Repository
class CitizenTable implements SealedColumns {

    static final String PHONE = "citizen.phone";
    private static final List<byte[]> NOBODYS = List.of(new byte[0]);

    private final JdbcClient db;
    private final Vault vault;

    CitizenTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("citizen", "phone_sealed", PHONE),
            new SealedColumn("citizen_merge", "phone_sealed", PHONE));
    }

    /** One at a time works on a person, from here to the end of the transaction, by whichever of these identities she comes. */
    void lock(WhatsAppIdentity... identities) {
        var keys = Arrays.stream(identities).flatMap(CitizenTable::names).map(it -> ByteBuffer.wrap(vault.lookup(town(), it)).getLong())
            .distinct().sorted().toArray(Long[]::new);
        db.sql("select pg_advisory_xact_lock(key) from unnest(?::bigint[]) as key").param(keys).query((_, _) -> 0).list();
    }

    /** All spellings of a number have the same. */
    private static Stream<String> names(WhatsAppIdentity identity) {
        var phone = identity.phone();
        return Stream.of(phone == null ? null : phone.telephone().e164(), identity.userId()).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    Optional<CitizenId> findByPhone(PhoneNumber phone) {
        var spellings = phone.variants();
        if (spellings.size() == 1) {
            return db.sql("select coalesce(merged_into, id) as id from citizen where phone_lookup = ?").param(lookup(phone))
                .query(CitizenTable::readId).optional();
        }
        return db.sql("select coalesce(merged_into, id) as id from citizen where phone_lookup = any(:all::bytea[]) order by phone_lookup <> :itself limit 1")
            .param("all", spellings.stream().map(this::lookup).toArray(byte[][]::new)).param("itself", lookup(phone))
            .query(CitizenTable::readId).optional();
    }

    /** Who has the user id and who the number of an identity. @param asTold they are one, and all that was told of her is known */
    record Known(Optional<CitizenId> byUserId, Optional<CitizenId> byPhone, boolean asTold) {}

    private record Named(boolean byPhone, CitizenId id, boolean asTold) {}

    /** By both at once: it is asked for each message. */
    Known known(WhatsAppIdentity identity) {
        var phone = identity.phone();
        var found = db.sql("""
                select c.*, c.id = c.known_as and (:itself::bytea is null or phone_lookup = :itself) and (:userId::text is null or user_id = :userId)
                       and (:name::text is null or profile_name = :name) as as_told
                  from (select true as by_phone, id as known_as, coalesce(merged_into, id) as id, phone_lookup, user_id, profile_name
                          from citizen where phone_lookup in (:spellings)
                        union all
                        select false, id, coalesce(merged_into, id), phone_lookup, user_id, profile_name from citizen where user_id = :userId) c
                 order by phone_lookup is distinct from :itself""")
            .param("itself", phone == null ? null : lookup(phone)).param("userId", identity.userId()).param("name", identity.profileName())
            .param("spellings", phone == null ? NOBODYS : phone.variants().stream().map(this::lookup).toList())
            .query((row, _) -> new Named(row.getBoolean("by_phone"), readId(row, 0), row.getBoolean("as_told"))).list();
        return new Known(found.stream().filter(it -> !it.byPhone()).map(Named::id).findFirst(),
            found.stream().filter(Named::byPhone).map(Named::id).findFirst(), !found.isEmpty() && found.stream().allMatch(Named::asTold));
    }

    Optional<CitizenId> findByUserId(String userId) {
        return db.sql("select coalesce(merged_into, id) as id from citizen where user_id = ?").param(userId)
            .query(CitizenTable::readId).optional();
    }

    CitizenId insert(WhatsAppIdentity identity) {
        var id = Ids.next();
        var phone = identity.phone();
        db.sql("""
                insert into citizen (id, phone_lookup, phone_sealed, user_id, profile_name)
                values (:id, :lookup, :sealed, :userId, :name)""")
            .param("id", id)
            .param("lookup", phone == null ? null : lookup(phone))
            .param("sealed", phone == null ? null : vault.sealText(phone.e164(), PHONE))
            .param("userId", identity.userId())
            .param("name", identity.profileName())
            .update();
        return new CitizenId(id);
    }

    /** Who this person is now: herself, or the one she turned out to be; empty if she was erased. */
    Optional<CitizenId> present(CitizenId citizen) {
        return db.sql("select coalesce(merged_into, id) as id from citizen where id = ?").param(citizen.value()).query(CitizenTable::readId).optional();
    }

    CitizenId insertUnknown(String name) {
        var id = Ids.next();
        db.sql("insert into citizen (id, profile_name) values (?, ?)").param(id).param(name).update();
        return new CitizenId(id);
    }

    Optional<String> name(CitizenId citizen) {
        return db.sql("select profile_name from citizen where id = ? and profile_name is not null").param(citizen.value()).query(String.class).optional();
    }

    Set<CitizenId> withoutNumber() {
        return new HashSet<>(db.sql("select id from citizen where phone_lookup is null and merged_into is null").query(CitizenTable::readId).list());
    }

    /**
     * Adds what was not known. What changed replaces the old: Meta's word of now is the truth, and answers go where the
     * person writes from. A number that leads here already, from a person who was merged, stays where it is.
     */
    void complete(CitizenId citizen, WhatsAppIdentity identity) {
        var phone = identity.phone();
        db.sql("""
                with n as (
                  select :lookup::bytea as lookup, :sealed::bytea as sealed
                   where :lookup::bytea is not null and not exists (select 1 from citizen o where o.phone_lookup = :lookup::bytea and o.id <> :id)),
                u as (
                  select :userId::text as id where :userId::text is not null and not exists (select 1 from citizen o where o.user_id = :userId and o.id <> :id))
                update citizen
                   set phone_lookup = coalesce((select lookup from n), phone_lookup), phone_sealed = case when (select lookup from n) is distinct from phone_lookup then coalesce((select sealed from n), phone_sealed) else phone_sealed end,
                       user_id = coalesce((select id from u), user_id), profile_name = coalesce(:name, profile_name)
                 where id = :id
                   and (phone_lookup is distinct from coalesce((select lookup from n), phone_lookup)
                     or user_id is distinct from coalesce((select id from u), user_id)
                     or profile_name is distinct from coalesce(:name, profile_name))""")
            .param("id", citizen.value())
            .param("lookup", phone == null ? null : lookup(phone))
            .param("sealed", phone == null ? null : vault.sealText(phone.e164(), PHONE))
            .param("userId", identity.userId())
            .param("name", identity.profileName())
            .update();
    }

    /** Who is known by another spelling of her number stays who she is. */
    Map<PhoneNumber, CitizenId> insertAll(List<PhoneNumber> phones) {
        var there = known(phones).keySet();
        var missing = new HashMap<PhoneNumber, PhoneNumber>();
        phones.stream().filter(it -> !there.contains(it)).forEach(it -> missing.putIfAbsent(it.telephone(), it));
        insertMissing(missing.values());
        return known(phones);
    }

    private void insertMissing(Collection<PhoneNumber> phones) {
        if (phones.isEmpty()) {
            return;
        }
        var byLookup = new HashMap<ByteBuffer, PhoneNumber>();
        phones.forEach(it -> byLookup.put(ByteBuffer.wrap(lookup(it)), it));
        var lookups = byLookup.keySet().stream().sorted().map(ByteBuffer::array).toArray(byte[][]::new);
        var sealed = vault.sealTexts(Arrays.stream(lookups).map(it -> Objects.requireNonNull(byLookup.get(ByteBuffer.wrap(it))).e164()).toList(), PHONE);
        var ids = Arrays.stream(lookups).map(_ -> Ids.next()).toArray(UUID[]::new);
        db.sql("""
                insert into citizen (id, phone_lookup, phone_sealed)
                select * from unnest(?::uuid[], ?::bytea[], ?::bytea[])
                on conflict (municipality_id, phone_lookup) do nothing""")
            .param(ids).param(lookups).param(sealed).update();
    }

    /** One of the numbers that are asked for. @param itself or else another spelling of it */
    private record Spelled(PhoneNumber asked, boolean itself) {}

    /** By whichever spelling; where two persons have a number's, by the one that was asked for. */
    Map<PhoneNumber, CitizenId> known(Collection<PhoneNumber> phones) {
        var spellings = new HashMap<ByteBuffer, List<Spelled>>();
        phones.forEach(phone -> phone.variants().forEach(it ->
            spellings.computeIfAbsent(ByteBuffer.wrap(lookup(it)), _ -> new ArrayList<>()).add(new Spelled(phone, it.equals(phone)))));
        var found = new HashMap<PhoneNumber, CitizenId>();
        db.sql("select coalesce(merged_into, id) as id, phone_lookup from citizen where phone_lookup = any(?::bytea[])")
            .param(spellings.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new))
            .query(row -> {
                var id = readId(row, 0);
                for (var spelled : spellings.getOrDefault(ByteBuffer.wrap(row.getBytes("phone_lookup")), List.of())) {
                    if (spelled.itself()) {
                        found.put(spelled.asked(), id);
                    } else {
                        found.putIfAbsent(spelled.asked(), id);
                    }
                }
            });
        return found;
    }

    /** Persons of whom the one has the number and the other the user id that was seen with it. */
    List<List<CitizenId>> pairs(Map<PhoneNumber, String> userIds) {
        var phones = List.copyOf(userIds.keySet());
        return db.sql("""
                select a.id as phone_owner, b.id as user_owner from unnest(?::bytea[], ?::text[]) as n (phone_lookup, user_id)
                  join citizen a on a.phone_lookup = n.phone_lookup join citizen b on b.user_id = n.user_id
                 where a.id <> b.id and a.merged_into is null and b.merged_into is null order by a.id""")
            .param(phones.stream().map(this::lookup).toArray(byte[][]::new)).param(phones.stream().map(userIds::get).toArray(String[]::new))
            .query((row, _) -> List.of(new CitizenId(row.getObject(1, UUID.class)), new CitizenId(row.getObject(2, UUID.class)))).list();
    }

    /** Of many at once, their rows locked in one order. */
    int link(Map<PhoneNumber, String> userIds) {
        var phones = List.copyOf(userIds.keySet());
        var lookups = phones.stream().map(this::lookup).toArray(byte[][]::new);
        db.sql("select id from citizen where phone_lookup = any(?::bytea[]) order by id for update").param(lookups).query(UUID.class).list();
        return db.sql("""
                update citizen c set user_id = n.user_id
                  from unnest(?::bytea[], ?::text[]) as n (phone_lookup, user_id)
                 where c.phone_lookup = n.phone_lookup and c.merged_into is null and c.user_id is distinct from n.user_id
                   and not exists (select 1 from citizen other where other.user_id = n.user_id)""")
            .param(lookups).param(phones.stream().map(userIds::get).toArray(String[]::new)).update();
    }

    /** The number, the user id or both are others now. */
    void renew(CitizenId citizen, WhatsAppIdentity now) {
        complete(citizen, now);
    }

    Map<CitizenId, Address> addresses(Collection<CitizenId> citizens) {
        var found = new HashMap<CitizenId, Address>();
        db.sql("select id, phone_sealed, user_id from citizen where id = any(?) and (phone_sealed is not null or user_id is not null)")
            .param(citizens.stream().map(CitizenId::value).toArray(UUID[]::new))
            .query(row -> {
                found.put(readId(row, 0), new Address(phone(row.getBytes("phone_sealed")), row.getString("user_id")));
            });
        return found;
    }

    Map<CitizenId, ShownAs> shown(Collection<CitizenId> citizens) {
        var found = new HashMap<CitizenId, ShownAs>();
        db.sql("select id, phone_sealed, user_id, profile_name from citizen where id = any(?)")
            .param(citizens.stream().map(CitizenId::value).toArray(UUID[]::new))
            .query(row -> {
                var phone = phone(row.getBytes(2));
                var userId = row.getString(3);
                found.put(readId(row, 0), ShownAs.of(phone == null && userId == null ? null : new Address(phone, userId), row.getString(4)));
            });
        return found;
    }

    private @Nullable PhoneNumber phone(byte @Nullable [] sealed) {
        return sealed == null ? null : new PhoneNumber(vault.openText(sealed, PHONE));
    }

    private byte[] lookup(PhoneNumber phone) {
        return vault.lookup(town(), phone.e164());
    }

    private static String town() {
        return CurrentMunicipality.require().toString();
    }

    private static CitizenId readId(ResultSet row, int index) throws SQLException {
        return new CitizenId(row.getObject("id", UUID.class));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.vault.Vault;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code citizen}: numbers sealed, found by their keyed hash. */
@Repository
class CitizenTable {

    private static final String PHONE = "citizen.phone";

    private final JdbcClient db;
    private final Vault vault;

    CitizenTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    /** One at a time works on one person, from here to the end of the transaction. */
    void lock(WhatsAppIdentity identity) {
        var key = identity.phone() != null ? lookup(identity.phone()) : vault.lookup(town(), String.valueOf(identity.userId()));
        db.sql("select pg_advisory_xact_lock(?)").param(ByteBuffer.wrap(key).getLong()).query((_, _) -> 0).single();
    }

    Optional<CitizenId> findByPhone(PhoneNumber phone) {
        return db.sql("select coalesce(merged_into, id) as id from citizen where phone_lookup = ?").param(lookup(phone))
            .query(CitizenTable::readId).optional();
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

    /** Adds what was not known. A user id that changed replaces the old one: Meta renews it with the number. */
    void complete(CitizenId citizen, WhatsAppIdentity identity) {
        var phone = identity.phone();
        db.sql("""
                update citizen
                   set phone_lookup = coalesce(phone_lookup, :lookup), phone_sealed = coalesce(phone_sealed, :sealed),
                       user_id = coalesce(:userId, user_id), profile_name = coalesce(:name, profile_name)
                 where id = :id
                   and ((phone_lookup is null and :lookup::bytea is not null)
                     or user_id is distinct from coalesce(:userId, user_id)
                     or profile_name is distinct from coalesce(:name, profile_name))""")
            .param("id", citizen.value())
            .param("lookup", phone == null ? null : lookup(phone))
            .param("sealed", phone == null ? null : vault.sealText(phone.e164(), PHONE))
            .param("userId", identity.userId())
            .param("name", identity.profileName())
            .update();
    }

    /** The first leads on to the second from now on, and gives up its identities. */
    void merge(CitizenId from, CitizenId into) {
        db.sql("update citizen set merged_into = :into, user_id = null where id = :from")
            .param("from", from.value()).param("into", into.value()).update();
        db.sql("update citizen set merged_into = :into where merged_into = :from")
            .param("from", from.value()).param("into", into.value()).update();
    }

    Map<PhoneNumber, CitizenId> insertAll(List<PhoneNumber> phones) {
        var byLookup = new HashMap<ByteBuffer, PhoneNumber>();
        for (var phone : phones) {
            byLookup.put(ByteBuffer.wrap(lookup(phone)), phone);
        }
        var lookups = byLookup.keySet().stream().sorted().map(ByteBuffer::array).toArray(byte[][]::new);
        var sealed = java.util.Arrays.stream(lookups)
            .map(it -> vault.sealText(java.util.Objects.requireNonNull(byLookup.get(ByteBuffer.wrap(it))).e164(), PHONE)).toArray(byte[][]::new);
        var ids = java.util.Arrays.stream(lookups).map(_ -> Ids.next()).toArray(UUID[]::new);
        db.sql("""
                insert into citizen (id, phone_lookup, phone_sealed)
                select * from unnest(?::uuid[], ?::bytea[], ?::bytea[])
                on conflict (municipality_id, phone_lookup) do nothing""")
            .param(ids).param(lookups).param(sealed).update();
        var found = new HashMap<PhoneNumber, CitizenId>();
        db.sql("select coalesce(merged_into, id) as id, phone_lookup from citizen where phone_lookup = any(?::bytea[])").param(lookups)
            .query(row -> {
                found.put(java.util.Objects.requireNonNull(byLookup.get(ByteBuffer.wrap(row.getBytes("phone_lookup")))), readId(row, 0));
            });
        return found;
    }

    /** In one statement where it is only to be written down; one by one where two persons must become one. */
    int link(Map<PhoneNumber, String> userIds) {
        var phones = List.copyOf(userIds.keySet());
        var lookups = phones.stream().map(this::lookup).toArray(byte[][]::new);
        var ids = phones.stream().map(userIds::get).toArray(String[]::new);
        var merged = 0;
        for (var pair : db.sql("""
                select a.id as phone_owner, b.id as user_owner from unnest(?::bytea[], ?::text[]) as n (phone_lookup, user_id)
                  join citizen a on a.phone_lookup = n.phone_lookup join citizen b on b.user_id = n.user_id
                 where a.id <> b.id and a.merged_into is null and b.merged_into is null order by a.id""")
                .param(lookups).param(ids)
                .query((row, _) -> List.of(new CitizenId(row.getObject(1, UUID.class)), new CitizenId(row.getObject(2, UUID.class)))).list()) {
            merge(pair.get(1), pair.get(0));
            merged++;
        }
        return merged + db.sql("""
                update citizen c set user_id = n.user_id
                  from unnest(?::bytea[], ?::text[]) as n (phone_lookup, user_id)
                 where c.id in (select id from citizen where phone_lookup = any(?::bytea[]) order by id for update)
                   and c.phone_lookup = n.phone_lookup and c.merged_into is null and c.user_id is distinct from n.user_id
                   and not exists (select 1 from citizen other where other.user_id = n.user_id)""")
            .param(lookups).param(ids).param(lookups).update();
    }

    void renewUserId(CitizenId citizen, String userId) {
        db.sql("update citizen set user_id = ? where id = ?").param(userId).param(citizen.value()).update();
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

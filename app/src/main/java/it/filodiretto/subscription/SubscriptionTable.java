// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import it.filodiretto.citizen.CitizenId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code subscription}: where each person stands. Audiences are read by {@code AudienceTable}. */
@Repository
public class SubscriptionTable {

    private final JdbcClient db;

    SubscriptionTable(JdbcClient db) {
        this.db = db;
    }

    /** One at a time decides about one person, from here to the end of the transaction. */
    public void lock(CitizenId citizen) {
        db.sql("select pg_advisory_xact_lock(hashtextextended(?, 6))").param(citizen.toString()).query((_, _) -> 0).single();
    }

    public Optional<Subscription> find(CitizenId citizen) {
        return db.sql("select state, decided_at, subscribed_at, left_at from subscription where citizen_id = ?").param(citizen.value())
            .query(SubscriptionTable::read).optional();
    }

    /** Who comes back hears of everything, as the welcome says; what she once chose is no choice of now. */
    public void join(CitizenId citizen, Instant decidedAt, Instant now) {
        db.sql("""
                insert into subscription (citizen_id, state, decided_at, subscribed_at) values (:citizen, 'ACTIVE', :decided, :now)
                on conflict (municipality_id, citizen_id) do update
                   set state = 'ACTIVE', decided_at = :decided, subscribed_at = :now, left_at = null, topics = null, districts = null""")
            .param("citizen", citizen.value()).param("decided", utc(decidedAt)).param("now", utc(now)).update();
    }

    public void leave(CitizenId citizen, Instant decidedAt, Instant now) {
        db.sql("""
                insert into subscription (citizen_id, state, decided_at, left_at) values (:citizen, 'LEFT', :decided, :now)
                on conflict (municipality_id, citizen_id) do update set state = 'LEFT', decided_at = :decided, left_at = :now""")
            .param("citizen", citizen.value()).param("decided", utc(decidedAt)).param("now", utc(now)).update();
    }

    /** The same was written again, later. */
    public void confirm(CitizenId citizen, Instant decidedAt) {
        db.sql("update subscription set decided_at = ? where citizen_id = ?").param(utc(decidedAt)).param(citizen.value()).update();
    }

    /** Who has no row yet becomes a subscriber. @param topics parted by commas, empty: all @param districts each on a line, empty: all of the town @return who was added */
    Set<UUID> importAll(UUID[] citizens, String[] topics, String[] districts, Instant now) {
        return new HashSet<>(db.sql("""
                insert into subscription (citizen_id, state, subscribed_at, topics, districts)
                select citizen, 'ACTIVE', :now, string_to_array(nullif(topics, ''), ','), string_to_array(nullif(districts, ''), chr(10))
                  from unnest(:citizens::uuid[], :topics::text[], :districts::text[]) as it (citizen, topics, districts) order by citizen
                on conflict (municipality_id, citizen_id) do nothing
                returning citizen_id""")
            .param("now", utc(now)).param("citizens", citizens).param("topics", topics).param("districts", districts)
            .query(UUID.class).list());
    }

    /** Those of them who have left. */
    Set<UUID> left(UUID[] citizens) {
        return new HashSet<>(db.sql("select citizen_id from subscription where citizen_id = any(?) and state = 'LEFT'")
            .param(citizens).query(UUID.class).list());
    }

    /** Of those who are or were subscribed: whether they are. */
    public Map<UUID, Boolean> active(UUID[] citizens) {
        var states = new HashMap<UUID, Boolean>();
        db.sql("select citizen_id, state = 'ACTIVE' as active from subscription where citizen_id = any(?)").param(citizens).query(row -> {
            states.put(row.getObject("citizen_id", UUID.class), row.getBoolean("active"));
        });
        return states;
    }

    /** How many are in who were in before. */
    public long activeBefore(Instant at) {
        return db.sql("select count(*) from subscription where state = 'ACTIVE' and subscribed_at < ?").param(utc(at)).query(Long.class).single();
    }

    /** Those, in the order of the key. @param after last of the page before, null for the first */
    public List<CitizenId> activeBefore(Instant at, @Nullable CitizenId after, int limit) {
        return db.sql("""
                select citizen_id from subscription where state = 'ACTIVE' and subscribed_at < :at and citizen_id > :after
                 order by municipality_id, citizen_id limit :limit""")
            .param("at", utc(at)).param("after", after == null ? new UUID(0, 0) : after.value()).param("limit", limit)
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list();
    }

    long active() {
        return db.sql("select count(*) from subscription where state = 'ACTIVE'").query(Long.class).single();
    }

    /** Who was in and is not. */
    long left() {
        return db.sql("select count(*) from subscription where state = 'LEFT' and subscribed_at is not null").query(Long.class).single();
    }

    /** Subscribers by topic; those of all topics are under the empty word. */
    Map<String, Long> byTopic() {
        var counts = new TreeMap<String, Long>();
        db.sql("""
                select coalesce(topic, '') as topic, count(*) as people
                  from subscription left join lateral unnest(topics) as topic on true
                 where state = 'ACTIVE' and (topics is null or topic is not null) group by 1""")
            .query(row -> {
                counts.put(row.getString("topic"), row.getLong("people"));
            });
        return counts;
    }

    /** The newest subscribers. @param offset how many to pass over: pages of a screen, a few */
    public List<Newest> newest(int offset, int limit) {
        return db.sql("""
                select citizen_id, subscribed_at, topics from subscription where state = 'ACTIVE'
                 order by subscribed_at desc, citizen_id desc limit ? offset ?""")
            .param(limit).param(offset)
            .query((row, _) -> new Newest(new CitizenId(row.getObject("citizen_id", UUID.class)),
                row.getObject("subscribed_at", OffsetDateTime.class).toInstant(), topics(row))).list();
    }

    /** @param topics null: all */
    public record Newest(CitizenId citizen, Instant subscribedAt, @Nullable List<String> topics) {}

    public void move(CitizenId from, CitizenId into) {
        db.sql("update subscription set citizen_id = ? where citizen_id = ?").param(into.value()).param(from.value()).update();
    }

    public void remove(CitizenId citizen) {
        db.sql("delete from subscription where citizen_id = ?").param(citizen.value()).update();
    }

    private static @Nullable List<String> topics(ResultSet row) throws SQLException {
        var topics = row.getArray("topics");
        return topics == null ? null : Arrays.asList((String[]) topics.getArray());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Subscription read(ResultSet row, int index) throws SQLException {
        return new Subscription(row.getString("state").equals("ACTIVE"), instant(row, "decided_at"), instant(row, "subscribed_at"), instant(row, "left_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.alarm.Alarms;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Days;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code sender_lane}, which belongs to no scope, and the alarms about its accounts. */
@Repository
public class LaneTable {

    private static final String CAUSE = "lane ";
    private static final String STOPPED = "account-stopped ";
    private static final Duration REPORTLESS = Duration.ofMinutes(2);

    private final JdbcClient db;
    private final Alarms alarms;

    LaneTable(JdbcClient db, Alarms alarms) {
        this.db = db;
        this.alarms = alarms;
    }

    /** The town sends by this account from now on, and by no other of the channel. */
    void declare(Lane lane, @Nullable Set<AutomaticKind> allowedAutomatic) {
        db.sql("""
                with others as (
                  update sender_lane set in_use = false, given_up_at = now() where municipality_id = :town and channel = :channel and id <> :id and in_use)
                insert into sender_lane (id, municipality_id, channel, account, allowed_automatic)
                values (:id, :town, :channel, :account, :allowed)
                on conflict (id) do update set allowed_automatic = excluded.allowed_automatic, in_use = true, given_up_at = null
                  where sender_lane.allowed_automatic is distinct from excluded.allowed_automatic or not sender_lane.in_use""")
            .param("id", lane.id().value())
            .param("town", lane.town().value())
            .param("channel", lane.channel().name())
            .param("account", lane.account())
            .param("allowed", allowedAutomatic == null ? null : allowedAutomatic.stream().map(Enum::name).sorted().toArray(String[]::new))
            .update();
    }

    /** The town sends by no other channel any more. */
    void keepOnly(MunicipalityId town, Collection<ChannelKind> channels) {
        db.sql("update sender_lane set in_use = false, given_up_at = now() where municipality_id = ? and in_use and channel <> all(?)")
            .param(town.value()).param(channels.stream().map(Enum::name).toArray(String[]::new)).update();
    }

    public List<Lane> all() {
        return db.sql("select id, municipality_id, channel, account from sender_lane order by id").query(LaneTable::read).list();
    }

    Optional<Lane> find(LaneId id) {
        return db.sql("select id, municipality_id, channel, account from sender_lane where id = ?").param(id.value())
            .query(LaneTable::read).optional();
    }

    public Optional<Lane> ofTown(ChannelKind channel) {
        return db.sql("select id, municipality_id, channel, account from sender_lane where municipality_id = ? and channel = ? and in_use limit 1")
            .param(CurrentMunicipality.require().value()).param(channel.name())
            .query(LaneTable::read).optional();
    }

    /** Accounts by which the town sends no more, and no node does for it. */
    public List<Lane> givenUp(MunicipalityId town, Duration unheardOf) {
        return db.sql("""
                select id, municipality_id, channel, account from sender_lane
                 where municipality_id = ? and not in_use and (confirmed_at is null or confirmed_at < now() - make_interval(secs => ?)) order by id""")
            .param(town.value()).param(unheardOf.toSeconds()).query(LaneTable::read).list();
    }

    /** Whether the town has sent by it within this time: its settings may name it again. */
    public boolean wasInUseWithin(LaneId lane, Duration time) {
        return db.sql("select given_up_at > now() - make_interval(secs => ?) from sender_lane where id = ?").param(time.toSeconds()).param(lane.value())
            .query((row, _) -> row.getBoolean(1)).single();
    }

    /** Nothing leaves the lane for a while. */
    public void hold(LaneId lane, Duration during, String code, String reason) {
        db.sql("update sender_lane set held_until = now() + make_interval(secs => ?), held_code = ?, held_reason = ? where id = ?")
            .param(during.toMillis() / 1000.0).param(code).param(reason).param(lane.value()).update();
    }

    public void release(LaneId lane) {
        db.sql("update sender_lane set held_until = null, held_code = null, held_reason = null where id = ? and held_until is not null")
            .param(lane.value()).update();
    }

    /** Reports say that the account may not send: from now on one message at a time tries it, less and less often. */
    public void stopByReport(LaneId lane, String code, String reason) {
        db.sql("""
                update sender_lane
                   set held_code = :code, held_reason = :reason, stopped_at = coalesce(stopped_at, now()),
                       probes = case when stopped_at is null then 0 else probes + 1 end,
                       probe_at = now() + make_interval(mins => (array[1, 5, 15, 30])[least(case when stopped_at is null then 1 else probes + 2 end, 4)])
                 where id = :lane and (stopped_at is null or probe_at <= now())""")
            .param("code", code).param("reason", reason).param("lane", lane.value()).update();
    }

    /** When one message may try each account that reports have stopped. One whose trial has had no report for long is due again. */
    public Map<LaneId, Instant> stops() {
        var stops = new HashMap<LaneId, Instant>();
        db.sql("select id, probe_at from sender_lane where stopped_at is not null").query(row -> {
            stops.put(new LaneId(row.getObject(1, UUID.class)), row.getObject(2, OffsetDateTime.class).toInstant());
        });
        if (stops.values().stream().anyMatch(it -> it.isBefore(Instant.now().minus(REPORTLESS)))) {
            db.sql("update sender_lane set probe_at = now() where stopped_at is not null and probe_at < now() - make_interval(secs => ?)")
                .param(REPORTLESS.toSeconds()).update();
        }
        return stops;
    }

    /** One message tries the stopped account now. */
    void tryAgain(LaneId lane) {
        db.sql("update sender_lane set probe_at = now() where id = ? and stopped_at is not null").param(lane.value()).update();
    }

    /** A report says that what left since the trial began has arrived. @return whether the account was stopped until now */
    public boolean releaseByReport(LaneId lane, Collection<MessageId> arrived) {
        return db.sql("""
                update sender_lane l
                   set stopped_at = null, probe_at = null, probes = 0, held_until = null, held_code = null, held_reason = null
                 where id = :lane and stopped_at is not null
                   and exists (select 1 from outgoing_message m
                                where m.id = any(:ids::uuid[]) and m.day between :first and :last and coalesce(m.attempted_at, m.sent_at, m.delivered_at) >= l.probe_at - interval '1 second')""")
            .param("lane", lane.value()).param("ids", arrived.stream().map(MessageId::id).toArray(UUID[]::new))
            .params(Days.of(arrived.stream())).update() == 1;
    }

    public void raise(LaneId lane, String code, String words) {
        alarms.raise(cause(lane, code), words, "impostazioni/whatsapp");
    }

    /** The town has no such account any more, and no page about it. */
    public void raiseMissing(LaneId lane, String code, String words) {
        alarms.raise(cause(lane, code), words, null);
    }

    /** The account is stopped, for this reason of the provider's. */
    public void raiseStop(LaneId lane, String code, String words) {
        raise(lane, STOPPED + code, words);
    }

    public void clearStops(LaneId lane) {
        stops(lane).forEach(it -> clear(lane, it.code()));
    }

    /** Answers have stopped the account, perhaps to another process, and none has told yet that it may send again. Reports have not. */
    public boolean isStoppedByAnswers(LaneId lane) {
        return !stops(lane).isEmpty() && db.sql("select stopped_at is null from sender_lane where id = ?").param(lane.value()).query(Boolean.class).single();
    }

    private List<Lanes.Alarm> stops(LaneId lane) {
        return alarms().stream().filter(it -> it.lane().equals(lane) && it.code().startsWith(STOPPED)).toList();
    }

    public void clear(LaneId lane, String code) {
        alarms.clear(cause(lane, code));
    }

    public List<Lanes.Alarm> alarms() {
        return alarms.open().stream().filter(it -> it.cause().startsWith(CAUSE)).map(it -> {
            var parts = it.cause().split(" ", 3);
            return new Lanes.Alarm(new LaneId(UUID.fromString(parts[1])), parts[2], it.words(), it.since());
        }).toList();
    }

    private static String cause(LaneId lane, String code) {
        return CAUSE + lane.value() + " " + code;
    }

    private static Lane read(ResultSet row, int index) throws SQLException {
        return new Lane(new LaneId(row.getObject("id", UUID.class)), new MunicipalityId(row.getObject("municipality_id", UUID.class)),
            ChannelKind.valueOf(row.getString("channel")), row.getString("account"));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code sender_lane}, which belongs to no scope, and {@code lane_alarm}. */
@Repository
class LaneTable {

    private final JdbcClient db;

    LaneTable(JdbcClient db) {
        this.db = db;
    }

    void declare(Lane lane, @Nullable Set<AutomaticKind> allowedAutomatic) {
        db.sql("""
                insert into sender_lane (id, municipality_id, channel, account, allowed_automatic)
                values (:id, :town, :channel, :account, :allowed)
                on conflict (id) do update set allowed_automatic = excluded.allowed_automatic
                  where sender_lane.allowed_automatic is distinct from excluded.allowed_automatic""")
            .param("id", lane.id().value())
            .param("town", lane.town().value())
            .param("channel", lane.channel().name())
            .param("account", lane.account())
            .param("allowed", allowedAutomatic == null ? null : allowedAutomatic.stream().map(Enum::name).sorted().toArray(String[]::new))
            .update();
    }

    List<Lane> all() {
        return db.sql("select id, municipality_id, channel, account from sender_lane order by id").query(LaneTable::read).list();
    }

    Optional<Lane> find(LaneId id) {
        return db.sql("select id, municipality_id, channel, account from sender_lane where id = ?").param(id.value())
            .query(LaneTable::read).optional();
    }

    Optional<Lane> ofTown(ChannelKind channel) {
        return db.sql("select id, municipality_id, channel, account from sender_lane where municipality_id = ? and channel = ? limit 1")
            .param(CurrentMunicipality.require().value()).param(channel.name())
            .query(LaneTable::read).optional();
    }

    /** Nothing leaves the lane for a while. */
    void hold(LaneId lane, Duration during, String code, String reason) {
        db.sql("update sender_lane set held_until = now() + make_interval(secs => ?), held_code = ?, held_reason = ? where id = ?")
            .param(during.toMillis() / 1000.0).param(code).param(reason).param(lane.value()).update();
    }

    void release(LaneId lane) {
        db.sql("update sender_lane set held_until = null, held_code = null, held_reason = null where id = ? and held_until is not null")
            .param(lane.value()).update();
    }

    void raise(LaneId lane, String code, String words) {
        db.sql("""
                insert into lane_alarm (lane_id, code, words, since) values (?, ?, ?, now())
                on conflict (lane_id, code) do update set words = excluded.words where lane_alarm.words <> excluded.words""")
            .param(lane.value()).param(code).param(words).update();
    }

    void clear(LaneId lane, String code) {
        db.sql("delete from lane_alarm where lane_id = ? and code = ?").param(lane.value()).param(code).update();
    }

    List<Lanes.Alarm> alarms() {
        return db.sql("select lane_id, code, words, since from lane_alarm order by since")
            .query((row, _) -> new Lanes.Alarm(new LaneId(row.getObject("lane_id", UUID.class)), row.getString("code"),
                row.getString("words"), row.getObject("since", OffsetDateTime.class).toInstant())).list();
    }

    private static Lane read(ResultSet row, int index) throws SQLException {
        return new Lane(new LaneId(row.getObject("id", UUID.class)), new MunicipalityId(row.getObject("municipality_id", UUID.class)),
            ChannelKind.valueOf(row.getString("channel")), row.getString("account"));
    }
}

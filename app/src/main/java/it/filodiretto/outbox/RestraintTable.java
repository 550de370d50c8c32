// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.Consequence;
import it.filodiretto.messaging.LaneId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code restraint}: to whom, for a while or for good, some messages to many do not go. */
@Repository
public class RestraintTable {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration SOME_DAYS = Duration.ofDays(3);

    private final JdbcClient db;
    private final Clock clock;

    RestraintTable(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Why a message does not go. */
    public record Restraint(String code, String words) {

        static final Restraint MARKETING_RESTS = new Restraint("marketing-rests",
            "La persona ha appena ricevuto molti messaggi promozionali: riprovare prima di 24 ore fallisce di nuovo.");
        static final Restraint NO_MARKETING = new Restraint("no-marketing", "La persona non vuole messaggi promozionali dal Comune.");
        static final Restraint UNREACHABLE = new Restraint("unreachable", "Il numero non era raggiungibile: si riprova una volta dopo tre giorni.");
        static final Restraint LOST = new Restraint("lost", "Il numero non è raggiungibile da tempo: riparte quando la persona scrive.");
    }

    /** What follows from a failure for the person. */
    public void follow(LaneId lane, CitizenId citizen, Consequence consequence) {
        switch (consequence) {
            case MARKETING_RESTS -> put(lane, citizen, "MARKETING", DAY);
            case NO_MARKETING -> put(lane, citizen, "MARKETING", null);
            case UNREACHABLE -> unreachable(lane, citizen);
            case NONE, WINDOW_CLOSED, TEMPLATE_STOPS, ACCOUNT_STOPS -> { }
        }
    }

    private void put(LaneId lane, CitizenId citizen, String kind, @Nullable Duration during) {
        db.sql("""
                insert into restraint as r (lane_id, citizen_id, kind, until_at) values (:lane, :citizen, :kind, :until)
                on conflict (lane_id, citizen_id, kind) do update
                  set until_at = case when r.until_at is null or excluded.until_at is null then null else greatest(r.until_at, excluded.until_at) end""")
            .param("lane", lane.value()).param("citizen", citizen.value()).param("kind", kind)
            .param("until", during == null ? null : clock.instant().plus(during).atOffset(ZoneOffset.UTC)).update();
    }

    /** The second time, some days later, is the last one. Failures of the same days count once. */
    private void unreachable(LaneId lane, CitizenId citizen) {
        db.sql("""
                insert into restraint as r (lane_id, citizen_id, kind, until_at) values (:lane, :citizen, 'UNREACHABLE', :until)
                on conflict (lane_id, citizen_id, kind) do update set times = r.times + 1, until_at = null
                  where r.until_at <= :now""")
            .param("lane", lane.value()).param("citizen", citizen.value())
            .param("until", clock.instant().plus(SOME_DAYS).atOffset(ZoneOffset.UTC)).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** The person wants promotional messages (again), or none, as of that moment; a later choice that is known already stands. */
    void marketing(LaneId lane, CitizenId citizen, boolean wanted, Instant at) {
        var now = clock.instant();
        var decided = (at.isAfter(now) ? now : at).atOffset(ZoneOffset.UTC);
        db.sql("""
                insert into restraint as r (lane_id, citizen_id, kind, until_at, decided_at) values (:lane, :citizen, 'MARKETING', :until, :decided)
                on conflict (lane_id, citizen_id, kind) do update set until_at = excluded.until_at, decided_at = excluded.decided_at
                  where r.decided_at is null or r.decided_at <= excluded.decided_at""")
            .param("lane", lane.value()).param("citizen", citizen.value()).param("until", wanted ? decided : null).param("decided", decided).update();
    }

    /** Those of them who are left alone now. @param marketing whether the message is promotional */
    Map<CitizenId, Restraint> of(LaneId lane, Collection<CitizenId> citizens, boolean marketing) {
        var found = new HashMap<CitizenId, Restraint>();
        db.sql("""
                select citizen_id, kind, until_at is null as for_good from restraint
                 where lane_id = :lane and citizen_id = any(:citizens) and (until_at is null or until_at > :now) and (:marketing or kind <> 'MARKETING')""")
            .param("lane", lane.value()).param("citizens", citizens.stream().map(CitizenId::value).toArray(UUID[]::new))
            .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("marketing", marketing)
            .query(row -> {
                found.put(new CitizenId(row.getObject("citizen_id", UUID.class)), restraint(row.getString("kind"), row.getBoolean("for_good")));
            });
        return found;
    }

    private static Restraint restraint(String kind, boolean forGood) {
        return kind.equals("MARKETING") ? forGood ? Restraint.NO_MARKETING : Restraint.MARKETING_RESTS
            : forGood ? Restraint.LOST : Restraint.UNREACHABLE;
    }

    /** What one of them did not want, the person does not want. That a number could not be reached says nothing of the other. */
    public void merge(CitizenId from, CitizenId into) {
        db.sql("""
                insert into restraint as r (lane_id, citizen_id, kind, until_at, decided_at)
                select lane_id, :into, kind, until_at, decided_at from restraint where citizen_id = :from and kind = 'MARKETING'
                on conflict (lane_id, citizen_id, kind) do update
                  set until_at = case when r.until_at is null or excluded.until_at is null then null else greatest(r.until_at, excluded.until_at) end,
                      decided_at = greatest(r.decided_at, excluded.decided_at)""")
            .param("from", from.value()).param("into", into.value()).update();
    }
}

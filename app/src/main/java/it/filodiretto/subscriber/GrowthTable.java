// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code consent} and {@code subscriber_day}, by the day. */
@Repository
class GrowthTable {

    private final JdbcClient db;

    GrowthTable(JdbcClient db) {
        this.db = db;
    }

    /** How many came and went on a day of the town; days on which nobody did are missing. */
    record Steps(LocalDate day, int joined, int left) {}

    /** By what decided, person by person: who says again what holds already is no step. */
    List<Steps> steps(ZoneId zone) {
        return db.sql("""
                with decided as (
                  select kind, received_at, lag(kind) over (partition by citizen_id order by received_at, id) as before from consent where effective)
                select (received_at at time zone :zone)::date as day, count(*) filter (where kind = 'JOIN') as joined, count(*) filter (where kind = 'LEAVE') as gone
                  from decided where kind = 'JOIN' and before is distinct from 'JOIN' or kind = 'LEAVE' and before = 'JOIN'
                 group by 1 order by 1""")
            .param("zone", zone.getId())
            .query((row, _) -> new Steps(row.getObject("day", LocalDate.class), row.getInt("joined"), row.getInt("gone"))).list();
    }

    /** Subscribers who named this district; who named none wants to hear of all. */
    Map<String, Long> byDistrict() {
        var counts = new TreeMap<String, Long>();
        db.sql("""
                select coalesce(district, '') as district, count(*) as people
                  from subscription left join lateral unnest(districts) as district on true
                 where state = 'ACTIVE' group by 1""")
            .query(row -> {
                counts.put(row.getString("district"), row.getLong("people"));
            });
        return counts;
    }

    /** A day's last count is the one that stays. */
    void keep(LocalDate day, String kind, Map<String, Long> people) {
        db.sql("""
                insert into subscriber_day (day, kind, name, people)
                select :day, :kind, name, people from unnest(:names::text[], :people::integer[]) as it (name, people)
                on conflict (municipality_id, day, kind, name) do update set people = excluded.people""")
            .param("day", day).param("kind", kind).param("names", people.keySet().toArray(String[]::new))
            .param("people", people.values().stream().map(Long::intValue).toArray(Integer[]::new)).update();
    }

    /** Day by day, the oldest first. */
    Map<LocalDate, Integer> kept(String kind, String name) {
        var days = new TreeMap<LocalDate, Integer>();
        db.sql("select day, people from subscriber_day where kind = ? and name = ?").param(kind).param(name).query(row -> {
            days.put(row.getObject("day", LocalDate.class), row.getInt("people"));
        });
        return days;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Recent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The calendars of the current town, looked up once in a second: each page asks several times, for whoever waits and for what is
 * open. Who changes one on this node sees it at once.
 */
@Component
class Calendars {

    private final Municipalities municipalities;
    private final HoursTable table;
    private final Recent<MunicipalityId, Map<String, OpeningCalendar>> recent = new Recent<>(Duration.ofSeconds(1), _ -> look());

    Calendars(Municipalities municipalities, HoursTable table) {
        this.municipalities = municipalities;
        this.table = table;
    }

    /** @throws IllegalArgumentException if there is no such timetable */
    OpeningCalendar of(String timetable) {
        var all = recent.of(CurrentMunicipality.require());
        var found = all.get(timetable);
        if (found == null) {
            throw new IllegalArgumentException("No timetable " + timetable + ": there are " + all.keySet().stream().sorted().toList());
        }
        return found;
    }

    boolean has(String timetable) {
        return recent.of(CurrentMunicipality.require()).containsKey(timetable);
    }

    /** In this transaction. */
    void change() {
        recent.forgetWithTransaction(CurrentMunicipality.require());
    }

    private Map<String, OpeningCalendar> look() {
        var town = municipalities.current();
        var closures = table.closures();
        var calendars = new HashMap<String, OpeningCalendar>();
        table.timetables().forEach((code, hours) -> calendars.put(code,
            new OpeningCalendar(town.zone(), hours, town.patronDay(), closures.stream().filter(it -> it.concerns(code)).toList())));
        return calendars;
    }
}

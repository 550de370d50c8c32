// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.citizen.RecordSection;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.PhoneNumber;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The lines of a person in lists that nobody has brought in yet: their numbers are whole, sealed, and not tied to her by any
 * id. A list that was brought in has no whole number any more.
 */
@Component
class WaitingLines implements PersonalRecords {

    private static final String HOME = "+39";

    private final EnrolmentTable table;
    private final Municipalities municipalities;

    WaitingLines(EnrolmentTable table, Municipalities municipalities) {
        this.table = table;
        this.municipalities = municipalities;
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }

    @Override
    public List<RecordSection> sections(Person person) {
        return List.of(new RecordSection("Elenchi che aspettano di essere importati", table.waiting().stream()
            .filter(it -> it.lines().stream().anyMatch(line -> isHers(line, person)))
            .map(it -> Map.of("elenco", it.origin().fileName(), "fonte", it.origin().source(),
                "letto il", LocalDate.ofInstant(it.madeAt(), municipalities.current().zone()).toString())).toList()));
    }

    @Override
    public void erase(Person person) {
        table.lockWaiting().forEach(it -> {
            var others = it.lines().stream().filter(line -> !isHers(line, person)).toList();
            if (others.size() < it.lines().size()) {
                table.thin(it.with(others, null));
            }
        });
    }

    /** Also by a cell in which the number stands among other words. */
    private static boolean isHers(EnrolmentLine line, Person person) {
        var digits = line.phone().replaceAll("\\D", "");
        return person.phones().stream().flatMap(it -> it.variants().stream()).anyMatch(it -> digits.contains(national(it)));
    }

    private static String national(PhoneNumber phone) {
        return phone.e164().startsWith(HOME) ? phone.e164().substring(HOME.length()) : phone.digits();
    }
}

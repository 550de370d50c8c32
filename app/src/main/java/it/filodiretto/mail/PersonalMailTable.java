// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.citizen.PersonalRowTable;
import it.filodiretto.citizen.RecordSection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** Where a person writes from: handed over as a fact, erased with her. What was said is messaging's. */
@Repository
class PersonalMailTable implements PersonalRecords {

    private final PersonalRowTable rows;

    PersonalMailTable(PersonalRowTable rows) {
        this.rows = rows;
    }

    @Override
    public Set<String> tables() {
        return Set.of("mail_person");
    }

    @Override
    public List<RecordSection> sections(Person person) {
        return List.of(new RecordSection("E-mail", rows.rows("""
            select subject as oggetto, wrote_at as "ultima e-mail" from mail_person where citizen_id = any(?) order by wrote_at""", person)));
    }

    @Override
    public void erase(Person person) {
        rows.delete("mail_person", person);
    }
}

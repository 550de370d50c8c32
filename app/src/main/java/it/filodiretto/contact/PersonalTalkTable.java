// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.citizen.PersonalRowTable;
import it.filodiretto.citizen.RecordSection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** The talks of a person, as such: handed over and erased. What was said is messaging's. */
@Repository
class PersonalTalkTable implements PersonalRecords {

    private final PersonalRowTable rows;

    PersonalTalkTable(PersonalRowTable rows) {
        this.rows = rows;
    }

    @Override
    public Set<String> tables() {
        return Set.of("conversation", "callback");
    }

    @Override
    public List<RecordSection> sections(Person person) {
        return List.of(new RecordSection("Richiamate", rows.rows("""
            select code as codice, asked_at as "chiesta il", due_at as "entro il",
                   case state when 'OPEN' then 'da fare' when 'DONE' then 'fatta' else 'risposto per e-mail' end as stato, tries as "tentativi a vuoto", settled_at as "fatta il"
              from callback where citizen_id = any(?) order by asked_at""", person)),
            new RecordSection("Conversazioni", rows.rows("""
            select office_code as ufficio, opened_at as "aperta il", last_inbound_at as "ultimo messaggio", waiting_since as "in attesa dal"
              from conversation where citizen_id = any(?) order by opened_at""", person)));
    }

    @Override
    public void erase(Person person) {
        rows.delete("callback", person);
        rows.delete("conversation", person);
    }
}

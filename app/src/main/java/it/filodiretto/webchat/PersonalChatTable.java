// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.citizen.PersonalRowTable;
import it.filodiretto.citizen.RecordSection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** The chats of a person, as such: handed over and erased with their lines. What was said is among messaging's too. */
@Repository
class PersonalChatTable implements PersonalRecords {

    private final PersonalRowTable rows;

    PersonalChatTable(PersonalRowTable rows) {
        this.rows = rows;
    }

    @Override
    public Set<String> tables() {
        return Set.of("webchat_session");
    }

    @Override
    public List<RecordSection> sections(Person person) {
        return List.of(new RecordSection("Chat del sito", rows.rows("""
            select code as codice, started_at as "iniziata il", ended_at as "conclusa il", rating as voto, rating_words as "parole del voto"
              from webchat_session where citizen_id = any(?) order by started_at""", person)));
    }

    @Override
    public void erase(Person person) {
        rows.delete("webchat_session", person);
    }
}

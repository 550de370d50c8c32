// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.citizen.PersonalRowTable;
import it.filodiretto.citizen.RecordSection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** What a person chose to hear, over the tables of choices: handed over, erased, and the bare proof of it. */
@Repository
class PersonalConsentTable implements PersonalRecords {

    private final PersonalRowTable rows;

    PersonalConsentTable(PersonalRowTable rows) {
        this.rows = rows;
    }

    @Override
    public Set<String> tables() {
        return Set.of("subscription", "consent", "question", "drill_list", "merged_subscription", "registration", "registration_code",
            "unregistered_writer");
    }

    @Override
    public List<RecordSection> sections(Person person) {
        return List.of(
            new RecordSection("Iscrizione", rows.rows("""
                select case state when 'ACTIVE' then 'iscritto' else 'non iscritto' end as stato, subscribed_at as "iscritto dal",
                       left_at as "cancellato dal", case when topics is null then 'tutti' else array_to_string(topics, ', ') end as argomenti,
                       array_to_string(districts, ', ') as zone
                  from subscription where citizen_id = any(?)""", person)),
            new RecordSection("Prove del consenso", rows.rows("""
                select case kind when 'JOIN' then 'iscrizione' else 'cancellazione' end as scelta,
                       case basis when 'CONDUCT' then 'comportamento concludente' else 'documento in mano al Comune' end as come,
                       text as "testo ricevuto", confirmation as conferma, channel as canale, written_at as scritto, received_at as ricevuto,
                       policy_number as "versione dell’informativa", external_id as "riferimento di WhatsApp"
                  from consent where citizen_id = any(?) order by received_at, id""", person)),
            new RecordSection("Domande di conferma", rows.rows("""
                select text as "dopo il testo", asked_at as chiesto, answered_at as risposto from question where citizen_id = any(?) order by asked_at""",
                person)),
            new RecordSection("Registrazione", rows.rows("""
                select case proof when 'CODE' then 'con un codice' when 'MESSAGE' then 'dopo un messaggio' else 'da un operatore' end as come,
                       policy_number as "versione dell’informativa", registered_at as "registrato dal"
                  from registration where citizen_id = any(?)""", person)),
            new RecordSection("Esercitazioni di protezione civile", rows.rows("""
                select agreed_at as "offerto dal", evidence as prova from drill_list where citizen_id = any(?)""", person)));
    }

    /** When, how and under which privacy notice; of the words only their hash, which proves them to who shows them. */
    @Override
    public List<Map<String, String>> proof(Person person) {
        return rows.rows("""
            select kind, basis, effective, channel, encode(sha256(convert_to(text, 'UTF8')), 'hex') as text_sha256, written_at, received_at,
                   policy_number
              from consent where citizen_id = any(?) order by received_at, id""", person);
    }

    @Override
    public void erase(Person person) {
        tables().stream().sorted().forEach(it -> rows.delete(it, person));
    }
}

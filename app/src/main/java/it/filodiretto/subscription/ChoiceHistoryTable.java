// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonEvent;
import it.filodiretto.citizen.PersonHistory;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a person chose to hear, and when, over the tables of choices. */
@Repository
class ChoiceHistoryTable implements PersonHistory {

    private final JdbcClient db;

    ChoiceHistoryTable(JdbcClient db) {
        this.db = db;
    }

    @Override
    public List<PersonEvent> events(Person person, int most) {
        return db.sql("""
                select coalesce(written_at, received_at) as at, case when kind = 'JOIN' then 'Si iscrive agli avvisi' else 'Si cancella dagli avvisi' end
                       || case when effective then '' else ' (superato da una scelta successiva)' end as words
                  from consent where citizen_id = any(:people)
                union all
                select registered_at, case proof when 'CODE' then 'Si registra con un codice' when 'MESSAGE' then 'Si registra dopo un messaggio'
                       else 'È registrata da un operatore' end
                  from registration where citizen_id = any(:people)
                union all
                select agreed_at, 'Si offre per le esercitazioni di protezione civile' from drill_list where citizen_id = any(:people)
                 order by at desc limit :most""")
            .param("people", person.ids()).param("most", most)
            .query((row, _) -> new PersonEvent(row.getObject(1, OffsetDateTime.class).toInstant(), "check-circle", row.getString(2))).list();
    }
}

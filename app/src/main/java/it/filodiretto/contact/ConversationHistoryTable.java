// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonEvent;
import it.filodiretto.citizen.PersonHistory;
import it.filodiretto.conversation.MessageWords;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.Office;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What happened in a person's talks, over the tables of talks: her requests, what operators did, call-backs. Of offices that the operator sees. */
@Repository
class ConversationHistoryTable implements PersonHistory {

    private final JdbcClient db;
    private final Offices offices;
    private final Operators operators;

    ConversationHistoryTable(JdbcClient db, Offices offices, Operators operators) {
        this.db = db;
        this.offices = offices;
        this.operators = operators;
    }

    @Override
    public List<PersonEvent> events(Person person, int most) {
        return Stream.concat(asked(person, most).stream(), done(person, most).stream()).toList();
    }

    private List<PersonEvent> asked(Person person, int most) {
        var names = offices.all().stream().collect(Collectors.toMap(Office::code, Office::name));
        return db.sql("""
                select r.opened_at, r.channel, r.office_code from citizen_request r join conversation c on c.id = r.conversation_id
                 where c.citizen_id = any(:people) and c.office_code = any(:offices) order by r.opened_at desc limit :most""")
            .param("people", person.ids()).param("offices", offices.visible().toArray(String[]::new)).param("most", most)
            .query((row, _) -> new PersonEvent(row.getObject(1, OffsetDateTime.class).toInstant(), "comment",
                "Si rivolge a " + names.getOrDefault(row.getString(3), row.getString(3)) + ": " + MessageWords.channel(ChannelKind.valueOf(row.getString(2))))).list();
    }

    private List<PersonEvent> done(Person person, int most) {
        return db.sql("""
                select e.at, e.kind, e.words, e.operator_id from conversation_event e join conversation c on c.id = e.conversation_id
                 where c.citizen_id = any(:people) and c.office_code = any(:offices) order by e.at desc limit :most""")
            .param("people", person.ids()).param("offices", offices.visible().toArray(String[]::new)).param("most", most)
            .query((row, _) -> {
                var operator = row.getObject(4, UUID.class);
                return new PersonEvent(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2).equals("CALLBACK") ? "telephone" : "user",
                    operator == null ? capital(row.getString(3)) : operators.name(new OperatorId(operator)) + " " + row.getString(3));
            }).list();
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(java.util.Locale.ITALIAN) + words.substring(1);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.PersonEvent;
import it.filodiretto.citizen.PersonHistory;
import it.filodiretto.messaging.ContentJson;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code outgoing_message}: the notices to many that a person had, among the last that the town sent. */
@Repository
class NoticeHistoryTable implements PersonHistory {

    private static final int LATEST = 500;

    private final JdbcClient db;

    NoticeHistoryTable(JdbcClient db) {
        this.db = db;
    }

    @Override
    public List<PersonEvent> events(Person person, int most) {
        return db.sql("""
                select coalesce(m.attempted_at, m.created_at), coalesce(b.free_text, b.template), m.state
                  from (select id, day, free_text, template from bulk order by id desc limit :latest) b
                  join outgoing_message m on m.bulk_id = b.id and m.day = b.day and m.citizen_id = any(:people)
                 order by 1 desc limit :most""")
            .param("latest", LATEST).param("people", person.ids()).param("most", most)
            .query((row, _) -> new PersonEvent(row.getObject(1, OffsetDateTime.class).toInstant(), "horn",
                "Avviso " + outcome(row.getString(3)) + ": «" + firstLine(ContentJson.readOutgoing(row.getString(2)).words()) + "»")).list();
    }

    private static String outcome(String state) {
        return switch (state) {
            case "READ" -> "letto";
            case "DELIVERED" -> "consegnato";
            case "SENT", "ACCEPTED" -> "partito";
            case "FAILED" -> "non riuscito";
            case "QUEUED" -> "in partenza";
            default -> "non inviato";
        };
    }

    private static String firstLine(String words) {
        return words.strip().lines().findFirst().orElse("");
    }
}

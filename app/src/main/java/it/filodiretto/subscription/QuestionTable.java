// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import it.filodiretto.citizen.CitizenId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code question}. */
@Repository
public class QuestionTable {

    private static final String COLUMNS = "id, citizen_id, kind, text, external_id, written_at, asked_at";

    private final JdbcClient db;

    QuestionTable(JdbcClient db) {
        this.db = db;
    }

    public void add(Question question) {
        db.sql("""
                insert into question (id, citizen_id, kind, text, external_id, written_at, asked_at)
                values (:id, :citizen, :kind, :text, :external, :written, :asked)""")
            .param("id", question.id())
            .param("citizen", question.citizen().value())
            .param("kind", question.choice().name())
            .param("text", question.text())
            .param("external", question.externalId())
            .param("written", question.writtenAt().atOffset(ZoneOffset.UTC))
            .param("asked", question.askedAt().atOffset(ZoneOffset.UTC))
            .update();
    }

    public Optional<Question> find(UUID id, CitizenId citizen) {
        return db.sql("select " + COLUMNS + " from question where id = ? and citizen_id = ?").param(id).param(citizen.value())
            .query(QuestionTable::read).optional();
    }

    /** The newest that a bare word may still answer. */
    public Optional<Question> awaitingWords(CitizenId citizen) {
        return db.sql("select " + COLUMNS + """
                 from question where citizen_id = ? and awaits_words and answered_at is null
                order by asked_at desc limit 1""")
            .param(citizen.value()).query(QuestionTable::read).optional();
    }

    public boolean askedSince(CitizenId citizen, Instant since) {
        return db.sql("select exists (select from question where citizen_id = ? and asked_at > ?)")
            .param(citizen.value()).param(since.atOffset(ZoneOffset.UTC)).query(Boolean.class).single();
    }

    public void answered(Question question, Instant at) {
        db.sql("update question set answered_at = coalesce(answered_at, ?) where id = ?").param(at.atOffset(ZoneOffset.UTC)).param(question.id()).update();
    }

    /** Something else was written: a later «sì» is about that. */
    public void awaitNoWords(CitizenId citizen) {
        db.sql("update question set awaits_words = false where citizen_id = ? and awaits_words").param(citizen.value()).update();
    }

    public void move(CitizenId from, CitizenId into) {
        db.sql("update question set citizen_id = ? where citizen_id = ?").param(into.value()).param(from.value()).update();
    }

    private static Question read(ResultSet row, int index) throws SQLException {
        return new Question(row.getObject("id", UUID.class), new CitizenId(row.getObject("citizen_id", UUID.class)),
            Choice.valueOf(row.getString("kind")), row.getString("text"), row.getString("external_id"),
            row.getObject("written_at", OffsetDateTime.class).toInstant(), row.getObject("asked_at", OffsetDateTime.class).toInstant());
    }
}

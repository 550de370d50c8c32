// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.operator.OperatorId;
import it.filodiretto.vault.SealedColumn;
import it.filodiretto.vault.SealedColumns;
import it.filodiretto.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code enrolment}: the lines sealed, numbers and all. */
@Repository
class EnrolmentTable implements SealedColumns {

    private static final String LINES = "enrolment.lines";
    private static final String SELECT = "select id, file_name, source, consented_on, made_at, brought_in_at, lines_sealed from enrolment ";
    private static final TypeReference<List<EnrolmentLine>> LIST = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;
    private final Vault vault;

    EnrolmentTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("enrolment", "lines_sealed", LINES));
    }

    /** One line of the list of lists. */
    record Entry(UUID id, String fileName, String source, Instant madeAt, @Nullable Instant broughtInAt, int lines, int taken) {}

    void insert(Enrolment enrolment, @Nullable OperatorId by) {
        var origin = enrolment.origin();
        db.sql("""
                insert into enrolment (id, file_name, source, consented_on, line_count, taken_count, lines_sealed, operator_id, made_at)
                values (:id, :file, :source, :day, :lines, :taken, :sealed, :by, :at)""")
            .param("id", enrolment.id()).param("file", origin.fileName()).param("source", origin.source()).param("day", origin.consentedOn())
            .param("lines", enrolment.lines().size()).param("taken", enrolment.taken()).param("sealed", sealed(enrolment))
            .param("by", by == null ? null : by.value()).param("at", utc(enrolment.madeAt())).update();
    }

    /** What was done takes the place of what was foreseen. */
    void settle(Enrolment enrolment) {
        db.sql("update enrolment set lines_sealed = :sealed, taken_count = :taken, brought_in_at = :at where id = :id")
            .param("sealed", sealed(enrolment)).param("taken", enrolment.taken())
            .param("at", enrolment.broughtInAt() == null ? null : utc(enrolment.broughtInAt())).param("id", enrolment.id()).update();
    }

    Optional<Enrolment> find(UUID id) {
        return db.sql(SELECT + "where id = ?").param(id).query(this::read).optional();
    }

    /** Those that nobody has brought in; they are forgotten after a day, so there are few. */
    List<Enrolment> waiting() {
        return db.sql(SELECT + "where brought_in_at is null order by id").query(this::read).list();
    }

    /** The same, and nobody else works on them, from here to the end of the transaction. */
    List<Enrolment> lockWaiting() {
        return db.sql(SELECT + "where brought_in_at is null order by id for update").query(this::read).list();
    }

    /** Some lines were taken out. */
    void thin(Enrolment enrolment) {
        db.sql("update enrolment set lines_sealed = ?, line_count = ?, taken_count = ? where id = ?")
            .param(sealed(enrolment)).param(enrolment.lines().size()).param(enrolment.taken()).param(enrolment.id()).update();
    }

    /** Nobody else works on it, from here to the end of the transaction. */
    Optional<Enrolment> lock(UUID id) {
        return db.sql(SELECT + "where id = ? for update").param(id).query(this::read).optional();
    }

    /** The newest first. */
    List<Entry> latest(int limit) {
        return db.sql("""
                select id, file_name, source, made_at, brought_in_at, line_count, taken_count from enrolment
                 order by made_at desc, id desc limit ?""")
            .param(limit)
            .query((row, _) -> new Entry(row.getObject("id", UUID.class), row.getString("file_name"), row.getString("source"), instant(row, "made_at"),
                row.getObject("brought_in_at") == null ? null : instant(row, "brought_in_at"), row.getInt("line_count"), row.getInt("taken_count"))).list();
    }

    /** Only what was not brought in. */
    void giveUp(UUID id) {
        db.sql("delete from enrolment where id = ? and brought_in_at is null").param(id).update();
    }

    /** @param waitingBefore what nobody brought in is forgotten soon, because its numbers are whole */
    void forget(Instant waitingBefore, Instant doneBefore) {
        db.sql("delete from enrolment where made_at < case when brought_in_at is null then :waiting::timestamptz else :done::timestamptz end")
            .param("waiting", utc(waitingBefore)).param("done", utc(doneBefore)).update();
    }

    private byte[] sealed(Enrolment enrolment) {
        return vault.seal(JSON.writeValueAsBytes(enrolment.lines()), LINES);
    }

    private Enrolment read(ResultSet row, int index) throws SQLException {
        return new Enrolment(row.getObject("id", UUID.class),
            new Enrolment.Origin(row.getString("file_name"), row.getString("source"), row.getObject("consented_on", LocalDate.class)),
            instant(row, "made_at"), row.getObject("brought_in_at") == null ? null : instant(row, "brought_in_at"),
            JSON.readValue(vault.open(row.getBytes("lines_sealed"), LINES), LIST));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

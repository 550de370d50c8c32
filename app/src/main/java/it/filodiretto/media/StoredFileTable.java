// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Origin;
import it.filodiretto.media.StoredFile.Shown;
import it.filodiretto.media.StoredFile.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code stored_file}. */
@Repository
class StoredFileTable {

    private static final String COLUMNS = "id, origin, state, name, type, size, sha256, shown_type, shown_size, small_size, to_draw, reason, made_at";

    private final JdbcClient db;

    StoredFileTable(JdbcClient db) {
        this.db = db;
    }

    void insert(StoredFileId id, Origin origin, String name, Instant madeAt) {
        db.sql("insert into stored_file (id, origin, state, name, made_at) values (?, ?, 'ARRIVING', ?, ?)")
            .param(id.value()).param(origin.name()).param(name).param(at(madeAt)).update();
    }

    /** @return false if it is gone or settled */
    boolean here(StoredFile file, byte[] sealedKey, Instant now) {
        var shown = file.shown();
        return db.sql("""
                update stored_file set state = 'HERE', name = :name, type = :type, size = :size, sha256 = :sha256, sealed_key = :key,
                       shown_type = :shownType, shown_size = :shownSize, small_size = :smallSize, to_draw = :toDraw, settled_at = :now
                 where id = :id and state = 'ARRIVING'""")
            .param("name", file.name()).param("type", file.type() == null ? null : file.type().mediaType()).param("size", file.size())
            .param("sha256", HexFormat.of().parseHex(String.valueOf(file.sha256()))).param("key", sealedKey)
            .param("shownType", shown == null ? null : shown.type()).param("shownSize", shown == null ? null : shown.size())
            .param("smallSize", shown == null ? null : shown.smallSize()).param("toDraw", file.toDraw()).param("now", at(now)).param("id", file.id().value())
            .update() == 1;
    }

    /** What to draw it with, if that is still to be done; until the transaction ends nobody else draws or deletes it. */
    Optional<byte[]> lockToDraw(StoredFileId id) {
        return db.sql("select sealed_key from stored_file where id = ? and to_draw for no key update").param(id.value()).query(byte[].class).optional();
    }

    /** @param shown {@code null}: it turned out to be no picture that can be drawn */
    void drawn(StoredFileId id, @Nullable Shown shown) {
        db.sql("update stored_file set to_draw = false, shown_type = :type, shown_size = :size, small_size = :small where id = :id")
            .param("type", shown == null ? null : shown.type()).param("size", shown == null ? null : shown.size())
            .param("small", shown == null ? null : shown.smallSize()).param("id", id.value()).update();
    }

    /** It will never be here. */
    void settle(StoredFileId id, State state, @Nullable String reason, Instant now) {
        db.sql("update stored_file set state = ?, reason = ?, settled_at = ? where id = ? and state = 'ARRIVING'")
            .param(state.name()).param(reason).param(at(now)).param(id.value()).update();
    }

    List<StoredFile> find(Collection<StoredFileId> ids) {
        return db.sql("select " + COLUMNS + " from stored_file where id = any(?)")
            .param(ids.stream().map(StoredFileId::value).toArray(UUID[]::new)).query(StoredFileTable::read).list();
    }

    /** Empty: there are no bytes. */
    Optional<Bytes> bytes(StoredFileId id) {
        return db.sql("select sealed_key, to_draw from stored_file where id = ? and sealed_key is not null").param(id.value()).query(Bytes.class).optional();
    }

    record Bytes(byte[] sealedKey, boolean toDraw) {}

    void delete(StoredFileId id) {
        db.sql("delete from stored_file where id = ?").param(id.value()).update();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static StoredFile read(ResultSet row, int index) throws SQLException {
        var type = row.getString("type");
        var hash = row.getBytes("sha256");
        var shown = row.getString("shown_type");
        return new StoredFile(new StoredFileId(row.getObject("id", UUID.class)), Origin.valueOf(row.getString("origin")),
            State.valueOf(row.getString("state")), row.getString("name"), type == null ? null : FileType.accepted(type).orElse(null),
            row.getLong("size"), hash == null ? null : HexFormat.of().formatHex(hash),
            shown == null ? null : new Shown(shown, row.getLong("shown_size"), row.getLong("small_size")), row.getBoolean("to_draw"),
            row.getString("reason"), row.getObject("made_at", OffsetDateTime.class).toInstant());
    }
}

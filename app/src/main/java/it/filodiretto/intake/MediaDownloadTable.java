// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.media.StoredFileId;
import it.filodiretto.municipality.MunicipalityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code media_download}, one queue for all municipalities. */
@Repository
public class MediaDownloadTable {

    private final JdbcClient db;

    MediaDownloadTable(JdbcClient db) {
        this.db = db;
    }

    void insert(MediaDownload download) {
        db.sql("""
                insert into media_download (file_id, municipality_id, phone_number_id, media_id, sha256, byte_limit, written_at)
                values (?, ?, ?, ?, ?, ?, ?)""")
            .param(download.file().value()).param(download.town().value()).param(download.phoneNumberId()).param(download.mediaId())
            .param(download.sha256()).param(download.limit()).param(download.writtenAt().atOffset(ZoneOffset.UTC)).update();
    }

    /** The next that is due, held until the lease ends. Looked for once: as part of a join PostgreSQL may look again for each row, and each time holds another. */
    Optional<MediaDownload> claim(Duration lease) {
        return db.sql("""
                with due as materialized (
                  select file_id from media_download where next_at <= clock_timestamp() order by next_at limit 1 for update skip locked)
                update media_download d set next_at = clock_timestamp() + make_interval(secs => :lease), attempts = attempts + 1
                  from due where d.file_id = due.file_id
                returning d.file_id, d.municipality_id, d.phone_number_id, d.media_id, d.sha256, d.byte_limit, d.written_at, d.attempts""")
            .param("lease", lease.toMillis() / 1000.0).query(MediaDownloadTable::read).optional();
    }

    /** Those are still being fetched. */
    void renew(Collection<StoredFileId> files, Duration lease) {
        db.sql("update media_download set next_at = clock_timestamp() + make_interval(secs => ?) where file_id = any(?)")
            .param(lease.toMillis() / 1000.0).param(files.stream().map(StoredFileId::value).toArray(UUID[]::new)).update();
    }

    void again(StoredFileId file, Duration pause) {
        db.sql("update media_download set next_at = clock_timestamp() + make_interval(secs => ?) where file_id = ?")
            .param(pause.toMillis() / 1000.0).param(file.value()).update();
    }

    void done(StoredFileId file) {
        db.sql("delete from media_download where file_id = ?").param(file.value()).update();
    }

    private static MediaDownload read(ResultSet row, int index) throws SQLException {
        return new MediaDownload(new StoredFileId(row.getObject("file_id", UUID.class)), new MunicipalityId(row.getObject("municipality_id", UUID.class)),
            row.getString("phone_number_id"), row.getString("media_id"), row.getString("sha256"), row.getLong("byte_limit"),
            row.getObject("written_at", OffsetDateTime.class).toInstant(), row.getInt("attempts"));
    }
}

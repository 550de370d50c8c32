// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.media.StoredFileId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code media_upload}. */
@Repository
public class UploadTable {

    private final JdbcClient db;

    UploadTable(JdbcClient db) {
        this.db = db;
    }

    /** Meta's id of the file, if it was uploaded after that moment. */
    Optional<String> find(StoredFileId file, String phoneNumberId, Instant after) {
        return db.sql("select media_id from media_upload where file_id = ? and phone_number_id = ? and uploaded_at > ?")
            .param(file.value()).param(phoneNumberId).param(after.atOffset(ZoneOffset.UTC)).query(String.class).optional();
    }

    void forget(StoredFileId file, String phoneNumberId, String mediaId, Instant before) {
        db.sql("update media_upload set uploaded_at = 'epoch' where file_id = ? and phone_number_id = ? and media_id = ? and uploaded_at < ?")
            .param(file.value()).param(phoneNumberId).param(mediaId).param(before.atOffset(ZoneOffset.UTC)).update();
    }

    void put(StoredFileId file, String phoneNumberId, String mediaId, Instant now) {
        db.sql("""
                insert into media_upload (file_id, phone_number_id, media_id, uploaded_at) values (?, ?, ?, ?)
                on conflict (file_id, phone_number_id) do update set media_id = excluded.media_id, uploaded_at = excluded.uploaded_at""")
            .param(file.value()).param(phoneNumberId).param(mediaId).param(now.atOffset(ZoneOffset.UTC)).update();
    }
}

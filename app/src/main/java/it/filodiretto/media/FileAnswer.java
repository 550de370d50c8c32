// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A file as an answer to a browser that may see it, whole or in parts. Pictures are shown as drawn anew, videos and audio play;
 * all else is saved, not opened: a browser's own programs for documents are kept out of our pages.
 */
public final class FileAnswer {

    /** Nothing in an answer may run or fetch, whatever it turns out to be. */
    private static final String CLOSED = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

    private FileAnswer() {}

    /** The copy that others may see. @param kept how long the browser may keep it */
    public static ResponseEntity<Resource> visible(Media media, StoredFile file, CacheControl kept) {
        var drawn = media.drawn(file);
        return of(media, drawn, drawn.visible(), kept);
    }

    /** 404 if there is no such copy, which may turn out when it is drawn. */
    public static ResponseEntity<Resource> of(Media media, StoredFile found, Copy copy, CacheControl kept) {
        var file = copy == Copy.ORIGINAL ? found : media.drawn(found);
        var type = file.type();
        if (!file.has(copy) || type == null) {
            return ResponseEntity.notFound().build();
        }
        var inPlace = copy != Copy.ORIGINAL || type.family() == FileType.Family.VIDEO || type.family() == FileType.Family.AUDIO;
        var disposition = (inPlace ? ContentDisposition.inline() : ContentDisposition.attachment()).filename(file.nameOf(copy), StandardCharsets.UTF_8).build();
        return ResponseEntity.ok()
            .contentType(MediaType.parseMediaType(file.typeOf(copy)))
            .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
            .header("Content-Security-Policy", CLOSED)
            .header("X-Content-Type-Options", "nosniff")
            .header("Cross-Origin-Resource-Policy", "same-origin")
            .cacheControl(kept)
            .body(new StoredResource(media, file, copy));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.media.StoredFile.Origin;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * Files for who may see them, whole or in parts. Pictures are shown as drawn anew, videos and audio play; all else is
 * saved, not opened: a browser's own programs for documents are kept out of the console.
 */
@Controller
@RequestMapping("/console/{slug}/file/{id}")
class FileController {

    /** Nothing in an answer may run or fetch, whatever it turns out to be. */
    private static final String CLOSED = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

    private final Media media;
    private final Audit audit;

    FileController(Media media, Audit audit) {
        this.media = media;
        this.audit = audit;
    }

    @GetMapping
    ResponseEntity<Resource> shown(@PathVariable UUID id) {
        var file = find(id);
        if (file.shown() == null && file.type() != null && file.type().family() == FileType.Family.PICTURE) {
            CurrentOperator.require(Permission.SEE_CONTACTS);   // we could not make it anew: it says all that the telephone wrote
        }
        return answer(file, file.visible());
    }

    @GetMapping("/miniatura")
    ResponseEntity<Resource> small(@PathVariable UUID id) {
        return answer(find(id), Copy.SMALL);
    }

    /** As it came, with place and owner: a contact, in a sense. */
    @GetMapping("/originale")
    ResponseEntity<Resource> original(@PathVariable UUID id) {
        var file = find(id);
        CurrentOperator.require(Permission.SEE_CONTACTS);
        audit.record("file.original", Map.of("file", file.id().toString()));
        return answer(file, Copy.ORIGINAL);
    }

    private StoredFile find(UUID id) {
        var file = media.find(new StoredFileId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (file.origin() == Origin.CITIZEN || !CurrentOperator.may(Permission.SEE_NOTICES)) {
            CurrentOperator.require(Permission.ANSWER);
        }
        return file;
    }

    private ResponseEntity<Resource> answer(StoredFile file, Copy copy) {
        var type = file.type();
        if (!file.has(copy) || type == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var inPlace = copy != Copy.ORIGINAL || type.family() == FileType.Family.VIDEO || type.family() == FileType.Family.AUDIO;
        var disposition = (inPlace ? ContentDisposition.inline() : ContentDisposition.attachment()).filename(file.name(), StandardCharsets.UTF_8).build();
        return ResponseEntity.ok()
            .contentType(MediaType.parseMediaType(file.typeOf(copy)))
            .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
            .header("Content-Security-Policy", CLOSED)
            .header("X-Content-Type-Options", "nosniff")
            .header("Cross-Origin-Resource-Policy", "same-origin")
            .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
            .body(new StoredResource(media, file, copy));
    }
}

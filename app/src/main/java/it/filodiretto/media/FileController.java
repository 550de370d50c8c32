// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.media.StoredFile.Origin;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** Files for operators who may see them: {@link FileAnswer}. */
@Controller
@RequestMapping("/console/{slug}/file/{id}")
class FileController {

    private final Media media;
    private final Audit audit;

    FileController(Media media, Audit audit) {
        this.media = media;
        this.audit = audit;
    }

    @GetMapping
    ResponseEntity<Resource> shown(@PathVariable UUID id) {
        var file = media.drawn(find(id));
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
        if (file.origin() != Origin.TOWN || !CurrentOperator.may(Permission.SEE_NOTICES)) {
            CurrentOperator.require(Permission.ANSWER);
        }
        return file;
    }

    private ResponseEntity<Resource> answer(StoredFile file, Copy copy) {
        return FileAnswer.of(media, file, copy, CacheControl.maxAge(Duration.ofHours(1)).cachePrivate());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.drafting.Notices;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.notice.NoticeId;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The picture of a notice that has left, for everybody: drawn anew, without what the camera wrote into it. */
@Controller
class PublicPictureController {

    private final Notices notices;
    private final Broadcasts broadcasts;
    private final Media media;

    PublicPictureController(Notices notices, Broadcasts broadcasts, Media media) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.media = media;
    }

    @GetMapping("/{slug}/avvisi/{id}/immagine")
    ResponseEntity<Resource> show(@PathVariable UUID id) throws IOException {
        var notice = notices.find(new NoticeId(id)).orElseThrow(PublicNoticeController::notHere);
        var picture = notice.content().details().picture();
        if (picture == null || broadcasts.find(notice.broadcast()).map(BroadcastStatus::startedAt).isEmpty()) {
            throw PublicNoticeController.notHere();
        }
        var file = media.find(new StoredFileId(picture.file())).filter(it -> it.has(Copy.SHOWN)).orElseThrow(PublicNoticeController::notHere);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(file.typeOf(Copy.SHOWN))).contentLength(file.sizeOf(Copy.SHOWN))
            .header("Content-Security-Policy", "default-src 'none'; sandbox").header("X-Content-Type-Options", "nosniff")
            .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
            .body(new InputStreamResource(media.open(file.id(), Copy.SHOWN, 0)));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.drafting.Notices;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeMessage;
import it.filodiretto.notice.NoticeParts;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.page.Papers;
import it.filodiretto.page.Qr;
import it.filodiretto.page.Words;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A notice as a paper for the notice board, with a code that leads to its page: {@code jte/noticeboard/sheet.jte}. */
@Controller
class SheetController {

    private final Notices notices;
    private final NoticeMessage messages;
    private final NoticeParts parts;
    private final Municipalities municipalities;
    private final Papers papers;
    private final Words words;

    SheetController(Notices notices, NoticeMessage messages, NoticeParts parts, Municipalities municipalities, Papers papers, Words words) {
        this.notices = notices;
        this.messages = messages;
        this.parts = parts;
        this.municipalities = municipalities;
        this.papers = papers;
        this.words = words;
    }

    @GetMapping("/console/{slug}/avvisi/{id}/manifesto.pdf")
    ResponseEntity<byte[]> sheet(@PathVariable UUID id) {
        NoticeRights.requireToSee();
        var notice = notices.find(new NoticeId(id)).orElseThrow(PublicNoticeController::notHere);
        var town = municipalities.current();
        var content = notices.complete(notice.content());
        var link = messages.link(notice.id());
        var level = content.level();
        var sheet = new NoticeSheet(town.fullName(), town.brand().deep(), level == null ? "" : level.words(), content, parts.facts(content, town.zone()), town.help(),
            link.replaceFirst("^https?://", ""), Qr.png(link));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF)
            .header("Content-Disposition", "inline; filename=\"avviso-" + id + ".pdf\"").header("Cache-Control", "no-store")
            .body(papers.pdf(papers.html("noticeboard/sheet", Map.of("sheet", sheet, "words", words))));
    }
}

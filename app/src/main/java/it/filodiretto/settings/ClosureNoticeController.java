// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.drafting.Notices;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.Words;
import it.filodiretto.shared.Ids;
import it.filodiretto.wording.Piece;
import it.filodiretto.wording.Pieces;
import it.filodiretto.wording.Topics;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** An extraordinary closure makes the draft of its notice; people read it, finish it and send it as any other. */
@Controller
class ClosureNoticeController {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ITALIAN);

    private final Pieces pieces;
    private final Notices notices;
    private final Topics topics;
    private final Words words;

    ClosureNoticeController(Pieces pieces, Notices notices, Topics topics, Words words) {
        this.pieces = pieces;
        this.notices = notices;
        this.topics = topics;
        this.words = words;
    }

    @PostMapping("/console/{slug}/contenuti/chiusure/{key}/avviso")
    String propose(@PathVariable String slug, @PathVariable String key) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        var closure = pieces.find(Piece.Kind.CLOSURE, key).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var id = new NoticeId(Ids.next());
        notices.keep(id, draft(closure));
        return "redirect:/console/" + slug + "/avvisi/" + id;
    }

    NoticeText draft(Piece closure) {
        var from = LocalDate.parse(closure.field("from"));
        var until = LocalDate.parse(closure.field("until"));
        var what = closure.field("timetable").isEmpty() ? words.get("settings.closure.all")
            : pieces.find(Piece.Kind.TIMETABLE, closure.field("timetable")).map(it -> it.field("name")).orElse("");
        var when = from.equals(until) ? DAY.format(from) : words.get("settings.closure.days", DAY.format(from), DAY.format(until));
        var hours = closure.field("hours").isEmpty() ? "" : words.get("settings.closure.hours", closure.field("hours"));
        return NoticeText.of(words.get("settings.closure.title", when), words.get("settings.closure.text", what, when, hours, closure.field("reason")), topic());
    }

    /** What speaks of offices and services; empty if no topic does: the editor chooses. */
    private String topic() {
        return topics.list().stream().filter(it -> !it.isCivilProtection() && (it.code().contains("disserviz") || it.code().contains("serviz") || it.code().contains("uffic")))
            .findFirst().map(it -> it.code()).orElse("");
    }
}

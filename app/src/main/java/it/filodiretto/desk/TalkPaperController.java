// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.Papers;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** A talk on paper: all that was said, to be printed or as a file. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}")
class TalkPaperController {

    private final Talks talks;
    private final Papers papers;
    private final Municipalities municipalities;
    private final Audit audit;
    private final Clock clock;

    TalkPaperController(Talks talks, Papers papers, Municipalities municipalities, Audit audit, Clock clock) {
        this.talks = talks;
        this.papers = papers;
        this.municipalities = municipalities;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/stampa")
    String print(@PathVariable UUID id, Model model) {
        model.addAttribute("talk", whole(id));
        audit.record("conversation.print", Map.of("conversation", id.toString()));
        return "desk/print";
    }

    @GetMapping("/stampa.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable UUID id) {
        var talk = whole(id);
        var town = municipalities.current();
        audit.record("conversation.print", Map.of("conversation", id.toString()));
        var html = papers.html("desk/paper", Map.of("talk", talk, "town", town.fullName(), "at", clock.instant(), "zone", town.zone()));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF)
            .header("Content-Disposition", ContentDisposition.attachment().filename("conversazione-" + id + ".pdf").build().toString())
            .body(papers.pdf(html));
    }

    private Talk whole(UUID id) {
        CurrentOperator.require(Permission.ANSWER);
        return talks.find(new ConversationId(id), Talks.ALL).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

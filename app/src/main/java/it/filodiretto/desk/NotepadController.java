// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What operators write on a talk for each other: labels, marks, notes. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}")
class NotepadController {

    private final ConversationController page;
    private final Notepad notepad;
    private final Talks talks;
    private final TalkPages pages;

    NotepadController(ConversationController page, Notepad notepad, Talks talks, TalkPages pages) {
        this.page = page;
        this.notepad = notepad;
        this.talks = talks;
        this.pages = pages;
    }

    @PostMapping("/etichette")
    String label(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String etichette) {
        return back(slug, id, notepad.label(talk(id), etichette, operator()));
    }

    /** @param come a mark of the office */
    @PostMapping("/segno")
    String mark(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String come) {
        return back(slug, id, notepad.mark(talk(id), come, operator()));
    }

    @PostMapping("/note")
    String note(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String testo, Model model, HttpServletResponse response) {
        var text = testo.strip();
        if (text.isEmpty() || text.length() > ConversationController.LONGEST) {
            var shown = talks.find(talk(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
            return page.refused(shown, pages.composer(shown, "nota", null).refused(testo, "Scrivi la nota, al massimo 4.096 caratteri."), HttpStatus.UNPROCESSABLE_CONTENT,
                model, response);
        }
        return back(slug, id, notepad.note(talk(id), text, operator()));
    }

    private static String back(String slug, UUID id, boolean done) {
        if (!done) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/console/" + slug + "/messaggi/" + id;
    }

    private static ConversationId talk(UUID id) {
        CurrentOperator.require(Permission.ANSWER);
        return new ConversationId(id);
    }

    private static OperatorId operator() {
        return CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}

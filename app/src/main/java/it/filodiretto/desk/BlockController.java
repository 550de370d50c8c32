// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Shuts out who floods the channel of a talk, and lets her in again. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}")
class BlockController {

    private final ConversationController page;
    private final Talks talks;
    private final TalkPages pages;
    private final ShutOut shutOut;

    BlockController(ConversationController page, Talks talks, TalkPages pages, ShutOut shutOut) {
        this.page = page;
        this.talks = talks;
        this.pages = pages;
        this.shutOut = shutOut;
    }

    @PostMapping("/blocco")
    String block(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String motivo, Model model, HttpServletResponse response) {
        var talk = find(id);
        var reason = motivo.strip();
        return answer(slug, talk, reason.isEmpty() || reason.length() > 200 ? Optional.of("Scrivi il motivo del blocco, in non più di 200 caratteri.")
            : shutOut.block(talk.conversation(), reason, operator()), model, response);
    }

    @PostMapping("/sblocco")
    String unblock(@PathVariable String slug, @PathVariable UUID id, Model model, HttpServletResponse response) {
        var talk = find(id);
        return answer(slug, talk, shutOut.unblock(talk.conversation(), operator()), model, response);
    }

    private String answer(String slug, Talk talk, Optional<String> refusal, Model model, HttpServletResponse response) {
        return refusal.isEmpty() ? "redirect:/console/" + slug + "/messaggi/" + talk.conversation().id()
            : page.refused(talk, pages.composer(talk, "", null).refused("", refusal.get()), HttpStatus.UNPROCESSABLE_CONTENT, model, response);
    }

    private Talk find(UUID id) {
        CurrentOperator.require(Permission.ANSWER);
        return talks.find(new ConversationId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static OperatorId operator() {
        return CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Permission;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** What to do with a message of which nobody knows whether it arrived: the two buttons below it. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}/verifica/{message}")
class LostAnswerController {

    private final LostAnswers lost;

    LostAnswerController(LostAnswers lost) {
        this.lost = lost;
    }

    @PostMapping("/rinvio")
    String again(@PathVariable String slug, @PathVariable UUID id, @PathVariable UUID message) {
        return back(slug, id, lost.sendAgain(new ConversationId(id), message, operator()));
    }

    @PostMapping("/chiusura")
    String leave(@PathVariable String slug, @PathVariable UUID id, @PathVariable UUID message) {
        return back(slug, id, lost.leave(new ConversationId(id), message, operator()));
    }

    private static OperatorId operator() {
        CurrentOperator.require(Permission.ANSWER);
        return CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private static String back(String slug, UUID id, boolean found) {
        if (!found) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/console/" + slug + "/messaggi/" + id;
    }
}

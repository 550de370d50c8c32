// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The call-backs of a talk: {@code jte/contact/callbacks.jte}, a page of its own, and a part of the talk's. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}/richiamate")
class CallbackController {

    private final Callbacks callbacks;
    private final Audit audit;

    CallbackController(Callbacks callbacks, Audit audit) {
        this.callbacks = callbacks;
        this.audit = audit;
    }

    @GetMapping
    String show(@PathVariable UUID id, @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part, Model model) {
        CurrentOperator.require(Permission.ANSWER);
        return page(id, false, part, model);
    }

    /** Name and number whole; that they were seen is written down. */
    @PostMapping("/recapito")
    String reveal(@PathVariable UUID id, Model model) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        var page = page(id, true, false, model);
        audit.record("callback.contact-seen", Map.of("conversation", id.toString()));
        return page;
    }

    @PostMapping("/{callback}/esito")
    String settle(@PathVariable String slug, @PathVariable UUID id, @PathVariable UUID callback, @RequestParam Callback.Outcome esito) {
        CurrentOperator.require(Permission.ANSWER);
        var operator = CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        if (!callbacks.settle(new ConversationId(id), callback, esito, operator)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/console/" + slug + "/messaggi/" + id + "/richiamate";
    }

    private String page(UUID id, boolean whole, boolean part, Model model) {
        model.addAttribute("callbacks", callbacks.of(new ConversationId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("talk", id.toString());
        model.addAttribute("whole", whole);
        return part ? "contact/callbacks" : "contact/callbackPage";
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Who the person of a talk is: the same as another, or two, which is only for those who may see numbers; and her story across channels. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}")
class PersonController {

    private static final int MOST = 300;

    private final Persons persons;

    PersonController(Persons persons) {
        this.persons = persons;
    }

    /** Her talks, notices, choices and call-backs in one list: {@code jte/contact/story.jte}. */
    @GetMapping("/storia")
    String story(@PathVariable UUID id, Model model) {
        CurrentOperator.require(Permission.ANSWER);
        model.addAttribute("events", persons.story(new ConversationId(id), MOST).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("talk", id.toString());
        return "contact/story";
    }

    /** This person and the one with this number are one. */
    @PostMapping("/unioni")
    String unite(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String numero) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        return persons.unite(new ConversationId(id), numero).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
            ? "redirect:/console/" + slug + "/messaggi?stato=tutte" : "redirect:/console/" + slug + "/messaggi/" + id + "?sconosciuto";
    }

    /** They are two after all. */
    @PostMapping("/unioni/{merge}/annullamento")
    String part(@PathVariable String slug, @PathVariable UUID id, @PathVariable UUID merge) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        if (!persons.part(new ConversationId(id), merge)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/console/" + slug + "/messaggi?stato=tutte";
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Who the person of a talk is: the same as another, or two. Only for those who may see numbers. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}/unioni")
class PersonController {

    private final Persons persons;

    PersonController(Persons persons) {
        this.persons = persons;
    }

    /** This person and the one with this number are one. */
    @PostMapping
    String unite(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String numero) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        return persons.unite(new ConversationId(id), numero) ? "redirect:/console/" + slug + "/messaggi?stato=tutte"
            : "redirect:/console/" + slug + "/messaggi/" + id + "?sconosciuto";
    }

    /** They are two after all. */
    @PostMapping("/{merge}/annullamento")
    String part(@PathVariable String slug, @PathVariable UUID id, @PathVariable UUID merge) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        if (!persons.part(new ConversationId(id), merge)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/console/" + slug + "/messaggi?stato=tutte";
    }
}

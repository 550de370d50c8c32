// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.util.Map;
import java.util.UUID;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The subscribers, for operators: {@code jte/subscription/}. Numbers are masked for everybody. */
@Controller
class SubscriberController {

    private final SubscriberRegister register;
    private final Audit audit;

    SubscriberController(SubscriberRegister register, Audit audit) {
        this.register = register;
        this.audit = audit;
    }

    @GetMapping("/console/{slug}/iscritti")
    String subscribers(@RequestParam(name = "pagina", defaultValue = "1") int number, Model model) {
        if (!CurrentOperator.may(Permission.MANAGE_SUBSCRIBERS)) {
            CurrentOperator.require(Permission.SEE_NOTICES);
        }
        if (number < 1 || number > SubscriberRegister.LAST_PAGE) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("list", register.page(number));
        return "subscription/subscribers";
    }

    /** The evidence of one person's choices, on one page to print. */
    @GetMapping("/console/{slug}/iscritti/{id}/consenso")
    String evidence(@PathVariable UUID id, Model model) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        var sheet = register.evidence(new CitizenId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        audit.record("consent.export", Map.of("citizen", id.toString()));
        model.addAttribute("sheet", sheet);
        return "subscription/evidence";
    }
}

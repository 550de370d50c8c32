// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How the subscribers grew, for who sees notices: {@code jte/subscriber/growth.jte}. */
@Controller
class GrowthController {

    private final Growth growth;

    GrowthController(Growth growth) {
        this.growth = growth;
    }

    /** @param code of a topic or district; empty or unknown: all of the town */
    @GetMapping("/console/{slug}/iscritti/crescita")
    String growth(@RequestParam(name = "di", defaultValue = "") String code, Model model) {
        if (!CurrentOperator.may(Permission.MANAGE_SUBSCRIBERS)) {
            CurrentOperator.require(Permission.SEE_NOTICES);
        }
        var parts = growth.parts();
        var chosen = parts.stream().filter(it -> it.code().equals(code)).findFirst();
        model.addAttribute("parts", parts);
        model.addAttribute("chosen", chosen.orElse(null));
        model.addAttribute("chart", chosen.map(growth::of).orElseGet(growth::ofTown));
        return "subscriber/growth";
    }
}

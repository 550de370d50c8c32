// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Subscriptions;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of volunteers, the only people whom a drill reaches: {@code jte/audience/volunteers.jte}. */
@Controller
@RequestMapping("/console/{slug}/iscritti/volontari")
class VolunteerController {

    private static final int LONGEST_EVIDENCE = 300;

    private final Neighbourhoods neighbourhoods;
    private final Subscriptions subscriptions;
    private final Citizens citizens;
    private final Audit audit;

    VolunteerController(Neighbourhoods neighbourhoods, Subscriptions subscriptions, Citizens citizens, Audit audit) {
        this.neighbourhoods = neighbourhoods;
        this.subscriptions = subscriptions;
        this.citizens = citizens;
        this.audit = audit;
    }

    @GetMapping
    String list(Model model) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        return show("", "", Map.of(), model);
    }

    @PostMapping
    String add(@PathVariable String slug, @RequestParam(name = "telefono", defaultValue = "") String phone,
            @RequestParam(name = "prova", defaultValue = "") String evidence, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        var number = PhoneNumber.parse(phone);
        var known = number.flatMap(citizens::find).filter(subscriptions::isSubscribed);
        Map<String, String> flaws = number.isEmpty() ? Map.of("telefono", "subscription.desk.bad-number")
            : known.isEmpty() ? Map.of("telefono", "subscription.volunteers.not-in")
            : evidence.isBlank() ? Map.of("prova", "subscription.volunteers.no-evidence")
            : evidence.length() > LONGEST_EVIDENCE ? Map.of("prova", "subscription.desk.long-evidence") : Map.of();
        if (!flaws.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(phone, evidence, flaws, model);
        }
        var citizen = known.orElseThrow();
        neighbourhoods.agreesToDrills(citizen, evidence.strip());
        audit.record("drill.volunteer", Map.of("citizen", citizen.toString()));
        return "redirect:/console/" + slug + "/iscritti/volontari";
    }

    @PostMapping("/{id}/uscita")
    String remove(@PathVariable String slug, @PathVariable UUID id) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        neighbourhoods.leavesDrills(new CitizenId(id));
        audit.record("drill.no-volunteer", Map.of("citizen", id.toString()));
        return "redirect:/console/" + slug + "/iscritti/volontari";
    }

    private String show(String phone, String evidence, Map<String, String> flaws, Model model) {
        model.addAttribute("phone", phone);
        model.addAttribute("evidence", evidence);
        model.addAttribute("flaws", flaws);
        model.addAttribute("volunteers", neighbourhoods.volunteers());
        return "audience/volunteers";
    }
}

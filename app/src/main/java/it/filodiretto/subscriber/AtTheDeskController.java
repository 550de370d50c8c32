// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Subscriptions;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who comes to the desk or calls, to subscribe or to leave; the page of evidence is the receipt: {@code jte/subscriber/desk.jte}. */
@Controller
class AtTheDeskController {

    private static final int LONGEST_EVIDENCE = 300;
    private static final Set<String> CHOICES = Set.of("iscrive", "cancella");

    private final Subscriptions subscriptions;
    private final Citizens citizens;
    private final Audit audit;

    AtTheDeskController(Subscriptions subscriptions, Citizens citizens, Audit audit) {
        this.subscriptions = subscriptions;
        this.citizens = citizens;
        this.audit = audit;
    }

    @GetMapping("/console/{slug}/iscritti/sportello")
    String form(Model model) {
        CurrentOperator.require(Permission.ENROL);
        return show("", "", Map.of(), model);
    }

    /** @param choice {@code iscrive} or {@code cancella} */
    @PostMapping("/console/{slug}/iscritti/sportello")
    String decide(@PathVariable String slug, @RequestParam(name = "telefono", defaultValue = "") String phone,
            @RequestParam(name = "prova", defaultValue = "") String evidence, @RequestParam(name = "scelta", defaultValue = "") String choice, Model model) {
        CurrentOperator.require(Permission.ENROL);
        var number = PhoneNumber.parse(phone);
        if (number.isEmpty()) {
            return show(phone, evidence, Map.of("telefono", "subscription.desk.bad-number"), model);
        }
        if (!CHOICES.contains(choice)) {
            return show(phone, evidence, Map.of("prova", "subscription.desk.no-choice"), model);
        }
        if (choice.equals("iscrive") && number.get().line() != PhoneNumber.Line.PERSONAL) {
            return show(phone, evidence, Map.of("telefono", number.get().line() == PhoneNumber.Line.FIXED ? "subscription.desk.landline" : "subscription.desk.premium"), model);
        }
        if (evidence.isBlank() || evidence.length() > LONGEST_EVIDENCE) {
            return show(phone, evidence, Map.of("prova", evidence.isBlank() ? "subscription.desk.no-evidence" : "subscription.desk.long-evidence"), model);
        }
        if (choice.equals("cancella")) {
            var known = citizens.find(number.get()).filter(subscriptions::isSubscribed);
            if (known.isEmpty()) {
                return show(phone, evidence, Map.of("telefono", "subscription.desk.not-in"), model);
            }
            subscriptions.leave(known.get(), evidence.strip());
            audit.record("subscribers.left-at-desk", Map.of("citizen", known.get().toString()));
            return "redirect:/console/" + slug + "/iscritti/" + known.get() + "/consenso";
        }
        var citizen = subscriptions.join(number.get(), evidence.strip());
        if (citizen.isEmpty()) {
            return show(phone, evidence, Map.of("telefono", "subscription.desk.already-in"), model);
        }
        audit.record("subscribers.joined-at-desk", Map.of("citizen", citizen.get().toString()));
        return "redirect:/console/" + slug + "/iscritti/" + citizen.get() + "/consenso";
    }

    private static String show(String phone, String evidence, Map<String, String> flaws, Model model) {
        model.addAttribute("phone", phone);
        model.addAttribute("evidence", evidence);
        model.addAttribute("flaws", flaws);
        return "subscriber/desk";
    }
}

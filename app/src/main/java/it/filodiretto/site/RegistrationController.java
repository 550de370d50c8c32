// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.joining.PersonalLinks;
import it.filodiretto.joining.PersonalLinks.Purpose;
import it.filodiretto.joining.Registrations;
import it.filodiretto.joining.Registrations.Asked;
import it.filodiretto.joining.Registrations.Proved;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Page;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Policies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Registration, where it comes before writing: a number, the policy, a code; or the link that was sent to who wrote first.
 * {@code jte/site/register.jte} and {@code jte/site/code.jte}. The town's number is on neither.
 */
@Controller
class RegistrationController {

    private final Registrations registrations;
    private final PersonalLinks links;
    private final Policies policies;
    private final Municipalities municipalities;

    RegistrationController(Registrations registrations, PersonalLinks links, Policies policies, Municipalities municipalities) {
        this.registrations = registrations;
        this.links = links;
        this.policies = policies;
        this.municipalities = municipalities;
    }

    @ModelAttribute
    void noRobots(HttpServletResponse response) {
        response.setHeader("X-Robots-Tag", "noindex");
    }

    @GetMapping("/{slug}/registrazione")
    String show(Model model) {
        requireIt();
        return form("", null, null, model);
    }

    @PostMapping("/{slug}/registrazione")
    String ask(@RequestParam(name = "telefono", defaultValue = "") String typed, @RequestParam(name = "accetto", defaultValue = "") String accepted, Model model) {
        requireIt();
        var phone = PhoneNumber.parse(typed);
        if (phone.isEmpty() || accepted.isEmpty()) {
            return form(typed, phone.isEmpty() ? "site.registration.bad-number" : null, accepted.isEmpty() ? "site.registration.not-accepted" : null, model);
        }
        return switch (registrations.ask(phone.get())) {
            case Asked.Sent sent -> code(sent.id(), "", model);
            case Asked.TooMany _ -> form(typed, "site.registration.too-many", null, model);
            case Asked.NotPossible _ -> form(typed, "site.registration.not-possible", null, model);
        };
    }

    @PostMapping("/{slug}/registrazione/codice")
    String prove(@RequestParam(name = "richiesta") UUID asked, @RequestParam(name = "codice", defaultValue = "") String typed, Model model,
            HttpServletRequest request) {
        requireIt();
        return switch (registrations.prove(asked, typed)) {
            case Proved.Registered registered -> toTheNumber(registered.citizen(), request);
            case Proved.Wrong wrong -> {
                model.addAttribute("left", wrong.left());
                yield code(asked, wrong.left() == 0 ? "site.registration.expired" : "site.registration.wrong", model);
            }
            case Proved.Expired _ -> code(asked, "site.registration.expired", model);
        };
    }

    /** By the link in the invitation: only the policy is missing. */
    @GetMapping("/{slug}/registrazione/{token}")
    String showWriter(@PathVariable String token, Model model) {
        requireIt();
        model.addAttribute("valid", links.read(Purpose.REGISTRATION, token).isPresent());
        model.addAttribute("problem", "");
        return writer(model);
    }

    @PostMapping("/{slug}/registrazione/{token}")
    String registerWriter(@PathVariable String token, @RequestParam(name = "accetto", defaultValue = "") String accepted, Model model,
            HttpServletRequest request) {
        requireIt();
        var citizen = links.read(Purpose.REGISTRATION, token);
        if (citizen.isEmpty() || accepted.isEmpty()) {
            model.addAttribute("valid", citizen.isPresent());
            model.addAttribute("problem", "site.registration.not-accepted");
            return writer(model);
        }
        registrations.registerWriter(citizen.get());
        return toTheNumber(citizen.get(), request);
    }

    private String writer(Model model) {
        model.addAttribute("policy", policies.inForce());
        model.addAttribute("town", municipalities.current());
        return "site/registerWriter";
    }

    private String form(String typed, @Nullable String phoneProblem, @Nullable String policyProblem, Model model) {
        model.addAttribute("typed", typed);
        model.addAttribute("phoneProblem", phoneProblem);
        model.addAttribute("policyProblem", policyProblem);
        model.addAttribute("policy", policies.inForce());
        model.addAttribute("possible", registrations.byCode());
        model.addAttribute("town", municipalities.current());
        return "site/register";
    }

    private String code(UUID asked, String problem, Model model) {
        model.addAttribute("asked", asked);
        model.addAttribute("problem", problem);
        model.addAttribute("town", municipalities.current());
        return "site/code";
    }

    private String toTheNumber(CitizenId citizen, HttpServletRequest request) {
        return "redirect:" + Page.citizen(request, "registrazione/numero/" + links.token(Purpose.NUMBER, citizen));
    }

    private void requireIt() {
        if (!registrations.areRequired()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}

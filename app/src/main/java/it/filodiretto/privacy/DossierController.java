// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.PhoneNumber;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import org.springframework.web.server.ResponseStatusException;

/** A person's page: the number on demand, all that is kept as a file, erasure. {@code jte/privacy/}. */
@Controller
@RequestMapping("/console/{slug}/persone")
class DossierController {

    private static final int SHORTEST_REASON = 3;
    private static final int LONGEST_REASON = 300;

    private final Dossiers dossiers;
    private final Erasures erasures;
    private final Citizens citizens;
    private final Operators operators;
    private final Audit audit;

    DossierController(Dossiers dossiers, Erasures erasures, Citizens citizens, Operators operators, Audit audit) {
        this.dossiers = dossiers;
        this.erasures = erasures;
        this.citizens = citizens;
        this.operators = operators;
        this.audit = audit;
    }

    @GetMapping
    String search(Model model) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        return search("", "", model);
    }

    /** The number comes in the body, so that it stands in no address and no log. */
    @PostMapping("/ricerca")
    String find(@PathVariable String slug, @RequestParam(defaultValue = "") String numero, Model model) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        var phone = PhoneNumber.parse(numero);
        if (phone.isEmpty()) {
            return search(numero, "bad", model);
        }
        var found = citizens.find(phone.get());
        audit.record("contact.search", found.map(it -> Map.of("citizen", it.toString())).orElse(Map.of()));
        if (found.isPresent()) {
            return "redirect:/console/" + slug + "/persone/" + found.get();
        }
        model.addAttribute("erasure", erasures.of(phone.get()).orElse(null));
        return search(numero, "nobody", model);
    }

    private static String search(String number, String outcome, Model model) {
        model.addAttribute("number", number);
        model.addAttribute("outcome", outcome);
        if (!model.containsAttribute("erasure")) {
            model.addAttribute("erasure", null);
        }
        return "privacy/search";
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model model) {
        requireToSee();
        model.addAttribute("view", PersonView.of(find(id), false));
        return "privacy/person";
    }

    /** Shown once, in this answer, and written down. */
    @PostMapping("/{id}/numero")
    String reveal(@PathVariable UUID id, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.SEE_CONTACTS);
        var dossier = find(id);
        audit.record("contact.view", Map.of("citizen", dossier.person().id().toString()));
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("view", PersonView.of(dossier, true));
        return "privacy/person";
    }

    @PostMapping("/{id}/dati.zip")
    void export(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        CurrentOperator.require(Permission.ADMINISTER);
        send(dossiers, find(id), audit, response);
    }

    static void send(Dossiers dossiers, Dossier dossier, Audit audit, HttpServletResponse response) throws IOException {
        audit.record("person.export", Map.of("citizen", dossier.person().id().toString()));
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"dati-" + dossier.person().id() + ".zip\"");
        response.setHeader("Cache-Control", "no-store");
        dossiers.pack(dossier, response.getOutputStream());
    }

    @GetMapping("/{id}/cancellazione")
    String ask(@PathVariable UUID id, Model model) {
        CurrentOperator.require(Permission.ADMINISTER);
        return ask(id, "", "", model);
    }

    @PostMapping("/{id}/cancellazione")
    String erase(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String motivo, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.ADMINISTER);
        var reason = motivo.strip();
        if (reason.length() < SHORTEST_REASON || reason.length() > LONGEST_REASON) {
            return ask(id, motivo, "Scrivi perché: per esempio «richiesta della persona del 3 dicembre, protocollo 1234».", model);
        }
        try {
            if (erasures.erase(new CitizenId(id), reason).isEmpty()) {
                throw notHere();
            }
            return "redirect:/console/" + slug + "/persone/cancellazioni";
        } catch (PersonalRecords.NotYet notYet) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return ask(id, motivo, String.valueOf(notYet.getMessage()), model);
        }
    }

    private String ask(UUID id, String reason, String refusal, Model model) {
        model.addAttribute("view", PersonView.of(find(id), false));
        model.addAttribute("reason", reason);
        model.addAttribute("refusal", refusal);
        return "privacy/erase";
    }

    @GetMapping("/cancellazioni")
    String erased(Model model) {
        CurrentOperator.require(Permission.ADMINISTER);
        model.addAttribute("erasures", erasures.newest());
        model.addAttribute("operators", operators);
        return "privacy/erasures";
    }

    private static void requireToSee() {
        if (!CurrentOperator.may(Permission.ANSWER) && !CurrentOperator.may(Permission.MANAGE_SUBSCRIBERS)) {
            CurrentOperator.require(Permission.SEE_CONTACTS);
        }
    }

    private Dossier find(UUID id) {
        return dossiers.of(new CitizenId(id)).orElseThrow(DossierController::notHere);
    }

    private static ResponseStatusException notHere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.conversation.Sights;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.Office;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.shared.PhoneNumber;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Writes down a call or somebody at the desk: {@code jte/contact/spoken.jte}. */
@Controller
@RequestMapping("/console/{slug}/messaggi/a-voce")
class ContactLogController {

    private static final int LONGEST = 2000;

    private final ContactLog log;
    private final Sights sights;
    private final Offices offices;

    ContactLogController(ContactLog log, Sights sights, Offices offices) {
        this.log = log;
        this.sights = sights;
        this.offices = offices;
    }

    /** As it was typed. */
    record Typed(String canale, String numero, String nome, String domanda, String risposta) {

        static final Typed NOTHING = new Typed("PHONE", "", "", "", "");

        boolean isDesk() {
            return canale.equals("DESK");
        }
    }

    /** @param passata to this office, whose talks the operator does not see */
    @GetMapping
    String show(@RequestParam(defaultValue = "") String passata, Model model) {
        CurrentOperator.require(Permission.ANSWER);
        model.addAttribute("passed", offices.all().stream().filter(it -> it.code().equals(passata)).map(Office::name).findFirst().orElse(""));
        return page(Typed.NOTHING, "", model);
    }

    @PostMapping
    String write(@PathVariable String slug, Typed typed, Model model, HttpServletResponse response) {
        CurrentOperator.require(Permission.ANSWER);
        var filled = new Typed(given(typed.canale()), given(typed.numero()), given(typed.nome()), given(typed.domanda()), given(typed.risposta()));
        var phone = filled.numero().isEmpty() ? null : PhoneNumber.parse(filled.numero()).orElse(null);
        var why = filled.domanda().isEmpty() || filled.domanda().length() > LONGEST || filled.risposta().length() > LONGEST ? "Scrivi che cosa ha chiesto, al massimo 2.000 caratteri."
            : !filled.numero().isEmpty() && phone == null ? "Il numero non è scritto bene. Puoi anche lasciarlo vuoto." : filled.nome().length() > 80 ? "Il nome ha al massimo 80 caratteri." : "";
        if (!why.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(filled, why, model);
        }
        var by = CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        var written = log.write(new ContactLog.Spoken(filled.isDesk() ? ChannelKind.DESK : ChannelKind.PHONE, phone, filled.nome(), filled.domanda(), filled.risposta()), by);
        return "redirect:/console/" + slug + "/messaggi/" + (sights.find(written.id()).isPresent() ? written.id() : "a-voce?passata=" + written.office());
    }

    /** A field that did not come is empty. */
    private static String given(@Nullable String value) {
        return value == null ? "" : value.strip().replace("\r\n", "\n");
    }

    private static String page(Typed typed, String refusal, Model model) {
        model.addAttribute("typed", typed);
        model.addAttribute("refusal", refusal);
        return "contact/spoken";
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The subscribers, for operators: {@code jte/subscriber/}. Numbers are masked for everybody. */
@Controller
class SubscriberController {

    private final SubscriberRegister register;
    private final EvidencePapers papers;
    private final Growth growth;
    private final Audit audit;

    SubscriberController(SubscriberRegister register, EvidencePapers papers, Growth growth, Audit audit) {
        this.register = register;
        this.papers = papers;
        this.growth = growth;
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
        model.addAttribute("districts", growth.parts().stream().filter(it -> it.kind() == Growth.Kind.DISTRICT).toList());
        return "subscriber/subscribers";
    }

    /** The evidence of one person's choices, on one page to print. */
    @GetMapping("/console/{slug}/iscritti/{id}/consenso")
    String evidence(@PathVariable UUID id, Model model) {
        CurrentOperator.requireAny(Permission.ENROL, Permission.MANAGE_SUBSCRIBERS);
        var sheet = register.evidence(new CitizenId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        audit.record("consent.export", Map.of("citizen", id.toString()));
        model.addAttribute("sheet", sheet);
        return "subscriber/evidence";
    }

    /** The same as a PDF, with the number masked. */
    @GetMapping("/console/{slug}/iscritti/{id}/consenso.pdf")
    ResponseEntity<byte[]> paper(@PathVariable UUID id) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        return answer(papers, id, false);
    }

    /** With the number whole, as a court wants it; each time it is written down. */
    @PostMapping("/console/{slug}/iscritti/{id}/consenso.pdf")
    ResponseEntity<byte[]> wholePaper(@PathVariable UUID id) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        CurrentOperator.require(Permission.SEE_CONTACTS);
        return answer(papers, id, true);
    }

    static ResponseEntity<byte[]> answer(EvidencePapers papers, UUID id, boolean whole) {
        var pdf = papers.pdf(new CitizenId(id), whole).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).header("Content-Disposition", "attachment; filename=\"consenso-" + id + ".pdf\"")
            .header("Cache-Control", "no-store").body(pdf);
    }
}

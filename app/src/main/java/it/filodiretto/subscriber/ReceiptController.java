// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.Papers;
import it.filodiretto.page.Words;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The receipt of who comes to the desk, and the way back from its code to the evidence: {@code jte/subscriber/receipt.jte}. */
@Controller
class ReceiptController {

    private final Receipts receipts;
    private final Papers papers;
    private final Words words;

    ReceiptController(Receipts receipts, Papers papers, Words words) {
        this.receipts = receipts;
        this.papers = papers;
        this.words = words;
    }

    @GetMapping("/console/{slug}/iscritti/{id}/ricevuta.pdf")
    ResponseEntity<byte[]> receipt(@PathVariable UUID id) {
        CurrentOperator.requireAny(Permission.ENROL, Permission.MANAGE_SUBSCRIBERS);
        var receipt = receipts.of(new CitizenId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF)
            .header("Content-Disposition", "inline; filename=\"ricevuta-" + receipt.code() + ".pdf\"").header("Cache-Control", "no-store")
            .body(papers.pdf(papers.html("subscriber/receipt", Map.of("receipt", receipt, "words", words))));
    }

    @GetMapping("/console/{slug}/iscritti/ricevute")
    String find(@PathVariable String slug, @RequestParam(name = "codice", defaultValue = "") String code, Model model) {
        CurrentOperator.requireAny(Permission.ENROL, Permission.MANAGE_SUBSCRIBERS);
        var found = receipts.find(code);
        if (found.isPresent()) {
            return "redirect:/console/" + slug + "/iscritti/" + found.get() + "/consenso";
        }
        model.addAttribute("code", code);
        model.addAttribute("phone", "");
        model.addAttribute("evidence", "");
        model.addAttribute("flaws", Map.of("codice", "subscription.receipt.unknown"));
        return "subscriber/desk";
    }
}

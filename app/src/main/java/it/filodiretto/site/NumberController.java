// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.joining.PersonalLinks;
import it.filodiretto.joining.PersonalLinks.Purpose;
import it.filodiretto.joining.Registrations;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Qr;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The number to save, for who has registered: {@code jte/site/number.jte}. */
@Controller
class NumberController {

    private final Registrations registrations;
    private final PersonalLinks links;
    private final Ways ways;
    private final Municipalities municipalities;
    private final String publicUrl;

    NumberController(Registrations registrations, PersonalLinks links, Ways ways, Municipalities municipalities,
            @Value("${filodiretto.public-url}") String publicUrl) {
        this.registrations = registrations;
        this.links = links;
        this.ways = ways;
        this.municipalities = municipalities;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    @GetMapping("/{slug}/registrazione/numero/{token}")
    String show(@PathVariable String token, Model model, HttpServletResponse response) {
        response.setHeader("X-Robots-Tag", "noindex");
        model.addAttribute("way", way(token));
        model.addAttribute("below", "/" + municipalities.current().slug() + "/registrazione/numero/" + token);
        return "site/number";
    }

    @GetMapping("/{slug}/registrazione/numero/{token}/rubrica.vcf")
    ResponseEntity<String> card(@PathVariable String token, @RequestParam(name = "nome", defaultValue = "0") int name) {
        way(token);
        return SubscribeController.card(municipalities.current(), name, publicUrl);
    }

    @GetMapping("/{slug}/registrazione/numero/{token}/qr.svg")
    ResponseEntity<String> qr(@PathVariable String token) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("image/svg+xml")).body(Qr.svg(way(token).link()));
    }

    /** A link that has expired tells nothing. */
    private SubscribePage.Way way(String token) {
        return links.read(Purpose.NUMBER, token).filter(registrations::isRegistered).flatMap(_ -> ways.afterRegistration())
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.Municipalities;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** A town's public pages, and the list of the towns: {@code jte/site/}. */
@Controller
class TownPagesController {

    private final Municipalities municipalities;
    private final Channels channels;

    TownPagesController(Municipalities municipalities, Channels channels) {
        this.municipalities = municipalities;
        this.channels = channels;
    }

    @GetMapping("/")
    String towns(Model model) {
        model.addAttribute("towns", municipalities.all());
        return "site/towns";
    }

    @GetMapping("/{slug}")
    String home(Model model) {
        model.addAttribute("town", municipalities.current());
        model.addAttribute("channels", channels.all());
        model.addAttribute("main", channels.main());
        return "site/townHome";
    }

    @GetMapping("/{slug}/contatti")
    String contacts(Model model) {
        model.addAttribute("town", municipalities.current());
        model.addAttribute("channels", channels.all());
        return "site/contacts";
    }

    @GetMapping("/{slug}/note-legali")
    String legal(Model model) {
        model.addAttribute("town", municipalities.current());
        return "site/legal";
    }

    @GetMapping("/{slug}/accessibilita")
    String accessibility(Model model) {
        model.addAttribute("town", municipalities.current());
        return "site/accessibility";
    }

    /** The town's colours; a sheet of its own, because no page may carry styles. */
    @GetMapping("/{slug}/colori.css")
    ResponseEntity<String> colours() {
        var brand = municipalities.current().brand();
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
            .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
            .body(":root{--fd-primary:%s;--fd-primary-dark:%s;--fd-primary-deep:%s;--fd-primary-wash:%s}\n"
                .formatted(brand.primary(), brand.dark(), brand.deep(), brand.wash()));
    }
}

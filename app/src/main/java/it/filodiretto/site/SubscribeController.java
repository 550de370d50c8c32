// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.page.Page;
import it.filodiretto.page.Qr;
import it.filodiretto.subscription.Policies;
import it.filodiretto.wording.Topics;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How to subscribe to the town's notices: {@code jte/site/subscribe.jte}. */
@Controller
class SubscribeController {

    private final Municipalities municipalities;
    private final Topics topics;
    private final Ways ways;
    private final Channels channels;
    private final Policies policies;
    private final String publicUrl;

    SubscribeController(Municipalities municipalities, Topics topics, Ways ways, Channels channels, Policies policies,
                        @Value("${filodiretto.public-url}") String publicUrl) {
        this.municipalities = municipalities;
        this.topics = topics;
        this.ways = ways;
        this.channels = channels;
        this.policies = policies;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    @GetMapping("/{slug}/iscrizione")
    String show(Model model, HttpServletRequest request) {
        var town = municipalities.current();
        var whatsapp = channels.all().stream().filter(ChannelLine::isWhatsapp).findFirst();
        if (whatsapp.isEmpty()) {
            return "redirect:" + Page.citizen(request, "contatti");
        }
        model.addAttribute("shown", new SubscribePage(town, ways.open().orElse(null), topics.list(), whatsapp.get(), channels.main()));
        model.addAttribute("policy", policies.inForce());
        return "site/subscribe";
    }

    /** The number as a card for the telephone's address book. @param name which of the town's names for it, from 0 */
    @GetMapping("/{slug}/rubrica.vcf")
    ResponseEntity<String> card(@RequestParam(name = "nome", defaultValue = "0") int name) {
        return ways.open().isEmpty() ? ResponseEntity.notFound().build() : card(municipalities.current(), name, publicUrl);
    }

    static ResponseEntity<String> card(Municipality town, int name, String publicUrl) {
        var account = Objects.requireNonNull(town.whatsapp());
        var names = ContactCard.names(account);
        if (name < 0 || name >= names.size()) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/vcard;charset=UTF-8"))
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(town.slug() + ".vcf").build().toString())
            .body(ContactCard.of(town, account, names.get(name), publicUrl + "/" + town.slug()));
    }

    /** What a telephone's camera reads from a screen or a poster: the link that opens WhatsApp, the word written already. */
    @GetMapping("/{slug}/iscrizione/qr.svg")
    ResponseEntity<String> qr() {
        return ways.open().map(it -> ResponseEntity.ok().contentType(MediaType.parseMediaType("image/svg+xml")).body(Qr.svg(it.link())))
            .orElseGet(() -> ResponseEntity.notFound().build());
    }
}

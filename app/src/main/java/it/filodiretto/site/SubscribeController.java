// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.TownKeywords;
import it.filodiretto.municipality.Topics;
import it.filodiretto.municipality.WhatsAppAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How to subscribe to the town's notices: {@code jte/site/subscribe.jte}. */
@Controller
class SubscribeController {

    private final Municipalities municipalities;
    private final Topics topics;
    private final TownKeywords keywords;
    private final Channels channels;
    private final String linkBase;

    SubscribeController(Municipalities municipalities, Topics topics, TownKeywords keywords, Channels channels,
                        @Value("${filodiretto.whatsapp.link-base}") String linkBase) {
        this.municipalities = municipalities;
        this.topics = topics;
        this.keywords = keywords;
        this.channels = channels;
        this.linkBase = linkBase;
    }

    @GetMapping("/{slug}/iscrizione")
    String show(Model model) {
        var town = municipalities.current();
        var whatsapp = channels.all().stream().filter(it -> it.channel().kind() == ContactChannel.Kind.WHATSAPP).findFirst();
        if (whatsapp.isEmpty()) {
            return "redirect:/" + town.slug() + "/contatti";
        }
        model.addAttribute("shown", new SubscribePage(town, way(town.whatsapp()).orElse(null), topics.list(), whatsapp.get()));
        return "site/subscribe";
    }

    private Optional<SubscribePage.Way> way(@Nullable WhatsAppAccount account) {
        var words = keywords.current();
        if (account == null || account.registrationRequired() || words.optIn().isEmpty()) {
            return Optional.empty();
        }
        var keyword = words.optIn().getFirst();
        return Optional.of(new SubscribePage.Way(national(account.displayNumber()), account.contactName(), keyword,
            linkBase + account.digits() + "?text=" + URLEncoder.encode(keyword, StandardCharsets.UTF_8).replace("+", "%20"),
            words.optOut().isEmpty() ? "STOP" : words.optOut().getFirst(), account.mode()));
    }

    /** The number as a card for the telephone's address book. */
    @GetMapping("/{slug}/rubrica.vcf")
    ResponseEntity<String> card() {
        var town = municipalities.current();
        var account = town.whatsapp();
        if (way(account).isEmpty() || account == null) {
            return ResponseEntity.notFound().build();
        }
        var card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:%1$s\r\nN:;%1$s;;;\r\nORG:%2$s\r\nTEL;TYPE=CELL:%3$s\r\nEND:VCARD\r\n"
            .formatted(account.contactName(), town.fullName(), "+" + account.digits());
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/vcard;charset=UTF-8"))
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(town.slug() + ".vcf").build().toString())
            .body(card);
    }

    /** {@code 366 3476285} for {@code +39 366 3476285} */
    private static String national(String number) {
        return number.replaceFirst("^\\+39\\s*", "");
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.noticeboard.PublishedNotices;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.text.Collator;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** A town's public pages, and the list of the towns: {@code jte/site/}. */
@Controller
class TownPagesController {

    /** Notices on a town's home. */
    private static final int LATEST = 3;

    private final Municipalities municipalities;
    private final Channels channels;
    private final PublishedNotices notices;
    private final Topics topics;
    private final Ways ways;
    private final String publicUrl;

    TownPagesController(Municipalities municipalities, Channels channels, PublishedNotices notices, Topics topics, Ways ways,
            @Value("${filodiretto.public-url}") String publicUrl) {
        this.municipalities = municipalities;
        this.channels = channels;
        this.notices = notices;
        this.topics = topics;
        this.ways = ways;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    @GetMapping("/")
    String towns(Model model) {
        var byName = Collator.getInstance(Locale.ITALIAN);
        model.addAttribute("towns", municipalities.all().stream().sorted(Comparator.comparing(Municipality::name, byName)).toList());
        return "site/towns";
    }

    @GetMapping("/{slug}")
    String home(Model model) {
        model.addAttribute("town", municipalities.current());
        model.addAttribute("channels", channels.all());
        model.addAttribute("main", channels.main());
        var latest = notices.newest(LATEST);
        var names = latest.isEmpty() ? Map.<String, String>of() : topics.list().stream().collect(Collectors.toMap(Topic::code, Topic::name));
        model.addAttribute("notices", latest);
        model.addAttribute("topicName", (Function<String, String>) it -> names.getOrDefault(it, it));
        return "site/townHome";
    }

    @GetMapping("/{slug}/contatti")
    String contacts(Model model) {
        model.addAttribute("town", municipalities.current());
        var lines = channels.all();
        model.addAttribute("channels", lines);
        var unusual = channels.unusualDays();
        model.addAttribute("closed", channels.closedDays(unusual));
        model.addAttribute("schema", SchemaOrg.of(municipalities.current(), lines, unusual, publicUrl + "/" + municipalities.current().slug()));
        return "site/contacts";
    }

    @GetMapping("/{slug}/domande")
    String questions(Model model) {
        model.addAttribute("town", municipalities.current());
        model.addAttribute("way", ways.open().orElse(null));
        return "site/questions";
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

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.Papers;
import it.filodiretto.page.Qr;
import it.filodiretto.page.Words;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** The poster for offices and shops, one page A4 in large print: {@code jte/site/poster.jte}. */
@Controller
class PosterController {

    private final Municipalities municipalities;
    private final Topics topics;
    private final Ways ways;
    private final Papers papers;
    private final Words words;
    private final String publicUrl;

    PosterController(Municipalities municipalities, Topics topics, Ways ways, Papers papers, Words words,
                     @Value("${filodiretto.public-url}") String publicUrl) {
        this.municipalities = municipalities;
        this.topics = topics;
        this.ways = ways;
        this.papers = papers;
        this.words = words;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    @GetMapping("/console/{slug}/iscritti/locandina.pdf")
    ResponseEntity<byte[]> poster() {
        CurrentOperator.requireAny(Permission.ENROL, Permission.MANAGE_SUBSCRIBERS, Permission.WRITE_NOTICES);
        var town = municipalities.current();
        if (town.whatsapp() == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var start = publicUrl + "/" + town.slug();
        var way = ways.open().orElse(null);
        var poster = new Poster(town.fullName(), town.brand().deep(), way, topics.list().stream().map(Topic::name).toList(), town.help(), start + "/iscrizione",
            start + "/informativa", Qr.png(way == null ? start + "/iscrizione" : way.link()));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF)
            .header("Content-Disposition", "inline; filename=\"locandina-" + town.slug() + ".pdf\"").header("Cache-Control", "no-cache")
            .body(papers.pdf(papers.html("site/poster", Map.of("poster", poster, "words", words))));
    }
}

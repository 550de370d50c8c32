// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.noticeboard.PublishedNotices;
import it.filodiretto.page.Page;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All notices that have left, and the search among them: {@code jte/site/archive.jte}. */
@Controller
class ArchiveController {

    private static final int PAGE = 20;
    private static final int LONGEST_SEARCH = 200;
    private static final int LAST_PAGE = 5_000;

    private final PublishedNotices notices;
    private final Topics topics;
    private final Clock clock;

    ArchiveController(PublishedNotices notices, Topics topics, Clock clock) {
        this.notices = notices;
        this.topics = topics;
        this.clock = clock;
    }

    @GetMapping("/{slug}/avvisi")
    String show(@RequestParam(name = "q", defaultValue = "") String typed, @RequestParam(name = "argomento", defaultValue = "") String asked,
            @RequestParam(name = "ordine", defaultValue = "") String order, @RequestParam(name = "pagina", defaultValue = "1") String page, Model model,
            HttpServletRequest request) {
        var words = typed.strip().substring(0, Math.min(LONGEST_SEARCH, typed.strip().length()));
        var topic = topics.find(asked).map(Topic::code).orElse("");
        var number = page.matches("[0-9]{1,6}") ? Math.clamp(Integer.parseInt(page), 1, LAST_PAGE) : 1;
        var byTitle = order.equals("titolo");
        model.addAttribute("archive", new Archive(words, topic, byTitle, number, PAGE, notices.count(words, topic),
            notices.find(words, topic, byTitle ? Locale.of(Page.languageOf(request)) : null, (number - 1) * PAGE, PAGE), topics.list(), clock.instant()));
        return "site/archive";
    }
}

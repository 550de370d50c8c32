// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.NoticeWords;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.drafting.Notices;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.operator.Audit;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.shared.Csv;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What became of a notice, person by person, with masked numbers: {@code jte/outcome/outcomes.jte} and a CSV file. */
@Controller
@RequestMapping("/console/{slug}/avvisi/{id}")
class OutcomeController {

    private static final int ON_A_PAGE = 50;
    private static final int AT_ONCE = 1_000;

    private final Notices notices;
    private final Broadcasts broadcasts;
    private final Bulks bulks;
    private final Citizens citizens;
    private final Municipalities municipalities;
    private final Audit audit;

    OutcomeController(Notices notices, Broadcasts broadcasts, Bulks bulks, Citizens citizens, Municipalities municipalities, Audit audit) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.bulks = bulks;
        this.citizens = citizens;
        this.municipalities = municipalities;
        this.audit = audit;
    }

    /** One person's line. @param phone masked */
    record Person(String phone, NoticeWords.Sign sign, Bulks.Outcome outcome) {}

    @GetMapping("/esiti")
    String list(@PathVariable UUID id, @RequestParam(defaultValue = "") String dopo, Model model) {
        NoticeRights.requireToSee();
        var notice = find(id);
        var page = bulks.outcomes(notice.broadcast().bulk(), MessageId.ofOpaque(dopo).orElse(null), ON_A_PAGE);
        model.addAttribute("notice", notice);
        model.addAttribute("status", broadcasts.find(notice.broadcast()).orElseThrow(LiveController::notHere));
        model.addAttribute("people", people(page));
        model.addAttribute("next", page.size() == ON_A_PAGE ? page.getLast().message().opaque() : "");
        return "outcome/outcomes";
    }

    /** All of them, streamed page by page: a semicolon and a mark of UTF-8, as spreadsheets in Italy want them. */
    @GetMapping("/esiti.csv")
    void csv(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        NoticeRights.requireToSee();
        var notice = find(id);
        audit.record("notice.export", Map.of("notice", notice.id().toString()));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"avviso-" + notice.id() + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        var zone = municipalities.current().zone();
        try (var out = new PrintWriter(response.getOutputStream(), false, StandardCharsets.UTF_8)) {
            out.write('\ufeff');
            out.write(Csv.line("Numero", "Esito", "Quando", "Codice", "Motivo"));
            MessageId last = null;
            List<Bulks.Outcome> page;
            do {
                page = bulks.outcomes(notice.broadcast().bulk(), last, AT_ONCE);
                people(page).forEach(it -> out.write(line(it, zone)));
                last = page.isEmpty() ? null : page.getLast().message();
            } while (page.size() == AT_ONCE && !out.checkError());
        }
    }

    private static String line(Person person, ZoneId zone) {
        var at = person.outcome().at();
        return Csv.line(person.phone(), person.sign().words(),
            at == null ? "" : DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss").format(at.atZone(zone)),
            orEmpty(person.outcome().code()), orEmpty(person.outcome().reason()));
    }

    private List<Person> people(List<Bulks.Outcome> page) {
        var addresses = citizens.addresses(page.stream().map(Bulks.Outcome::citizen).toList());
        return page.stream().map(it -> {
            var address = addresses.get(it.citizen());
            var phone = address == null ? null : address.phone();
            return new Person(phone == null ? "senza numero" : phone.shown(), NoticeWords.of(it), it);
        }).toList();
    }

    private Notice find(UUID id) {
        return notices.find(new NoticeId(id)).orElseThrow(LiveController::notHere);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.Enrolment.Origin;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.Words;
import it.filodiretto.shared.Csv;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Lists of subscribers from a spreadsheet, for who may bring them in: {@code jte/enrolment/}. Numbers are masked for everybody. */
@Controller
@RequestMapping("/console/{slug}/iscritti/importazioni")
class EnrolmentController {

    private static final LocalDate OLDEST = LocalDate.of(2000, 1, 1);
    private static final int LONGEST_NAME = 80;

    private final Enrolments enrolments;
    private final Municipalities municipalities;
    private final Words words;
    private final Audit audit;
    private final Clock clock;

    EnrolmentController(Enrolments enrolments, Municipalities municipalities, Words words, Audit audit, Clock clock) {
        this.enrolments = enrolments;
        this.municipalities = municipalities;
        this.words = words;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    String form(Model model) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        return show("", "", Map.of(), model);
    }

    @PostMapping
    String foresee(@PathVariable String slug, @RequestParam(required = false) @Nullable MultipartFile elenco, @RequestParam(name = "fonte", defaultValue = "") String source,
            @RequestParam(name = "giorno", defaultValue = "") String day, Model model, HttpServletResponse response) throws IOException {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        var flaws = flaws(elenco, source, day);
        if (flaws.isEmpty()) {
            try {
                var file = Objects.requireNonNull(elenco);
                var id = enrolments.foresee(file.getBytes(), new Origin(harmless(file.getOriginalFilename()), source.strip(), LocalDate.parse(day)));
                return "redirect:/console/" + slug + "/iscritti/importazioni/" + id;
            } catch (UnreadableSheet refused) {
                flaws.put("elenco", "enrolment.unreadable." + refused.why());
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(source, day, flaws, model);
    }

    private Map<String, String> flaws(@Nullable MultipartFile file, String source, String day) {
        var flaws = new LinkedHashMap<String, String>();
        if (file == null || file.isEmpty()) {
            flaws.put("elenco", file == null || String.valueOf(file.getOriginalFilename()).isEmpty() ? "enrolment.no-file" : "enrolment.unreadable.EMPTY");
        } else if (file.getSize() > SheetFile.LARGEST) {
            flaws.put("elenco", "enrolment.unreadable.TOO_LARGE");
        }
        if (source.isBlank() || source.strip().length() > Enrolment.LONGEST_SOURCE) {
            flaws.put("fonte", source.isBlank() ? "enrolment.no-source" : "enrolment.long-source");
        }
        if (!isConsentDay(day)) {
            flaws.put("giorno", "enrolment.bad-day");
        }
        return flaws;
    }

    private boolean isConsentDay(String typed) {
        try {
            var day = LocalDate.parse(typed);
            return !day.isBefore(OLDEST) && !day.isAfter(LocalDate.ofInstant(clock.instant(), municipalities.current().zone()));
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /** Browsers send a name, others a path. */
    private static String harmless(@Nullable String name) {
        var last = String.valueOf(name).replaceAll("^.*[/\\\\]", "").replaceAll("\\p{Cntrl}", " ").strip();
        return last.length() > LONGEST_NAME ? last.substring(0, LONGEST_NAME) : last;
    }

    @GetMapping("/{id}")
    String foreseen(@PathVariable UUID id, Model model) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        model.addAttribute("enrolment", find(id));
        return "enrolment/enrolment";
    }

    @PostMapping("/{id}/iscrizioni")
    String bringIn(@PathVariable String slug, @PathVariable UUID id) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        find(id);
        enrolments.bringIn(id);
        return "redirect:/console/" + slug + "/iscritti/importazioni/" + id;
    }

    @PostMapping("/{id}/rinuncia")
    String giveUp(@PathVariable String slug, @PathVariable UUID id) {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        enrolments.giveUp(id);
        return "redirect:/console/" + slug + "/iscritti/importazioni";
    }

    /** Line by line, what would happen or what was done. */
    @GetMapping("/{id}/righe.csv")
    void lines(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        CurrentOperator.require(Permission.MANAGE_SUBSCRIBERS);
        var enrolment = find(id);
        audit.record("subscribers.import-report", Map.of("enrolment", id.toString()));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"importazione-" + id + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        try (var out = new PrintWriter(response.getOutputStream(), false, StandardCharsets.UTF_8)) {
            out.write('\ufeff');
            out.write(Csv.line("Riga", "Numero", "Esito", "Perché"));
            for (var line : enrolment.lines()) {
                out.write(Csv.line(String.valueOf(line.row()), line.shown(), verdict(line, enrolment.isDone()),
                    words.get("enrolment.fate." + line.fate(), line.other())));
            }
        }
    }

    private String verdict(EnrolmentLine line, boolean done) {
        var key = line.fate() == LineFate.KNOWN ? "known" : !line.fate().isTaken() ? "skipped" : done ? "taken" : "to-take";
        return words.get("enrolment.verdict." + key);
    }

    private String show(String source, String day, Map<String, String> flaws, Model model) {
        model.addAttribute("source", source);
        model.addAttribute("day", day);
        model.addAttribute("flaws", flaws);
        model.addAttribute("latest", enrolments.latest());
        model.addAttribute("districts", !municipalities.current().districts().isEmpty());
        return "enrolment/enrolments";
    }

    private Enrolment find(UUID id) {
        return enrolments.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.Flaw;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.notice.ReadyTexts;
import it.filodiretto.operator.Operators;
import it.filodiretto.page.Words;
import it.filodiretto.preflight.Previews;
import it.filodiretto.shared.Ids;
import it.filodiretto.wording.Topics;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The console's pages that list and write notices: {@code jte/drafting/list.jte}, {@code write.jte}, {@code preview.jte}. */
@Controller
@RequestMapping("/console/{slug}/avvisi")
class NoticeController {

    private static final int ON_A_PAGE = 25;
    private static final Map<String, String> FIELDS = Map.ofEntries(Map.entry("title", "titolo"), Map.entry("text", "testo"),
        Map.entry("topic", "argomento"), Map.entry("level", "livello"), Map.entry("districts", "frazioni"), Map.entry("channels", "canali"),
        Map.entry("place", "luogo"), Map.entry("from", "da"), Map.entry("until", "fino"), Map.entry("what_to_do", "fare"),
        Map.entry("detour", "deviazione"), Map.entry("link", "collegamento"), Map.entry("drill", "esercitazione"));

    private final Notices notices;
    private final Broadcasts broadcasts;
    private final Previews previews;
    private final ReadyTexts ready;
    private final Topics topics;
    private final Municipalities municipalities;
    private final NoticeTrial trials;
    private final Operators operators;
    private final Words words;

    NoticeController(Notices notices, Broadcasts broadcasts, Previews previews, ReadyTexts ready, Topics topics,
            Municipalities municipalities, NoticeTrial trials, Operators operators, Words words) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.previews = previews;
        this.ready = ready;
        this.topics = topics;
        this.municipalities = municipalities;
        this.trials = trials;
        this.operators = operators;
        this.words = words;
    }

    /** A line of the list. */
    record Line(Notice notice, String title, String topic, BroadcastStatus status) {}

    @GetMapping
    String list(@RequestParam(required = false) @Nullable Instant prima, Model model) {
        NoticeRights.requireToSee();
        var names = new LinkedHashMap<String, String>();
        topics.list().forEach(it -> names.put(it.code(), it.name()));
        var lines = notices.newest(prima, ON_A_PAGE).stream()
            .map(it -> new Line(it, ready.heading(it.content()), names.getOrDefault(it.content().topic(), it.content().topic()),
                broadcasts.find(it.broadcast()).orElseThrow())).toList();
        model.addAttribute("lines", lines);
        model.addAttribute("more", lines.size() == ON_A_PAGE);
        model.addAttribute("mayWrite", NoticeRights.mayWrite());
        return "drafting/list";
    }

    @GetMapping("/nuovo")
    String blank(Model model) {
        NoticeRights.requireToWrite();
        return page(model, null, NoticeForm.blank(Ids.next()), List.of());
    }

    /** Keeps what is typed while somebody types, and shows how it will be read. */
    @PostMapping("/bozza")
    String keep(@ModelAttribute NoticeForm form, Model model) {
        NoticeRights.requireToWrite();
        var content = form.content(zone());
        var id = form.bozza() == null ? null : new NoticeId(form.bozza());
        var outcome = id == null || content.isBlank() ? null : notices.keep(id, content, form.page());
        var kept = outcome instanceof WriteOutcome.Written;
        model.addAttribute("preview", previews.of(content, kept ? id : null));
        model.addAttribute("kept", kept);
        model.addAttribute("unsaved", switch (outcome) {
            case WriteOutcome.ChangedMeanwhile(var present) -> words.get("broadcast.unsaved.meanwhile", whoChanged(present));
            case WriteOutcome.TooLate _ -> words.get("broadcast.unsaved.too-late");
            case null, default -> "";
        });
        return "drafting/preview";
    }

    @PostMapping
    String write(@PathVariable String slug, @ModelAttribute NoticeForm form, @RequestParam(defaultValue = "bozza") String passo, Model model,
            HttpServletResponse response) {
        NoticeRights.requireToWrite();
        var notice = form.bozza() == null ? null : notices.find(new NoticeId(form.bozza())).orElse(null);
        return next(slug, passo, form, notice, model, response);
    }

    @PostMapping("/{id}/testo")
    String change(@PathVariable String slug, @PathVariable UUID id, @ModelAttribute NoticeForm form, @RequestParam(defaultValue = "bozza") String passo,
            Model model, HttpServletResponse response) {
        NoticeRights.requireToWrite();
        var notice = notices.find(new NoticeId(id)).orElseThrow(NoticeController::notHere);
        return next(slug, passo, form, notice, model, response);
    }

    /** The text of a draft. */
    @GetMapping("/{id}/testo")
    String text(@PathVariable String slug, @PathVariable UUID id, @RequestParam(required = false) NoticeTrial.@Nullable Result prova, Model model) {
        NoticeRights.requireToWrite();
        model.addAttribute("trial", prova);
        var notice = notices.find(new NoticeId(id)).orElseThrow(NoticeController::notHere);
        return notice.state().mayChange() ? page(model, notice, NoticeForm.of(id, notice.content(), zone()), List.of())
            : "redirect:/console/" + slug + "/avvisi/" + id;
    }

    private String next(String slug, String step, NoticeForm form, @Nullable Notice notice, Model model, HttpServletResponse response) {
        if (step.equals("anteprima")) {
            return page(model, notice, form, List.of());
        }
        var times = form.timesThatAreNone(zone()).stream().map(it -> new Flaw(it.field(), words.get(it.words()))).toList();
        var outcome = times.isEmpty() ? outcome(step, form, notice) : new WriteOutcome.Flawed(withTimes(times, form));
        var list = "redirect:/console/" + slug + "/avvisi";
        return switch (outcome) {
            case WriteOutcome.Flawed(var flaws) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield page(model, notice, form, flaws);
            }
            case WriteOutcome.Written(var id, _) -> list + "/" + id + after(step, id);
            case WriteOutcome.TooLate(var id) -> list + "/" + id + "?tardi";
            case WriteOutcome.ChangedMeanwhile(var present) -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                model.addAttribute("meanwhile", whoChanged(present));
                yield page(model, present, form.asRead(present.content().wordsHash()), List.of());
            }
            case WriteOutcome.NoSuchNotice _ -> throw notHere();
        };
    }

    private String after(String step, NoticeId id) {
        return switch (step) {
            case "avanti" -> "/invio";
            case "prova" -> "/testo?prova=" + trials.send(id);
            default -> "/testo?salvata";
        };
    }

    /** «Save» keeps also what is half-written; «go on» and «try» want it whole. */
    private WriteOutcome outcome(String step, NoticeForm form, @Nullable Notice notice) {
        var content = form.content(zone());
        var id = notice != null ? notice.id() : form.bozza() != null ? new NoticeId(form.bozza()) : new NoticeId(Ids.next());
        if (!step.equals("avanti") && !step.equals("prova")) {
            return notices.keep(id, content, form.page());
        }
        var flaws = notices.flaws(content);
        return flaws.isEmpty() ? notices.keep(id, notices.complete(content), form.page()) : new WriteOutcome.Flawed(flaws);
    }

    private String whoChanged(Notice notice) {
        var who = notice.signing().changedBy();
        return who == null ? "Filodiretto" : operators.name(who);
    }

    private List<Flaw> withTimes(List<Flaw> times, NoticeForm form) {
        var all = new ArrayList<>(times);
        notices.flaws(form.content(zone())).stream().filter(it -> times.stream().noneMatch(known -> known.field().equals(it.field()))).forEach(all::add);
        return all;
    }

    private String page(Model model, @Nullable Notice notice, NoticeForm form, List<Flaw> flaws) {
        var mistakes = new LinkedHashMap<String, String>();
        flaws.forEach(it -> mistakes.putIfAbsent(FIELDS.getOrDefault(it.field().split("/")[0], it.field()), it.words()));
        model.addAttribute("view", new WriteView(notice, notice == null ? words.get("broadcast.new") : ready.heading(notice.content()), form, topics.list(), municipalities.current().districts(), mistakes,
            previews.of(form.content(zone()), notice == null ? null : notice.id())));
        return "drafting/write";
    }

    private ZoneId zone() {
        return municipalities.current().zone();
    }

    static ResponseStatusException notHere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Topics;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
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

/** The console's pages that list and write notices: {@code jte/broadcast/list.jte}, {@code write.jte}, {@code preview.jte}. */
@Controller
@RequestMapping("/console/{slug}/avvisi")
class NoticeController {

    private static final int ON_A_PAGE = 25;
    private static final Map<String, String> FIELDS = Map.of("title", "titolo", "text", "testo", "topic", "argomento", "level", "livello",
        "districts", "frazioni", "channels", "canali");

    private final Notices notices;
    private final Broadcasts broadcasts;
    private final Previews previews;
    private final Topics topics;
    private final Municipalities municipalities;

    NoticeController(Notices notices, Broadcasts broadcasts, Previews previews, Topics topics, Municipalities municipalities) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.previews = previews;
        this.topics = topics;
        this.municipalities = municipalities;
    }

    /** A line of the list. */
    record Line(Notice notice, String topic, BroadcastStatus status) {}

    @GetMapping
    String list(@RequestParam(required = false) @Nullable Instant prima, Model model) {
        NoticeRights.requireToSee();
        var names = new LinkedHashMap<String, String>();
        topics.list().forEach(it -> names.put(it.code(), it.name()));
        var lines = notices.newest(prima, ON_A_PAGE).stream()
            .map(it -> new Line(it, names.getOrDefault(it.content().topic(), it.content().topic()), broadcasts.find(it.broadcast()).orElseThrow())).toList();
        model.addAttribute("lines", lines);
        model.addAttribute("more", lines.size() == ON_A_PAGE);
        model.addAttribute("mayWrite", NoticeRights.mayWrite());
        return "broadcast/list";
    }

    @GetMapping("/nuovo")
    String blank(Model model) {
        NoticeRights.requireToWrite();
        return page(model, null, new NoticeForm("", "", "", "", List.of()), List.of());
    }

    /** What is typed, as it will be read; the page asks for it while somebody types. */
    @PostMapping("/anteprima")
    String preview(@ModelAttribute NoticeForm form, Model model) {
        NoticeRights.requireToWrite();
        model.addAttribute("preview", previews.of(form.content(), null));
        return "broadcast/preview";
    }

    @PostMapping
    String write(@PathVariable String slug, @ModelAttribute NoticeForm form, @RequestParam(defaultValue = "bozza") String passo, Model model,
            HttpServletResponse response) {
        NoticeRights.requireToWrite();
        return passo.equals("anteprima") ? page(model, null, form, List.of())
            : next(slug, passo, form, null, notices.write(form.content()), model, response);
    }

    @PostMapping("/{id}/testo")
    String change(@PathVariable String slug, @PathVariable UUID id, @ModelAttribute NoticeForm form, @RequestParam(defaultValue = "bozza") String passo,
            Model model, HttpServletResponse response) {
        NoticeRights.requireToWrite();
        var notice = notices.find(new NoticeId(id)).orElseThrow(NoticeController::notHere);
        return passo.equals("anteprima") ? page(model, notice, form, List.of())
            : next(slug, passo, form, notice, notices.change(notice.id(), form.content()), model, response);
    }

    /** The text of a draft. */
    @GetMapping("/{id}/testo")
    String text(@PathVariable String slug, @PathVariable UUID id, Model model) {
        NoticeRights.requireToWrite();
        var notice = notices.find(new NoticeId(id)).orElseThrow(NoticeController::notHere);
        return notice.state().mayChange() ? page(model, notice, NoticeForm.of(notice.content()), List.of())
            : "redirect:/console/" + slug + "/avvisi/" + id;
    }

    private String next(String slug, String step, NoticeForm form, @Nullable Notice notice, WriteOutcome outcome, Model model, HttpServletResponse response) {
        var list = "redirect:/console/" + slug + "/avvisi";
        return switch (outcome) {
            case WriteOutcome.Flawed(var flaws) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield page(model, notice, form, flaws);
            }
            case WriteOutcome.Written(var id, _) -> step.equals("avanti") ? list + "/" + id + "/invio" : list + "/" + id + "/testo?salvata";
            case WriteOutcome.TooLate(var id) -> list + "/" + id;
            case WriteOutcome.NoSuchNotice _ -> throw notHere();
        };
    }

    private String page(Model model, @Nullable Notice notice, NoticeForm form, List<Flaw> flaws) {
        var mistakes = new LinkedHashMap<String, String>();
        flaws.forEach(it -> mistakes.putIfAbsent(FIELDS.getOrDefault(it.field().split("/")[0], it.field()), it.words()));
        model.addAttribute("view", new WriteView(notice, form, topics.list(), municipalities.current().districts(), mistakes,
            previews.of(form.content(), notice == null ? null : notice.id())));
        return "broadcast/write";
    }

    static ResponseStatusException notHere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

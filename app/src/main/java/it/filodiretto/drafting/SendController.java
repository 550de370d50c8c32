// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.page.Words;
import it.filodiretto.preflight.Previews;
import it.filodiretto.preflight.QuietHours;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The last page before a notice leaves, with the one red button: {@code jte/drafting/confirm.jte}. */
@Controller
@RequestMapping("/console/{slug}/avvisi/{id}")
class SendController {

    private final Notices notices;
    private final PlannedNotices planned;
    private final Previews previews;
    private final Municipalities municipalities;
    private final QuietHours quiet;
    private final Clock clock;
    private final Words words;

    SendController(Notices notices, PlannedNotices planned, Previews previews, Municipalities municipalities, QuietHours quiet, Clock clock,
            Words words) {
        this.notices = notices;
        this.planned = planned;
        this.previews = previews;
        this.municipalities = municipalities;
        this.quiet = quiet;
        this.clock = clock;
        this.words = words;
    }

    @GetMapping("/invio")
    String confirm(@PathVariable String slug, @PathVariable UUID id, Model model) {
        NoticeRights.requireToWrite();
        var notice = find(id);
        return switch (notice.state()) {
            case DRAFT -> page(notice, "", model);
            case TO_APPROVE -> "redirect:/console/" + slug + "/avvisi/" + id + "/firma";
            case SCHEDULED, SENDING, SENT, CANCELLED -> live(slug, id);
        };
    }

    /** Sends it. A second click finds it sent, and shows it. */
    @PostMapping("/invio")
    String send(@PathVariable String slug, @PathVariable UUID id, @RequestParam String firma, @RequestParam(defaultValue = "") String silenzio,
            @ModelAttribute PlanForm plan, Model model, HttpServletResponse response) {
        NoticeRights.requireToSend();
        if (silenzio.isEmpty() && quiet.hold(find(id).content(), clock.instant())) {
            return refused(new PublishOutcome.Refused("quiet-hours", words.get("broadcast.quiet.refused", quiet.shown())), id, model, response);
        }
        return after(planned.send(new NoticeId(id), firma, null, plan.plan()), slug, id, model, response);
    }

    @PostMapping("/programma")
    String schedule(@PathVariable String slug, @PathVariable UUID id, @RequestParam String firma, @RequestParam(defaultValue = "") String quando,
            @ModelAttribute PlanForm plan, Model model, HttpServletResponse response) {
        NoticeRights.requireToSend();
        model.addAttribute("quando", quando);
        return switch (TownTime.read(quando, municipalities.current().zone())) {
            case TownTime.At(var at) when quiet.hold(find(id).content(), at) ->
                refused(new PublishOutcome.Refused("quiet-hours", words.get("broadcast.quiet.refused-then", quiet.shown())), id, model, response);
            case TownTime.At(var at) -> after(planned.send(new NoticeId(id), firma, at, plan.plan()), slug, id, model, response);
            case TownTime.Empty _ -> refused(new PublishOutcome.Refused("time-unknown", words.get("broadcast.time.unknown")), id, model, response);
            case TownTime.Wrong(var key) -> refused(new PublishOutcome.Refused("time-unknown", words.get(key)), id, model, response);
        };
    }

    /** A scheduled notice is a draft again. */
    @PostMapping("/ritiro")
    String withdraw(@PathVariable String slug, @PathVariable UUID id) {
        NoticeRights.requireToSend();
        notices.unschedule(find(id).id());
        return live(slug, id);
    }

    private String after(PublishOutcome outcome, String slug, UUID id, Model model, HttpServletResponse response) {
        return switch (outcome) {
            case PublishOutcome.Started _, PublishOutcome.Scheduled _, PublishOutcome.Asked _, PublishOutcome.AlreadySent _ -> live(slug, id);
            case PublishOutcome.Refused refused -> refused(refused, id, model, response);
            case PublishOutcome.NoSuchNotice _ -> throw NoticeController.notHere();
        };
    }

    private String refused(PublishOutcome.Refused refused, UUID id, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.CONFLICT.value());
        return page(find(id), refused.words(), model);
    }

    private String page(Notice notice, String refusal, Model model) {
        model.addAttribute("notice", notice);
        var preview = previews.of(notice.content(), notice.id());
        model.addAttribute("preview", preview);
        model.addAttribute("refusal", refusal);
        model.addAttribute("wantsTwo", preview.wantsTwo());
        return "drafting/confirm";
    }

    private Notice find(UUID id) {
        return notices.find(new NoticeId(id)).orElseThrow(NoticeController::notHere);
    }

    private static String live(String slug, UUID id) {
        return "redirect:/console/" + slug + "/avvisi/" + id;
    }
}

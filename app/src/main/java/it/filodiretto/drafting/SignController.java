// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.notice.Relation;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.preflight.Previews;
import it.filodiretto.preflight.QuietHours;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
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

/** The second signature, made for a telephone at night: {@code jte/drafting/approve.jte}. */
@Controller
@RequestMapping("/console/{slug}/avvisi/{id}")
class SignController {

    private final Notices notices;
    private final PlannedNotices planned;
    private final QuietHours quiet;
    private final Clock clock;
    private final Previews previews;
    private final Signatures signatures;
    private final Operators operators;
    private final Municipalities municipalities;

    SignController(Notices notices, PlannedNotices planned, QuietHours quiet, Clock clock, Previews previews, Signatures signatures, Operators operators,
            Municipalities municipalities) {
        this.notices = notices;
        this.planned = planned;
        this.quiet = quiet;
        this.clock = clock;
        this.previews = previews;
        this.signatures = signatures;
        this.operators = operators;
        this.municipalities = municipalities;
    }

    /** Asks a colleague to sign. */
    @PostMapping("/richiesta")
    String ask(@PathVariable String slug, @PathVariable UUID id, @RequestParam String firma, @RequestParam(defaultValue = "") String quando,
            @ModelAttribute PlanForm plan, Model model, HttpServletResponse response) {
        NoticeRights.requireToWrite();
        model.addAttribute("quando", quando);
        var zone = municipalities.current().zone();
        if (TownTime.read(quando, zone) instanceof TownTime.Wrong(var key)) {
            return refused(key, id, model, response);
        }
        return after(planned.ask(new NoticeId(id), firma, TownTime.instant(quando, zone), plan.plan()), slug, id, model, response);
    }

    @GetMapping("/firma")
    String show(@PathVariable String slug, @PathVariable UUID id, @RequestParam(required = false) @Nullable String tardi, Model model) {
        NoticeRights.requireToSee();
        var notice = find(id);
        return notice.state() == NoticeState.TO_APPROVE ? page(notice, tardi == null ? "" : notices.say("broadcast.too-late"), model) : live(slug, id);
    }

    @PostMapping("/firma")
    String sign(@PathVariable String slug, @PathVariable UUID id, @RequestParam String firma, @RequestParam(defaultValue = "") String silenzio, Model model,
            HttpServletResponse response) {
        NoticeRights.requireToSend();
        return after(notices.sign(new NoticeId(id), firma, !silenzio.isEmpty()), slug, id, model, response);
    }

    @PostMapping("/rimando")
    String giveBack(@PathVariable String slug, @PathVariable UUID id, @RequestParam(defaultValue = "") String motivo) {
        NoticeRights.requireToWrite();
        notices.giveBack(find(id).id(), motivo.isBlank() ? null : motivo.strip());
        return live(slug, id);
    }

    /** One person alone, in an emergency. */
    @PostMapping("/urgenza")
    String override(@PathVariable String slug, @PathVariable UUID id, @RequestParam String firma, @RequestParam(defaultValue = "") String motivo, Model model,
            HttpServletResponse response) {
        NoticeRights.requireToWrite();
        model.addAttribute("motivo", motivo);
        return after(notices.override(new NoticeId(id), firma, motivo), slug, id, model, response);
    }

    /** Begins what follows it. */
    @PostMapping("/seguito")
    String follow(@PathVariable String slug, @PathVariable UUID id, @RequestParam Relation tipo) {
        NoticeRights.requireToWrite();
        var next = notices.follow(find(id).id(), tipo).orElseThrow(NoticeController::notHere);
        return live(slug, next.value()) + (tipo == Relation.RETRY ? "/invio" : "/testo");
    }

    private String after(PublishOutcome outcome, String slug, UUID id, Model model, HttpServletResponse response) {
        return switch (outcome) {
            case PublishOutcome.Started _, PublishOutcome.Scheduled _, PublishOutcome.Asked _, PublishOutcome.AlreadySent _ -> live(slug, id);
            case PublishOutcome.Refused(_, var said) -> refusedWith(said, id, model, response);
            case PublishOutcome.NoSuchNotice _ -> throw NoticeController.notHere();
        };
    }

    private String refused(String key, UUID id, Model model, HttpServletResponse response) {
        return refusedWith(notices.say(key), id, model, response);
    }

    private String refusedWith(String said, UUID id, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.CONFLICT.value());
        var notice = find(id);
        if (notice.state() == NoticeState.TO_APPROVE) {
            return page(notice, said, model);
        }
        model.addAttribute("notice", notice);
        model.addAttribute("preview", previews.of(notice.content(), notice.id()));
        model.addAttribute("refusal", said);
        model.addAttribute("wantsTwo", signatures.isWanted(notice));
        return "drafting/confirm";
    }

    private String page(Notice notice, String refusal, Model model) {
        model.addAttribute("notice", notice);
        model.addAttribute("preview", previews.of(notice.content(), notice.id()));
        model.addAttribute("refusal", refusal);
        model.addAttribute("who", name(notice.signing().askedBy()));
        model.addAttribute("plan", planned.plan(notice.id()).orElse(null));
        model.addAttribute("morning", quiet.after(notice.content(), later(notice.signing().askedFor())).orElse(null));
        model.addAttribute("mayGive", signatures.mayGive(notice));
        model.addAttribute("own", CurrentOperator.find().filter(notice::isOf).isPresent());
        return "drafting/approve";
    }

    private Instant later(@Nullable Instant asked) {
        return asked == null || asked.isBefore(clock.instant()) ? clock.instant() : asked;
    }

    private String name(@Nullable OperatorId who) {
        return who == null ? "Filodiretto" : operators.name(who);
    }

    private Notice find(UUID id) {
        return notices.find(new NoticeId(id)).orElseThrow(NoticeController::notHere);
    }

    private static String live(String slug, UUID id) {
        return "redirect:/console/" + slug + "/avvisi/" + id;
    }
}

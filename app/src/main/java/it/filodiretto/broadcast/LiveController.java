// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A notice on its way, as it goes: {@code jte/broadcast/live.jte}, {@code progress.jte}, {@code stop.jte}. */
@Controller
@RequestMapping("/console/{slug}/avvisi/{id}")
class LiveController {

    private final Notices notices;
    private final PlannedNotices planned;
    private final Broadcasts broadcasts;
    private final Operators operators;
    private final Preflights preflights;
    private final ProgressStream stream;
    private final Clock clock;

    LiveController(Notices notices, PlannedNotices planned, Broadcasts broadcasts, Operators operators, Preflights preflights, ProgressStream stream, Clock clock) {
        this.notices = notices;
        this.planned = planned;
        this.broadcasts = broadcasts;
        this.operators = operators;
        this.preflights = preflights;
        this.stream = stream;
        this.clock = clock;
    }

    @GetMapping
    String show(@PathVariable String slug, @PathVariable UUID id, Model model) {
        NoticeRights.requireToSee();
        var view = view(id);
        if (view.notice().state() == NoticeState.DRAFT && NoticeRights.mayWrite()) {
            return "redirect:/console/" + slug + "/avvisi/" + id + "/testo";
        }
        if (view.notice().state() == NoticeState.TO_APPROVE) {
            return "redirect:/console/" + slug + "/avvisi/" + id + "/firma";
        }
        model.addAttribute("plan", planned.plan(view.notice().id()).orElse(null));
        model.addAttribute("followers", notices.followers(view.notice().id()));
        model.addAttribute("mayWrite", NoticeRights.mayWrite());
        model.addAttribute("view", view);
        model.addAttribute("maySend", NoticeRights.maySend());
        return "broadcast/live";
    }

    /** The moving part alone. When the phase has changed, the browser fetches the whole page: its buttons change too. */
    @GetMapping("/avanzamento")
    String progress(@PathVariable UUID id, @RequestParam(defaultValue = "") String fase, Model model, HttpServletResponse response) {
        NoticeRights.requireToSee();
        var view = view(id);
        if (!fase.isEmpty() && !fase.equals(phase(view.status()))) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("view", view);
        return "broadcast/progress";
    }

    @GetMapping(path = "/eventi", produces = "text/event-stream")
    void events(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        NoticeRights.requireToSee();
        stream.run(view(id).notice().broadcast(), response);
    }

    @PostMapping("/pausa")
    String pause(@PathVariable String slug, @PathVariable UUID id) {
        NoticeRights.requireToSend();
        broadcasts.pause(view(id).notice().broadcast());
        return back(slug, id);
    }

    @PostMapping("/ripresa")
    String resume(@PathVariable String slug, @PathVariable UUID id) {
        NoticeRights.requireToSend();
        broadcasts.resume(view(id).notice().broadcast());
        return back(slug, id);
    }

    /** Says what follows, before it is done. */
    @GetMapping("/fermata")
    String stopping(@PathVariable UUID id, Model model) {
        NoticeRights.requireToSend();
        model.addAttribute("view", view(id));
        return "broadcast/stop";
    }

    @PostMapping("/fermata")
    String stop(@PathVariable String slug, @PathVariable UUID id) {
        NoticeRights.requireToSend();
        broadcasts.cancel(view(id).notice().broadcast());
        return back(slug, id);
    }

    /** Changes with every change of the page's buttons. */
    static String phase(BroadcastStatus status) {
        return status.phase().code() + (status.isOver() ? "-over" : "");
    }

    private ProgressView view(UUID id) {
        var notice = notices.find(new NoticeId(id)).orElseThrow(NoticeController::notHere);
        var status = broadcasts.find(notice.broadcast()).orElseThrow(NoticeController::notHere);
        var happenings = broadcasts.events(notice.broadcast()).stream()
            .map(it -> new ProgressView.Happening(it.at(), NoticeWords.of(it.kind()), name(it.operator()), it.words())).toList();
        return new ProgressView(notice, status, happenings, preflights.rate(), clock.instant());
    }

    private @Nullable String name(@Nullable OperatorId operator) {
        return operator == null ? null : operators.name(operator);
    }

    private static String back(String slug, UUID id) {
        return "redirect:/console/" + slug + "/avvisi/" + id;
    }
}

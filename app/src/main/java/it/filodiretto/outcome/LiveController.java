// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.ControlOutcome;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.PlannedNotices;
import it.filodiretto.drafting.Signatures;
import it.filodiretto.live.EventStream;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.notice.NoticeState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import org.springframework.web.server.ResponseStatusException;

/** A notice on its way, as it goes: {@code jte/outcome/live.jte}, {@code progress.jte}, {@code stop.jte}. */
@Controller
@RequestMapping("/console/{slug}/avvisi/{id}")
class LiveController {

    private final Notices notices;
    private final PlannedNotices planned;
    private final Broadcasts broadcasts;
    private final ProgressViews views;
    private final ProgressStream progress;
    private final EventStream stream;
    private final Signatures signatures;

    LiveController(Notices notices, PlannedNotices planned, Broadcasts broadcasts, ProgressViews views, ProgressStream progress, EventStream stream, Signatures signatures) {
        this.notices = notices;
        this.planned = planned;
        this.broadcasts = broadcasts;
        this.views = views;
        this.progress = progress;
        this.stream = stream;
        this.signatures = signatures;
    }

    @GetMapping
    String show(@PathVariable String slug, @PathVariable UUID id, @RequestParam(required = false) @Nullable String tardi, Model model) {
        NoticeRights.requireToSee();
        var view = view(id);
        if (view.notice().state() == NoticeState.DRAFT && NoticeRights.mayWrite()) {
            return "redirect:/console/" + slug + "/avvisi/" + id + "/testo";
        }
        if (view.notice().state() == NoticeState.TO_APPROVE) {
            return "redirect:/console/" + slug + "/avvisi/" + id + "/firma" + (tardi == null ? "" : "?tardi");
        }
        return page(view, tardi == null ? "" : notices.say("broadcast.too-late"), model);
    }

    private String page(ProgressView view, String refusal, Model model) {
        model.addAttribute("refusal", refusal);
        model.addAttribute("unseen", notices.isUnseen(view.notice()));
        model.addAttribute("maySee", maySee(view.notice()));
        model.addAttribute("plan", planned.plan(view.notice().id()).orElse(null));
        model.addAttribute("followers", notices.followers(view.notice().id()));
        model.addAttribute("mayWrite", NoticeRights.mayWrite());
        model.addAttribute("view", view);
        model.addAttribute("maySend", NoticeRights.maySend());
        return "outcome/live";
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
        return "outcome/progress";
    }

    @GetMapping(path = "/eventi", produces = "text/event-stream")
    void events(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        NoticeRights.requireToSee();
        var broadcast = view(id).notice().broadcast();
        stream.open(request, response, browser -> progress.run(broadcast, browser));
    }

    @PostMapping("/pausa")
    String pause(@PathVariable String slug, @PathVariable UUID id) {
        NoticeRights.requireToSend();
        broadcasts.pause(view(id).notice().broadcast());
        return back(slug, id);
    }

    @PostMapping("/ripresa")
    String resume(@PathVariable String slug, @PathVariable UUID id, Model model, HttpServletResponse response) {
        NoticeRights.requireToSend();
        if (broadcasts.resume(view(id).notice().broadcast()) instanceof ControlOutcome.NotNow(var words)) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return page(view(id), words, model);
        }
        return back(slug, id);
    }

    /** Who could have signed has seen that one person sent it alone. */
    @PostMapping("/visto")
    String seen(@PathVariable String slug, @PathVariable UUID id) {
        NoticeRights.requireToSend();
        if (maySee(view(id).notice())) {
            notices.seen(new NoticeId(id));
        }
        return back(slug, id);
    }

    /** Says what follows, before it is done. */
    @GetMapping("/fermata")
    String stopping(@PathVariable UUID id, Model model) {
        NoticeRights.requireToSend();
        model.addAttribute("view", view(id));
        return "outcome/stop";
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
        return views.of(new NoticeId(id)).orElseThrow(LiveController::notHere);
    }

    private boolean maySee(Notice notice) {
        return signatures.mayGive(notice) || NoticeRights.maySend() && !notices.hasSigners(notice);
    }

    private static String back(String slug, UUID id) {
        return "redirect:/console/" + slug + "/avvisi/" + id;
    }

    static ResponseStatusException notHere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

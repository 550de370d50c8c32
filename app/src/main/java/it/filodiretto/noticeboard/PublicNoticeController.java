// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.drafting.Notices;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeParts;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The page behind the link in a notice, for everybody: {@code jte/noticeboard/notice.jte}. */
@Controller
class PublicNoticeController {

    private final Notices notices;
    private final Broadcasts broadcasts;
    private final CapAlerts alerts;
    private final Topics topics;
    private final NoticeParts parts;
    private final Municipalities municipalities;
    private final Clock clock;

    PublicNoticeController(Notices notices, Broadcasts broadcasts, CapAlerts alerts, Topics topics, NoticeParts parts, Municipalities municipalities,
            Clock clock) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.alerts = alerts;
        this.topics = topics;
        this.parts = parts;
        this.municipalities = municipalities;
        this.clock = clock;
    }

    /** What has not left is nobody's to read yet. */
    @GetMapping("/{slug}/avvisi/{id}")
    String show(@PathVariable UUID id, Model model) {
        var notice = notices.find(new NoticeId(id)).orElseThrow(PublicNoticeController::notHere);
        var startedAt = broadcasts.find(notice.broadcast()).map(BroadcastStatus::startedAt).orElseThrow(PublicNoticeController::notHere);
        model.addAttribute("notice", notice);
        model.addAttribute("topic", topics.find(notice.content().topic()).map(Topic::name).orElse("Avviso"));
        model.addAttribute("startedAt", startedAt);
        model.addAttribute("facts", parts.facts(notice.content(), municipalities.current().zone()));
        model.addAttribute("over", notice.content().details().isOver(clock.instant()));
        model.addAttribute("stopped", notice.state() == NoticeState.CANCELLED);
        model.addAttribute("followers", notices.followers(notice.id()).stream().filter(it -> !it.aim().isRetry()).toList());
        model.addAttribute("alert", alerts.has(notice));
        return "noticeboard/notice";
    }

    static ResponseStatusException notHere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

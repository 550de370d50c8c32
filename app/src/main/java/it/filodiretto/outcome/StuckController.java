// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.ControlOutcome;
import it.filodiretto.drafting.Notices;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Messages whose fate no report tells: a person decides, and knows the risk first. {@code jte/outcome/stuck.jte} */
@Controller
@RequestMapping("/console/{slug}/avvisi/{id}/verifica")
class StuckController {

    private final Notices notices;
    private final Broadcasts broadcasts;

    StuckController(Notices notices, Broadcasts broadcasts) {
        this.notices = notices;
        this.broadcasts = broadcasts;
    }

    @GetMapping
    String show(@PathVariable UUID id, Model model) {
        NoticeRights.requireToSend();
        var notice = notice(id);
        var status = broadcasts.find(notice.broadcast()).orElseThrow(LiveController::notHere);
        model.addAttribute("notice", notice);
        model.addAttribute("stuck", broadcasts.stuck(notice.broadcast()));
        model.addAttribute("mayGoAgain", status.phase() != BroadcastStatus.Phase.CANCELLED);
        return "outcome/stuck";
    }

    @PostMapping("/rinvio")
    String again(@PathVariable String slug, @PathVariable UUID id) {
        NoticeRights.requireToSend();
        return broadcasts.sendStuckAgain(notice(id).broadcast()) instanceof ControlOutcome.NotNow ? back(slug, id) + "/verifica" : back(slug, id);
    }

    @PostMapping("/chiusura")
    String close(@PathVariable String slug, @PathVariable UUID id) {
        NoticeRights.requireToSend();
        broadcasts.closeStuck(notice(id).broadcast());
        return back(slug, id);
    }

    private Notice notice(UUID id) {
        return notices.find(new NoticeId(id)).orElseThrow(LiveController::notHere);
    }

    private static String back(String slug, UUID id) {
        return "redirect:/console/" + slug + "/avvisi/" + id;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.drafting.Notices;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.preflight.Preflights;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Whom of a notice's people sendings could not reach lately, with masked numbers: {@code jte/outcome/unreached.jte}. */
@Controller
class UnreachedController {

    private static final int SHOWN = 200;

    private final Notices notices;
    private final Preflights preflights;
    private final Citizens citizens;

    UnreachedController(Notices notices, Preflights preflights, Citizens citizens) {
        this.notices = notices;
        this.preflights = preflights;
        this.citizens = citizens;
    }

    /** One of them. @param phone masked */
    record Line(String phone, Bulks.Unreached what) {}

    @GetMapping("/console/{slug}/avvisi/{id}/non-raggiunti")
    String list(@PathVariable UUID id, Model model) {
        NoticeRights.requireToSee();
        var notice = notices.find(new NoticeId(id)).orElseThrow(LiveController::notHere);
        var all = preflights.unreached(notice.aim());
        model.addAttribute("notice", notice);
        model.addAttribute("all", all.size());
        model.addAttribute("lines", lines(all.stream().limit(SHOWN).toList()));
        return "outcome/unreached";
    }

    private List<Line> lines(List<Bulks.Unreached> some) {
        var masked = citizens.masked(some.stream().map(Bulks.Unreached::citizen).toList());
        return some.stream().map(it -> new Line(masked.getOrDefault(it.citizen(), ""), it)).toList();
    }
}

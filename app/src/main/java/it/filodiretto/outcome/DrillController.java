// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.drafting.Notices;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.outbox.Bulks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a drill showed, on a page to print: {@code jte/outcome/drill.jte}. */
@Controller
class DrillController {

    private static final int AT_ONCE = 10_000;

    private final Notices notices;
    private final Broadcasts broadcasts;
    private final Bulks bulks;

    DrillController(Notices notices, Broadcasts broadcasts, Bulks bulks) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.bulks = bulks;
    }

    @GetMapping("/console/{slug}/avvisi/{id}/esercitazione")
    String report(@PathVariable UUID id, Model model) {
        NoticeRights.requireToSee();
        var notice = notices.find(new NoticeId(id)).filter(it -> it.content().details().drill()).orElseThrow(LiveController::notHere);
        var status = broadcasts.find(notice.broadcast()).filter(it -> it.startedAt() != null).orElseThrow(LiveController::notHere);
        var started = Objects.requireNonNull(status.startedAt());
        var finished = status.finishedAt();
        var counts = status.counts();
        model.addAttribute("report", new DrillReport(notice, started, counts.total(), counts.delivered() + counts.read(), counts.read(), counts.failed(),
            half(readings(notice), counts.total(), started), finished == null ? null : Duration.between(started, finished), status.failures()));
        return "outcome/drill";
    }

    private List<Instant> readings(Notice notice) {
        var readings = new ArrayList<Instant>();
        MessageId last = null;
        List<Bulks.Outcome> page;
        do {
            page = bulks.outcomes(notice.broadcast().bulk(), last, AT_ONCE);
            page.stream().filter(it -> it.state().equals("READ")).map(Bulks.Outcome::at).filter(Objects::nonNull).forEach(readings::add);
            last = page.isEmpty() ? null : page.getLast().message();
        } while (page.size() == AT_ONCE);
        return readings.stream().sorted().toList();
    }

    /** When half of all had read. */
    private static @Nullable Duration half(List<Instant> readings, long people, Instant started) {
        int wanted = Math.ceilDiv((int) Math.min(people, Integer.MAX_VALUE), 2);
        if (wanted == 0 || readings.size() < wanted) {
            return null;
        }
        var time = Duration.between(started, readings.get(wanted - 1));
        return time.isNegative() ? Duration.ZERO : time;
    }
}

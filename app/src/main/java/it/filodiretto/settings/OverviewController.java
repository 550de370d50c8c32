// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.RailEntry;
import it.filodiretto.subscription.Policies;
import it.filodiretto.wording.Piece;
import it.filodiretto.wording.Pieces;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What can be edited, and the next 30 days of opening: {@code jte/settings/}. */
@Controller
class OverviewController {

    private static final int DAYS = 30;

    private final Pieces pieces;
    private final OpeningHours hours;
    private final Municipalities municipalities;
    private final Policies policies;
    private final Clock clock;

    OverviewController(Pieces pieces, OpeningHours hours, Municipalities municipalities, Policies policies, Clock clock) {
        this.pieces = pieces;
        this.hours = hours;
        this.municipalities = municipalities;
        this.policies = policies;
        this.clock = clock;
    }

    @Bean
    static RailEntry hoursRail() {
        return new RailEntry(80, "orari", "clock", "Orari", Permission.WRITE_NOTICES.name());
    }

    @Bean
    static RailEntry textsRail() {
        return new RailEntry(85, "testi", "pencil", "Testi", Permission.WRITE_NOTICES.name());
    }

    /** @param chosen code of the timetable whose next days are shown; empty: the first */
    @GetMapping("/console/{slug}/orari")
    String hours(@RequestParam(name = "orario", defaultValue = "") String chosen, Model model) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        var timetables = pieces.list(Piece.Kind.TIMETABLE);
        var shown = chosen.isEmpty() && !timetables.isEmpty() ? timetables.getFirst().key() : chosen;
        if (timetables.stream().noneMatch(it -> it.key().equals(shown))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var today = LocalDate.ofInstant(clock.instant(), municipalities.current().zone());
        model.addAttribute("view", new HoursView(timetables, pieces.list(Piece.Kind.CLOSURE), shown, hours.days(shown, today, DAYS)));
        return "settings/hours";
    }

    @GetMapping("/console/{slug}/testi")
    String texts(Model model) {
        CurrentOperator.require(Permission.WRITE_NOTICES);
        List<TextsView.Group> groups = List.of(new TextsView.Group(Shelf.TOPICS, pieces.list(Piece.Kind.TOPIC)),
            new TextsView.Group(Shelf.TEXTS, pieces.list(Piece.Kind.TEXT)), new TextsView.Group(Shelf.KEYWORDS, pieces.list(Piece.Kind.KEYWORDS)));
        model.addAttribute("view", new TextsView(groups, policies.inForce()));
        return "settings/texts";
    }
}

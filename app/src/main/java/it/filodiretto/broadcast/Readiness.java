// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.page.HomeCard;
import it.filodiretto.page.Italian;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether all subscribers could be told today of what nobody foresees, and what would be in the way.
 *
 * @param template whether they may be written to first
 * @param limit null: not known yet
 * @param budget null: the town has named none
 */
record Readiness(long people, Preflight.Template template, Preflight.@Nullable Limit limit, Preflight.@Nullable Budget budget) {

    private static final HomeCard.State GOOD = new HomeCard.State("open", "check-circle", "Basta");
    private static final HomeCard.State BAD = new HomeCard.State("late", "warning-circle", "Non basta");

    HomeCard.Answer answer() {
        var enough = template.approved() && (limit == null || limit.isEnoughFor(people));
        var rows = new ArrayList<>(List.of(
            new HomeCard.Row("file", "Modello di WhatsApp", template.words(), template.approved() ? new HomeCard.State("open", "check-circle", "C’è")
                : new HomeCard.State("late", "warning-circle", "Manca")),
            new HomeCard.Row("whatsapp", "Limite di oggi", Preflight.words(limit), limit == null ? new HomeCard.State("", "help-circle", "Non si sa")
                : limit.isEnoughFor(people) ? GOOD : BAD)));
        if (budget != null) {
            rows.add(new HomeCard.Row("card", "Spesa di quest’anno", Preflight.money(budget.spent()) + " su " + Preflight.money(budget.yearly()),
                budget.left().signum() > 0 ? GOOD : BAD));
        }
        return new HomeCard.Answer("ready", "Oggi possiamo avvisare tutti?", enough ? "Sì" : "No",
            enough ? null : new HomeCard.State("late", "warning-circle", why()), rows, null, !enough);
    }

    private String why() {
        return !template.approved() ? "Manca il modello" : people == 1 ? "C’è 1 iscritto" : "Gli iscritti sono " + Italian.number(people);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.page.HomeCard;
import it.filodiretto.page.Italian;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether all subscribers could be told today of what nobody foresees, and what would be in the way.
 *
 * @param alarm what is wrong with the number now, in Italian; null: nothing
 * @param template whether they may be written to first
 * @param limit null: not known yet
 * @param cost what it would cost, an estimate
 * @param budget null: the town has named none
 */
public record Readiness(long people, @Nullable String alarm, Preflight.Template template, Preflight.@Nullable Limit limit, BigDecimal cost,
        Preflight.@Nullable Budget budget) {

    private static final HomeCard.State GOOD = new HomeCard.State("open", "check-circle", "Basta");
    private static final HomeCard.State BAD = bad("Non basta");
    private static final HomeCard.State UNKNOWN = new HomeCard.State("", "help-circle", "Non si sa");

    public HomeCard.Answer answer() {
        var why = why();
        var state = why != null ? bad(why) : limit == null ? new HomeCard.State("", "help-circle", "Manca il limite di WhatsApp") : null;
        return new HomeCard.Answer("ready", "Oggi possiamo avvisare tutti?", why != null ? "No" : limit == null ? "Non si sa" : "Sì", state, rows(), null, why != null);
    }

    private List<HomeCard.Row> rows() {
        var rows = new ArrayList<HomeCard.Row>();
        if (alarm != null) {
            rows.add(new HomeCard.Row("whatsapp", "Numero WhatsApp", alarm, bad("Da guardare")));
        }
        rows.add(new HomeCard.Row("file", "Modello di WhatsApp", template.words(), template.approved() ? new HomeCard.State("open", "check-circle", "C’è") : bad("Manca")));
        rows.add(new HomeCard.Row("whatsapp", "Limite di oggi", Preflight.words(limit), limit == null ? UNKNOWN : limit.isEnoughFor(people) ? GOOD : BAD));
        if (budget != null) {
            rows.add(new HomeCard.Row("card", "Spesa di quest’anno", Preflight.money(budget.spent()) + " su " + Preflight.money(budget.yearly())
                + ", un avviso a tutti costa " + Preflight.money(cost), budget.isEnoughFor(cost) ? GOOD : BAD));
        }
        return rows;
    }

    /** Null: nothing that is known is in the way. */
    private @Nullable String why() {
        if (alarm != null) {
            return "Il numero ha un problema";
        }
        if (!template.approved()) {
            return "Manca il modello";
        }
        if (limit != null && !limit.isEnoughFor(people)) {
            return people == 1 ? "C’è 1 iscritto" : "Gli iscritti sono " + Italian.number(people);
        }
        return budget == null || budget.isEnoughFor(cost) ? null : "La spesa prevista non basta";
    }

    private static HomeCard.State bad(String words) {
        return new HomeCard.State("late", "warning-circle", words);
    }
}

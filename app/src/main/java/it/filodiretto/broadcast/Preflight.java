// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.util.ArrayList;
import it.filodiretto.messaging.BulkState;
import it.filodiretto.page.Italian;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a notice before it leaves.
 *
 * @param reachable how many will be written to
 * @param subscribers how many are subscribed to anything
 * @param freeText how many of the reachable wrote to us in the last 24 hours and get free text; the others get the template
 * @param template whether the template is approved
 * @param limit to how many people we may write first in 24 hours; null: not known yet
 * @param rate messages a second; 0: as fast as it goes
 */
record Preflight(long reachable, long subscribers, long freeText, Template template, @Nullable Limit limit, Cost cost, int rate, Others others) {

    /**
     * @param words in Italian: that it is approved, or why not and what to do
     * @param picture null: the notice has none
     */
    record Template(boolean approved, String name, String words, @Nullable Picture picture) {}

    /** @param everybody whether also those see it who get the template @param why in Italian, if they do not */
    record Picture(boolean everybody, String why) {}

    /** @param perDay null: no limit @param used messages taken in the last 24 hours, at most */
    record Limit(@Nullable Long perDay, long used) {

        boolean isEnoughFor(long people) {
            return perDay == null || people <= perDay - used;
        }
    }

    /**
     * In euro, an estimate: the account's true prices are Meta's.
     *
     * @param freeLeft free texts of this month that would be left
     * @param budget null: the town has named none
     */
    record Cost(BigDecimal amount, String words, long freeLeft, @Nullable Budget budget) {}

    /** @param spent this year, by what was delivered: an estimate too */
    record Budget(BigDecimal yearly, BigDecimal spent) {

        BigDecimal left() {
            return yearly.subtract(spent);
        }
    }

    /**
     * @param left how many have left the service
     * @param blocked how many of the notice's people an operator has shut out: they are not among the reachable
     * @param withoutNumber how many of the reachable have no telephone number
     * @param unreached how many of the reachable sendings of the last 30 days did not reach; they are tried again
     * @param failedLately those by reason, the most first
     * @param quietHours {@code 21:00–7:00}, or empty
     * @param quietNow whether this notice should wait
     */
    record Others(long left, long blocked, long withoutNumber, long unreached, List<BulkState.Failure> failedLately, String quietHours, boolean quietNow) {}

    long byTemplate() {
        return reachable - freeText;
    }

    /** Subscribed, but not to this. */
    long excluded() {
        return Math.max(0, subscribers - reachable - others.blocked());
    }

    Duration duration() {
        return rate <= 0 ? Duration.ZERO : Duration.ofSeconds(Math.max(1, (reachable + rate - 1) / rate));
    }

    String costWords() {
        return money(cost.amount());
    }

    static String money(BigDecimal amount) {
        return NumberFormat.getCurrencyInstance(Locale.ITALY).format(amount);
    }

    String limitWords() {
        if (limit == null) {
            return "WhatsApp non ci ha ancora detto il limite di questo numero";
        }
        if (limit.perDay() == null) {
            return "Questo numero può scrivere a tutti";
        }
        return Italian.number(limit.perDay()) + " persone in 24 ore, " + Italian.number(limit.used()) + " già usate";
    }

    boolean limitIsEnough() {
        return limit == null || limit.isEnoughFor(byTemplate());
    }

    /** As programs read it. */
    Map<String, Object> json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("reachable", reachable);
        all.put("means", List.of(Map.of("channel", NoticeText.WHATSAPP, "free_text", freeText, "template", byTemplate())));
        var excluded = new ArrayList<Map<String, Object>>();
        if (excluded() > 0) {
            excluded.add(Map.of("code", "other-topics", "reason", "Iscritti che non seguono questo argomento o questa zona", "count", excluded()));
        }
        if (others.blocked() > 0) {
            excluded.add(Map.of("code", "blocked", "reason", "Li ha bloccati un operatore: WhatsApp non consegna loro nulla", "count", others.blocked()));
        }
        if (others.left() > 0) {
            excluded.add(Map.of("code", "left", "reason", "Si sono cancellati", "count", others.left()));
        }
        all.put("excluded", excluded);
        all.put("without_number", others.withoutNumber());
        all.put("failed_lately", others.failedLately());
        all.put("quiet_hours", Map.of("hours", others.quietHours(), "now", others.quietNow()));
        var text = new LinkedHashMap<String, Object>();
        text.put("approved", template.approved());
        text.put("name", template.name());
        text.put("words", template.words());
        var picture = template.picture();
        text.put("picture", picture == null ? null : Map.of("everybody", picture.everybody(), "words", picture.why()));
        all.put("template", text);
        var day = new LinkedHashMap<String, Object>();
        day.put("known", limit != null);
        day.put("per_day", limit == null ? null : limit.perDay());
        day.put("used", limit == null ? null : limit.used());
        day.put("enough", limitIsEnough());
        day.put("words", limitWords());
        all.put("limit", day);
        var costs = new LinkedHashMap<String, Object>();
        costs.put("estimate", true);
        costs.put("amount", cost.amount());
        costs.put("currency", "EUR");
        costs.put("words", cost.words());
        costs.put("free_left", cost.freeLeft());
        var budget = cost.budget();
        costs.put("budget", budget == null ? null : Map.of("yearly", budget.yearly(), "spent", budget.spent(), "left", budget.left()));
        all.put("cost", costs);
        all.put("duration", Map.of("seconds", duration().toSeconds(), "rate", rate, "words", "Circa " + Italian.duration(duration())));
        return all;
    }
}

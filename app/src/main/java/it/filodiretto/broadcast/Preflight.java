// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

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
 * @param cost in euro, an estimate: the account's true prices are Meta's
 * @param rate messages a second; 0: as fast as it goes
 */
record Preflight(long reachable, long subscribers, long freeText, Template template, @Nullable Limit limit, BigDecimal cost, int rate) {

    /** @param words in Italian: that it is approved, or why not and what to do */
    record Template(boolean approved, String name, String words) {}

    /** @param perDay null: no limit */
    record Limit(@Nullable Long perDay) {

        boolean isEnoughFor(long people) {
            return perDay == null || people <= perDay;
        }
    }

    long byTemplate() {
        return reachable - freeText;
    }

    /** Subscribed, but not to this. */
    long excluded() {
        return Math.max(0, subscribers - reachable);
    }

    Duration duration() {
        return rate <= 0 ? Duration.ZERO : Duration.ofSeconds(Math.max(1, (reachable + rate - 1) / rate));
    }

    String costWords() {
        return NumberFormat.getCurrencyInstance(Locale.ITALY).format(cost);
    }

    String limitWords() {
        if (limit == null) {
            return "WhatsApp non ci ha ancora detto il limite di questo numero";
        }
        if (limit.perDay() == null) {
            return "Questo numero può scrivere a tutti";
        }
        return Italian.number(limit.perDay()) + " persone in 24 ore";
    }

    boolean limitIsEnough() {
        return limit == null || limit.isEnoughFor(byTemplate());
    }

    /** As programs read it. */
    Map<String, Object> json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("reachable", reachable);
        all.put("means", List.of(Map.of("channel", NoticeText.WHATSAPP, "free_text", freeText, "template", byTemplate())));
        all.put("excluded", excluded() == 0 ? List.of()
            : List.of(Map.of("code", "other-topics", "reason", "Iscritti che non seguono questo argomento", "count", excluded())));
        all.put("template", Map.of("approved", template.approved(), "name", template.name(), "words", template.words()));
        var day = new LinkedHashMap<String, Object>();
        day.put("known", limit != null);
        day.put("per_day", limit == null ? null : limit.perDay());
        day.put("enough", limitIsEnough());
        day.put("words", limitWords());
        all.put("limit", day);
        all.put("cost", Map.of("estimate", true, "amount", cost, "currency", "EUR", "words", "Stima: " + costWords()));
        all.put("duration", Map.of("seconds", duration().toSeconds(), "rate", rate, "words", "Circa " + Italian.duration(duration())));
        return all;
    }
}

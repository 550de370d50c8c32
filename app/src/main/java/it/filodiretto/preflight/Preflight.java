// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.notice.Aim;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.page.Italian;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
public record Preflight(long reachable, long subscribers, long freeText, Template template, @Nullable Limit limit, Cost cost, int rate, Others others) {

    /**
     * @param words in Italian: that it is approved, or why not and what to do
     * @param picture null: the notice has none
     */
    public record Template(boolean approved, String name, String words, @Nullable Picture picture) {}

    /** @param everybody whether also those see it who get the template @param why in Italian, if they do not */
    public record Picture(boolean everybody, String why) {}

    /**
     * Meta counts people, each once in 24 hours, however often they are written to.
     *
     * @param perDay null: no limit
     * @param used people written to first in the last 24 hours
     * @param again how many of these would be written to again; counted only where the rest of the limit is short
     */
    record Limit(@Nullable Long perDay, long used, long again) {

        boolean isEnoughFor(long people) {
            return perDay == null || people - again <= perDay - used;
        }
    }

    /**
     * In euro, an estimate: the account's true prices are Meta's.
     *
     * @param freeLeft free texts of this month that would be left
     * @param budget null: the town has named none
     */
    public record Cost(BigDecimal amount, String words, long freeLeft, @Nullable Budget budget) {}

    /** @param spent this year, by what was delivered: an estimate too */
    public record Budget(BigDecimal yearly, BigDecimal spent) {

        public BigDecimal left() {
            return yearly.subtract(spent);
        }

        boolean isEnoughFor(BigDecimal cost) {
            return left().compareTo(cost) >= 0;
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
     * @param outside why the others are none of its people
     */
    public record Others(long left, long blocked, long withoutNumber, long unreached, List<BulkState.Failure> failedLately, String quietHours, boolean quietNow,
        Outside outside) {}

    /** Why subscribers are not among a notice's people. */
    public enum Outside {
        OTHER_TOPICS("other-topics", "iscritti che non seguono questo argomento o questa zona"),
        NO_VOLUNTEERS("no-volunteers", "iscritti che non si sono offerti per le prove"),
        NOT_THE_FIRST("not-the-first", "iscritti che non hanno avuto l’avviso di prima, o non seguono più questo argomento"),
        REACHED("reached", "iscritti che hanno già avuto l’avviso, o che non lo possono avere");

        private final String code;
        private final String words;

        Outside(String code, String words) {
            this.code = code;
            this.words = words;
        }

        String code() {
            return code;
        }

        public String words() {
            return words;
        }

        String sentence() {
            return words.substring(0, 1).toUpperCase(Locale.ITALIAN) + words.substring(1);
        }

        static Outside of(Aim aim) {
            if (aim.isRetry()) {
                return REACHED;
            }
            return aim.isForTheSamePeople() ? NOT_THE_FIRST : aim.content().details().drill() ? NO_VOLUNTEERS : OTHER_TOPICS;
        }
    }

    public long byTemplate() {
        return reachable - freeText;
    }

    /** Subscribed, but not to this. */
    public long excluded() {
        return Math.max(0, subscribers - reachable - others.blocked());
    }

    public Duration duration() {
        return rate <= 0 ? Duration.ZERO : Duration.ofSeconds(Math.max(1, (reachable + rate - 1) / rate));
    }

    public String costWords() {
        return money(cost.amount());
    }

    public static String money(BigDecimal amount) {
        return NumberFormat.getCurrencyInstance(Locale.ITALY).format(amount);
    }

    public String limitWords() {
        return words(limit);
    }

    /** @param limit null: not known yet */
    static String words(@Nullable Limit limit) {
        if (limit == null) {
            return "WhatsApp non ci ha ancora detto il limite di questo numero";
        }
        if (limit.perDay() == null) {
            return "Questo numero può scrivere a tutti";
        }
        return Italian.number(limit.perDay()) + " persone in 24 ore, " + Italian.number(limit.used()) + " già usate"
            + (limit.again() == 0 ? "" : "; chi è già fra queste (" + Italian.number(limit.again()) + ") non conta due volte");
    }

    public boolean limitIsEnough() {
        return limit == null || limit.isEnoughFor(byTemplate());
    }
}

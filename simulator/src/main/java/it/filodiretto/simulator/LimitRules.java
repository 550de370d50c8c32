// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/**
 * What Meta refuses because there is too much of it.
 *
 * @param messagesPerSecond of one number, 130429; 0 = no limit
 * @param pairs one message each 6 s to one person, 45 of them in advance, 131056
 * @param portfolio different people reached outside a window in 24 h, for a whole portfolio; 0 = no limit
 * @param window free text only within 24 hours of the person's last message, 131047
 * @param windowAnswersLate 131047 comes as a failed status after a 200, as it often does
 * @param marketing promotional messages to one person in 24 h, from whomever, as a mean: each has a cap of her own, 131049; 0 = no cap
 * @param throttleStatus the HTTP status of throttles: 400 or 429, sources disagree
 */
public record LimitRules(
        int messagesPerSecond, boolean pairs, int portfolio, boolean window, boolean windowAnswersLate, int marketing, int throttleStatus) {

    /** The 24-hour window alone. */
    public static LimitRules windowOnly() {
        return new LimitRules(0, false, 0, true, false, 0, 429);
    }

    /** Meta's usual ones for a small business: 80 a second, pairs, 2,000 people a day. */
    public static LimitRules usual() {
        return new LimitRules(80, true, 2_000, true, false, 0, 429);
    }

    public LimitRules messagesPerSecond(int changed) {
        return new LimitRules(changed, pairs, portfolio, window, windowAnswersLate, marketing, throttleStatus);
    }

    public LimitRules pairs(boolean changed) {
        return new LimitRules(messagesPerSecond, changed, portfolio, window, windowAnswersLate, marketing, throttleStatus);
    }

    public LimitRules portfolio(int changed) {
        return new LimitRules(messagesPerSecond, pairs, changed, window, windowAnswersLate, marketing, throttleStatus);
    }

    public LimitRules window(boolean changed) {
        return new LimitRules(messagesPerSecond, pairs, portfolio, changed, windowAnswersLate, marketing, throttleStatus);
    }

    public LimitRules windowAnswersLate(boolean changed) {
        return new LimitRules(messagesPerSecond, pairs, portfolio, window, changed, marketing, throttleStatus);
    }

    public LimitRules marketing(int changed) {
        return new LimitRules(messagesPerSecond, pairs, portfolio, window, windowAnswersLate, changed, throttleStatus);
    }

    public LimitRules throttleStatus(int changed) {
        return new LimitRules(messagesPerSecond, pairs, portfolio, window, windowAnswersLate, marketing, changed);
    }
}

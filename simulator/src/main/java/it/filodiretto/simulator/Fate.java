// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the messages to one person, or to a share of all people.
 *
 * @param code Meta's error code
 * @param now refused in the answer; false = accepted, and failed by status
 * @param number digits of the one whom it concerns; null = everybody drawn by {@code share} and {@code seed}
 * @param share of the people, 0 to 1; who is drawn stays drawn
 * @param times how often for each fate, all people together; -1 = always
 * @param category only messages of this one, {@code marketing}, {@code utility}, {@code service}…; null = all
 * @param phoneNumberId only from this number of a town hall; null = all
 */
public record Fate(
        int code, boolean now, @Nullable String number, double share, long seed, int times, @Nullable String category,
        @Nullable String phoneNumberId) {

    /** Every message to this number fails later. */
    public static Fate later(String number, int code) {
        return new Fate(code, false, number.replaceAll("\\D", ""), 1, 1, -1, null, null);
    }

    /** Every message to this number is refused at once. */
    public static Fate now(String number, int code) {
        return new Fate(code, true, number.replaceAll("\\D", ""), 1, 1, -1, null, null);
    }

    /** A share of all people fails later; the same seed draws the same people. */
    public static Fate share(double share, long seed, int code) {
        return new Fate(code, false, null, share, seed, -1, null, null);
    }

    public Fate times(int count) {
        return new Fate(code, now, number, share, seed, count, category, phoneNumberId);
    }

    public Fate atOnce(boolean yes) {
        return new Fate(code, yes, number, share, seed, times, category, phoneNumberId);
    }

    public Fate category(@Nullable String only) {
        return new Fate(code, now, number, share, seed, times, only, phoneNumberId);
    }

    public Fate from(@Nullable String onlyPhoneNumberId) {
        return new Fate(code, now, number, share, seed, times, category, onlyPhoneNumberId);
    }

    boolean concerns(String digits, String sentCategory, String sender) {
        return (number == null ? drawn(digits) : number.equals(digits)) && (category == null || category.equals(sentCategory))
                && (phoneNumberId == null || phoneNumberId.equals(sender));
    }

    private boolean drawn(String digits) {
        return share >= 1 || Chance.of(seed ^ Long.parseLong(digits)) < share;
    }
}

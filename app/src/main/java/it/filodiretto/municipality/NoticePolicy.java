// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import it.filodiretto.shared.PhoneNumber;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a town handles its notices.
 *
 * @param secondSignature codes of the topics on which a second person must sign, or {@link #EVERY_TOPIC}
 * @param quiet when notices wait, except alerts of civil protection; null: never
 * @param yearlyBudget euro for WhatsApp's messages; null: none was said
 * @param trialPhone the town hall's own telephone that may get a notice before everybody, to look at it; null: none
 */
public record NoticePolicy(Set<String> secondSignature, @Nullable Quiet quiet, @Nullable BigDecimal yearlyBudget, @Nullable PhoneNumber trialPhone) {

    /** Those to come included, which an editor may add on screen. */
    public static final String EVERY_TOPIC = "all";

    public static final NoticePolicy NONE = new NoticePolicy(Set.of(), null, null);

    public NoticePolicy {
        secondSignature = Set.copyOf(secondSignature);
    }

    /** Without a telephone for trials. */
    public NoticePolicy(Set<String> secondSignature, @Nullable Quiet quiet, @Nullable BigDecimal yearlyBudget) {
        this(secondSignature, quiet, yearlyBudget, null);
    }

    public boolean wantsSecond(String topic) {
        return secondSignature.contains(topic) || secondSignature.contains(EVERY_TOPIC);
    }

    /** Usually over midnight: 21:00 to 7:00. */
    public record Quiet(LocalTime from, LocalTime until) {

        public boolean covers(LocalTime time) {
            return from.isBefore(until) ? !time.isBefore(from) && time.isBefore(until) : !time.isBefore(from) || time.isBefore(until);
        }
    }
}

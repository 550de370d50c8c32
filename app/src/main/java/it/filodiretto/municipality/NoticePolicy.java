// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a town handles its notices.
 *
 * @param secondSignature codes of the topics on which a second person must sign
 * @param quiet when notices wait, except alerts of civil protection; null: never
 * @param yearlyBudget euro for WhatsApp's messages; null: none was said
 */
public record NoticePolicy(Set<String> secondSignature, @Nullable Quiet quiet, @Nullable BigDecimal yearlyBudget) {

    public static final NoticePolicy NONE = new NoticePolicy(Set.of(), null, null);

    public NoticePolicy {
        secondSignature = Set.copyOf(secondSignature);
    }

    /** Usually over midnight: 21:00 to 7:00. */
    public record Quiet(LocalTime from, LocalTime until) {

        public boolean covers(LocalTime time) {
            return from.isBefore(until) ? !time.isBefore(from) && time.isBefore(until) : !time.isBefore(from) || time.isBefore(until);
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;

/**
 * How media are kept and described. All times follow the simulator's clock.
 *
 * @param inboundLife how long the id of what a person sent lives
 * @param uploadedLife how long the id of an upload lives
 * @param urlLife how long an address that a look-up gave can be fetched
 * @param hexHash whether a look-up spells {@code sha256} in hex; false = base64, as webhooks do. Both were seen.
 * @param sizeAsText whether {@code file_size} is text instead of a number. Both were seen.
 * @param urlInWebhook whether a webhook carries the address already, as some do since November 2025
 */
public record MediaRules(
        Duration inboundLife, Duration uploadedLife, Duration urlLife, boolean hexHash, boolean sizeAsText, boolean urlInWebhook) {

    /** 7 days, 30 days, 5 minutes. */
    public static MediaRules usual() {
        return new MediaRules(Duration.ofDays(7), Duration.ofDays(30), Duration.ofMinutes(5), true, false, false);
    }

    public MediaRules hexHash(boolean changed) {
        return new MediaRules(inboundLife, uploadedLife, urlLife, changed, sizeAsText, urlInWebhook);
    }

    public MediaRules sizeAsText(boolean changed) {
        return new MediaRules(inboundLife, uploadedLife, urlLife, hexHash, changed, urlInWebhook);
    }

    public MediaRules urlInWebhook(boolean changed) {
        return new MediaRules(inboundLife, uploadedLife, urlLife, hexHash, sizeAsText, changed);
    }
}

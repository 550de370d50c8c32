// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;

/**
 * How Meta reviews templates.
 *
 * @param reviewAfter how long a new or edited template stays PENDING
 * @param approve whether the review ends well
 */
public record TemplateRules(Duration reviewAfter, boolean approve) {

    public static TemplateRules prompt() {
        return new TemplateRules(Duration.ofMillis(20), true);
    }

    public static TemplateRules human() {
        return new TemplateRules(Duration.ofSeconds(2), true);
    }

    public TemplateRules reviewAfter(Duration changed) {
        return new TemplateRules(changed, approve);
    }

    public TemplateRules approve(boolean changed) {
        return new TemplateRules(reviewAfter, changed);
    }
}

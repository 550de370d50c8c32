// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;

/**
 * How webhooks are posted.
 *
 * @param gather statuses wait at most this long for company
 * @param batch statuses in one POST at most, up to 1,000
 * @param concurrent POSTs on their way to one address at one time
 * @param timeout an answer that takes longer counts as a failure
 * @param retryAfter the first wait after a failure that followed an immediate second try; each further wait doubles
 * @param retryAtMost the longest wait
 * @param retryFor after so long a POST that nobody took is given up
 */
public record WebhookRules(
        Duration gather, int batch, int concurrent, Duration timeout, Duration retryAfter, Duration retryAtMost, Duration retryFor) {

    public WebhookRules {
        if (batch < 1 || batch > 1_000) {
            throw new IllegalArgumentException("A POST carries 1 to 1000 statuses, not " + batch);
        }
    }

    /** Retries from 50 ms to 2 s. */
    public static WebhookRules quick() {
        return new WebhookRules(Duration.ofMillis(20), 100, 16, Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofDays(7));
    }

    /** Retries from 1 s to 30 s. */
    public static WebhookRules patient() {
        return new WebhookRules(Duration.ofMillis(50), 100, 16, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofDays(7));
    }

    public WebhookRules batch(int statuses) {
        return new WebhookRules(gather, statuses, concurrent, timeout, retryAfter, retryAtMost, retryFor);
    }

    public WebhookRules gather(Duration changed) {
        return new WebhookRules(changed, batch, concurrent, timeout, retryAfter, retryAtMost, retryFor);
    }

    public WebhookRules timeout(Duration changed) {
        return new WebhookRules(gather, batch, concurrent, changed, retryAfter, retryAtMost, retryFor);
    }

    public WebhookRules retries(Duration first, Duration longest) {
        return new WebhookRules(gather, batch, concurrent, timeout, first, longest, retryFor);
    }

    public WebhookRules retryFor(Duration changed) {
        return new WebhookRules(gather, batch, concurrent, timeout, retryAfter, retryAtMost, changed);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;

/**
 * How people call.
 *
 * @param ring how long it rings before the person gives up
 */
public record CallRules(Duration ring) {

    public static CallRules prompt() {
        return new CallRules(Duration.ofMillis(300));
    }

    public static CallRules human() {
        return new CallRules(Duration.ofSeconds(20));
    }
}

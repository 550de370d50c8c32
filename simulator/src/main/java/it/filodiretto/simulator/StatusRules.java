// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When and how the statuses of a message come.
 *
 * @param deliveredAfter counted from sent
 * @param readAfter counted from delivered; null = nobody reads
 * @param flow whether statuses are posted at all
 * @param order what goes wrong with their order
 * @param duplicated each status comes twice
 * @param seed of what is left to chance
 */
public record StatusRules(
        Duration sentAfter, Duration deliveredAfter, @Nullable Duration readAfter, Flow flow, Order order,
        boolean duplicated, long seed) {

    /** Whether statuses are posted. */
    public enum Flow {
        ON,
        /** Kept, and posted when the flow is {@link #ON} again. */
        KEPT,
        /** Lost for ever. */
        DROPPED
    }

    /** The order in which the statuses of one message come. */
    public enum Order {
        NATURAL,
        /** Each status of a message waits up to a second, by chance. */
        SHUFFLED,
        /** Read first, then delivered, then sent. */
        REVERSED,
        /** A read message was never reported as delivered, as when the chat is open. */
        READ_WITHOUT_DELIVERED
    }

    /** Sent and delivered at once, never read. */
    public static StatusRules prompt() {
        return new StatusRules(Duration.ZERO, Duration.ZERO, null, Flow.ON, Order.NATURAL, false, 1);
    }

    /** Sent after 0.3 s, delivered after another 0.7, read after 2 more. */
    public static StatusRules human() {
        return new StatusRules(Duration.ofMillis(300), Duration.ofMillis(700), Duration.ofSeconds(2), Flow.ON, Order.NATURAL, false, 1);
    }

    public StatusRules delays(Duration sent, Duration delivered, @Nullable Duration read) {
        return new StatusRules(sent, delivered, read, flow, order, duplicated, seed);
    }

    public StatusRules readAfter(@Nullable Duration read) {
        return delays(sentAfter, deliveredAfter, read);
    }

    public StatusRules flow(Flow changed) {
        return new StatusRules(sentAfter, deliveredAfter, readAfter, changed, order, duplicated, seed);
    }

    public StatusRules order(Order changed) {
        return new StatusRules(sentAfter, deliveredAfter, readAfter, flow, changed, duplicated, seed);
    }

    public StatusRules duplicated(boolean changed) {
        return new StatusRules(sentAfter, deliveredAfter, readAfter, flow, order, changed, seed);
    }
}

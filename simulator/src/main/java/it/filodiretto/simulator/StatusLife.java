// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import it.filodiretto.simulator.StatusDue.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happens when a message reaches a stage: on the telephone, and in the report. */
final class StatusLife {

    /** The stage that comes after, and when. */
    record Following(Stage stage, Duration after) {}

    private final Phones phones;
    private final Deliveries deliveries;
    private final Clock clock;

    StatusLife(Phones phones, Deliveries deliveries, Clock clock) {
        this.phones = phones;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Nullable Following reach(StatusDue it, StatusRules current, Consumer<StatusReport> reports) {
        var skipsDelivered = current.order() == StatusRules.Order.READ_WITHOUT_DELIVERED && current.readAfter() != null;
        return switch (it.stage()) {
            case SENT -> {
                reports.accept(report(it, "sent", true));
                yield new Following(Stage.DELIVERED, current.deliveredAfter());
            }
            case DELIVERED -> {
                if (it.failure() != 0) {
                    reports.accept(report(it, "failed", false));
                    yield null;
                }
                if (!deliveries.arrive(it.row(), it.price())) {
                    yield null;
                }
                it.row().account().bill().delivered(it.price(), clock.instant());
                if (!skipsDelivered) {
                    reports.accept(report(it, "delivered", true));
                }
                var readAfter = current.readAfter();
                yield readAfter == null ? null : new Following(Stage.READ, readAfter);
            }
            case READ -> {
                reports.accept(report(it, "read", skipsDelivered));
                deliveries.read(it.row());
                yield null;
            }
        };
    }

    private StatusReport report(StatusDue it, String status, boolean priced) {
        var number = it.row().recipient().number();
        var phone = phones.find(number);
        var identity = phone == null ? Phone.Identity.PHONE_AND_USER_ID : phone.identity();
        return new StatusReport(
                it.row(), status, clock.instant(), status.equals("failed") ? it.failure() : 0,
                identity == Phone.Identity.USER_ID_ONLY ? null : phone == null ? number : phone.waId(),
                identity == Phone.Identity.PHONE_ONLY ? null : UserIds.of(number, it.row().account().portfolioId()),
                it.price(), priced);
    }
}

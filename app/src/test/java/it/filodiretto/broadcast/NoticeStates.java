// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.Town;
import it.filodiretto.messaging.Consequence;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.shared.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says for WhatsApp what became of a broadcast's messages, in a town that has no telephone. */
@NullMarked
public final class NoticeStates {

    private final Town town;
    private final Deliveries deliveries;
    private final JdbcClient db;

    public NoticeStates(Town town, Deliveries deliveries, JdbcClient db) {
        this.town = town;
        this.deliveries = deliveries;
        this.db = db;
    }

    public List<MessageId> messages(BroadcastId id) {
        return town.inTransaction(() -> db.sql("select id, day from outgoing_message where bulk_id = ? order by id").param(id.value())
            .query((row, _) -> new MessageId(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class))).list());
    }

    public void report(List<MessageId> messages, DeliveryReport.Status status) {
        report(messages, status, "", "");
    }

    public void failed(List<MessageId> messages, String code, String reason) {
        report(messages, DeliveryReport.Status.FAILED, code, reason);
    }

    /** Free text that came after the person's 24 hours. */
    void tooLate(List<MessageId> messages) {
        var reports = messages.stream().map(it -> new DeliveryReport("wamid." + Ids.next(), it, DeliveryReport.Status.FAILED, Instant.now(), "131047", "Troppo tardi", Consequence.WINDOW_CLOSED)).toList();
        town.inTown(() -> deliveries.record(town.lane(), reports, "test"));
    }

    /** As the engine ends it, when nothing is left to do. */
    public void finish(BroadcastId id) {
        town.inTransaction(() -> db.sql("update bulk set stage = 'FINISHED', finished_at = now() where id = ?").param(id.value()).update());
    }

    private void report(List<MessageId> messages, DeliveryReport.Status status, String code, String reason) {
        var reports = messages.stream().map(it -> new DeliveryReport("wamid." + Ids.next(), it, status, Instant.now(),
            code.isEmpty() ? null : code, reason.isEmpty() ? null : reason)).toList();
        town.inTown(() -> deliveries.record(town.lane(), reports, "test"));
    }
}

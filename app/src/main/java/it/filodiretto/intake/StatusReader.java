// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.messaging.MessageId;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.WhatsAppErrors;
import it.filodiretto.sending.DeliveryReport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one element of {@code statuses[]}:
 *
 * <pre>{@code {"id":"wamid.HBg…","status":"failed","timestamp":"1772452800","recipient_id":"393331234567",
 *  "recipient_user_id":"IT.13…","biz_opaque_callback_data":"fd1.…","errors":[{"code":131026,"title":"…"}]}}</pre>
 *
 * Contacts are never needed. An unknown status is nothing: Meta adds some without notice.
 */
public final class StatusReader {

    private StatusReader() {}

    /** Empty if it says nothing that counts. @throws BadElement if it names no message */
    public static Optional<DeliveryReport> read(WebhookElement element) {
        var node = element.node();
        var status = status(Fields.textOr(node, "status", ""));
        if (status == null || "call".equals(Fields.text(node, "type"))) {
            return Optional.empty();
        }
        var externalId = Fields.text(node, "id");
        if (externalId == null) {
            throw new BadElement("A status without the id of its message");
        }
        var opaque = Fields.text(node, "biz_opaque_callback_data");
        var id = opaque == null ? null : MessageId.ofOpaque(opaque).orElse(null);
        var at = Fields.time(node, "timestamp", element.receivedAt());
        if (status != DeliveryReport.Status.FAILED) {
            return Optional.of(new DeliveryReport(externalId, id, status, at, null, null));
        }
        var verdict = WhatsAppErrors.ofStatus(code(node));
        return Optional.of(new DeliveryReport(externalId, id, status, at, verdict.code(), verdict.words(), verdict.consequence()));
    }

    private static DeliveryReport.@Nullable Status status(String word) {
        return switch (word) {
            case "sent" -> DeliveryReport.Status.SENT;
            case "delivered" -> DeliveryReport.Status.DELIVERED;
            case "read", "played" -> DeliveryReport.Status.READ;
            case "failed" -> DeliveryReport.Status.FAILED;
            default -> null;
        };
    }

    private static int code(JsonNode status) {
        return Fields.list(status, "errors").stream().map(it -> Fields.text(it, "code")).filter(it -> it != null && it.matches("[0-9]{1,9}"))
            .findFirst().map(Integer::parseInt).orElse(-1);
    }
}

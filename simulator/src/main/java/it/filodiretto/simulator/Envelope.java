// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON around what a webhook tells. */
final class Envelope {

    private Envelope() {}

    /** A change of one number, in the field {@code messages} or {@code calls}. */
    static byte[] ofNumber(Account account, String field, ObjectNode inside) {
        var value = Json.object().put("messaging_product", "whatsapp");
        value.set("metadata", metadata(account));
        value.setAll(inside);
        return of(account.businessAccountId(), null, field, value);
    }

    /** A change of a business account, which carries no metadata. */
    static byte[] ofBusiness(String businessAccountId, Instant time, String field, JsonNode value) {
        return of(businessAccountId, time, field, value);
    }

    static ObjectNode metadata(Account account) {
        return Json.object().put("display_phone_number", account.digits()).put("phone_number_id", account.phoneNumberId());
    }

    private static byte[] of(String businessAccountId, @Nullable Instant time, String field, JsonNode value) {
        var body = Json.object().put("object", "whatsapp_business_account");
        var entry = body.putArray("entry").addObject().put("id", businessAccountId);
        if (time != null) {
            entry.put("time", time.getEpochSecond());
        }
        entry.putArray("changes").addObject().put("field", field).set("value", value);
        return Json.META.writeValueAsBytes(body);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A number's {@link Bill} as {@code /_control} and the page show it, and as the file keeps it. */
final class BillJson {

    private BillJson() {}

    static ObjectNode write(Account account, Instant now) {
        var json = Json.object().put("phone_number_id", account.phoneNumberId()).put("month", Bill.month(now).toString())
                .put("free_service_left", account.bill().freeLeft(now));
        var lines = json.putArray("lines");
        account.bill().lines().forEach(it -> lines.addObject().put("month", it.month().toString()).put("category", it.category())
                .put("type", it.type().word).put("messages", it.messages()));
        return json;
    }

    static Bill.Line line(JsonNode it) {
        return new Bill.Line(
                YearMonth.parse(Json.text(it, "month", "")), Json.text(it, "category", ""),
                Price.Type.valueOf(Json.text(it, "type", "").toUpperCase(Locale.ROOT)), it.path("messages").asLong(0));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A number as the file keeps it: what was set, wherever it was set. */
final class AccountJson {

    private AccountJson() {}

    static ObjectNode write(Account it, Instant now) {
        var business = it.business();
        var json = Json.object().put("phone_number_id", it.phoneNumberId()).put("subscribed", it.subscribed()).put("left", business.left())
                .put("calling", it.calling()).put("coexistence", it.coexistence()).put("quality", it.quality())
                .put("throughput", it.throughput()).put("override", text(it.override())).put("business_override", text(business.override()));
        json.set("profile", it.profile());
        json.set("registration", it.registration().write());
        it.shown().forEach(json.putObject("shown")::set);
        it.links().all().forEach(json.putObject("links")::put);
        it.blocked().all().forEach(json.putArray("blocked")::add);
        json.set("bill", BillJson.write(it, now).path("lines"));
        return json;
    }

    static void restore(Account account, JsonNode it) {
        var business = account.business();
        if (it.path("left").asBoolean(false)) {
            business.subscribed(true);
        }
        business.subscribed(it.path("subscribed").asBoolean(false));
        account.calling(Json.text(it, "calling", "NOT_SET"));
        account.coexistence(it.path("coexistence").asBoolean(false));
        account.quality(Json.text(it, "quality", "GREEN"));
        account.throughput(Json.text(it, "throughput", "STANDARD"));
        account.override(address(it, "override"));
        business.override(address(it, "business_override"));
        account.profile(it.path("profile") instanceof ObjectNode profile ? profile : null);
        account.registration().restore(it.path("registration"));
        it.path("shown").properties().forEach(field -> account.show(field.getKey(), field.getValue()));
        it.path("links").properties().forEach(link -> account.links().restore(link.getKey(), link.getValue().asString("")));
        it.path("blocked").forEach(number -> account.blocked().restore(number.asString("")));
        it.path("bill").forEach(line -> account.bill().restore(BillJson.line(line)));
    }

    private static @Nullable String text(@Nullable URI address) {
        return address == null ? null : address.toString();
    }

    private static @Nullable URI address(JsonNode it, String field) {
        var text = Json.text(it, field);
        return text == null ? null : URI.create(text);
    }
}

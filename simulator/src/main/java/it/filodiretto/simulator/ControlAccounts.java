// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_control/accounts…} and {@code /_control/app}: numbers, and what is wrong with them. */
final class ControlAccounts {

    private final Parts parts;

    ControlAccounts(Parts parts) {
        this.parts = parts;
    }

    ObjectNode list() {
        var body = Json.object();
        var list = body.putArray("accounts");
        for (var entry : parts.accounts.entries()) {
            var account = parts.people.account(entry.phoneNumberId());
            list.addObject().put("slug", entry.slug()).put("municipality", entry.municipality())
                    .put("phone_number_id", entry.phoneNumberId()).put("business_account_id", entry.businessAccountId())
                    .put("display_number", entry.displayNumber()).put("name", entry.name())
                    .put("subscribed", account.subscribed()).put("calling", account.calling());
        }
        return body;
    }

    JsonNode change(ControlCall call) {
        if (call.step(1).isEmpty()) {
            return add(call);
        }
        change(parts.people.account(call.step(1)), call.json());
        return list();
    }

    private JsonNode add(ControlCall call) {
        var json = call.json();
        var phoneNumberId = call.required(json, "phone_number_id");
        var business = call.required(json, "business_account_id");
        var name = call.required(json, "name");
        var webhooks = json.path("webhooks").valueStream().map(it -> URI.create(it.asString(""))).toList();
        parts.accounts.add(
                new AccountEntry(
                        Json.text(json, "slug", phoneNumberId), Json.text(json, "municipality", name), phoneNumberId, business,
                        Json.text(json, "portfolio_id", business), call.required(json, "display_number"), name, List.of(), null),
                webhooks);
        return list();
    }

    private static void change(Account account, ObjectNode json) {
        json.properties().forEach(it -> {
            var value = it.getValue();
            switch (it.getKey()) {
                case "registered" -> account.registered(value.asBoolean());
                case "verified" -> account.registration().verified(value.asBoolean());
                case "just_deleted" -> account.registration().justDeleted(value.asBoolean());
                case "pin" -> account.registration().pin(value.isNull() ? null : value.asString());
                case "subscribed" -> account.business().subscribed(value.asBoolean());
                case "coexistence" -> account.coexistence(value.asBoolean());
                case "calling" -> account.calling(value.asString());
                case "override_callback_uri" -> account.override(value.isNull() ? null : URI.create(value.asString()));
                case "business_override_callback_uri" -> account.business().override(value.isNull() ? null : URI.create(value.asString()));
                case "fields" -> value.properties().forEach(field -> account.show(field.getKey(), field.getValue()));
                default -> throw new IllegalArgumentException("A number has no \"" + it.getKey() + "\": registered, verified, just_deleted, pin, subscribed, "
                        + "coexistence, calling, override_callback_uri, business_override_callback_uri, fields");
            }
        });
    }

    JsonNode app(ControlCall call) {
        var app = parts.app;
        if (call.method().equals("POST")) {
            change(app, call.json());
        }
        var body = Json.object().put("id", MetaApp.ID).put("mode", app.mode().name());
        body.put("token_ends", app.tokenEnds() == null ? null : String.valueOf(app.tokenEnds()));
        var scopes = body.putArray("scopes");
        app.scopes().forEach(scopes::add);
        var fields = body.putArray("fields");
        app.fields().forEach(fields::add);
        return body.put("callback_url", app.callback());
    }

    private void change(MetaApp app, ObjectNode json) {
        if (json.has("mode")) {
            app.mode(MetaApp.Mode.valueOf(Json.text(json, "mode", "").toUpperCase(Locale.ROOT)));
        }
        if (json.has("token_ends_in")) {
            var left = Json.text(json, "token_ends_in");
            app.tokenEnds(left == null ? null : parts.clock.instant().plus(RulesJson.duration(left)));
        }
        if (json.has("scopes")) {
            app.scopes(new java.util.HashSet<>(json.path("scopes").valueStream().map(JsonNode::asString).toList()));
        }
        if (json.has("fields")) {
            app.fields(json.path("fields").valueStream().map(JsonNode::asString).toList());
        }
        if (json.has("callback_url")) {
            app.callback(Json.text(json, "callback_url"));
        }
    }
}

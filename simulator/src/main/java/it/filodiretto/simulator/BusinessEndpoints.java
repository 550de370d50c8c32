// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import tools.jackson.databind.JsonNode;

/** {@code /{business-account-id}}: its numbers, and the app's subscription to its webhooks. */
final class BusinessEndpoints {

    private final NumberEndpoints numbers;
    private final Courier courier;

    BusinessEndpoints(NumberEndpoints numbers, Courier courier) {
        this.numbers = numbers;
        this.courier = courier;
    }

    GraphAnswer answer(Business business, String edge, GraphCall call) {
        return switch (call.method() + " " + edge) {
            case "GET " -> GraphAnswer.ok(Json.object().put("name", business.accounts().getFirst().name())
                    .put("timezone_id", "54").put("message_template_namespace", "simulatore_" + business.id())
                    .put("account_review_status", "APPROVED").put("id", business.id()));
            case "GET phone_numbers" -> phoneNumbers(business, call);
            case "GET subscribed_apps" -> subscribedApps(business);
            case "POST subscribed_apps" -> {
                business.override(call.body().length == 0 ? null : Overrides.asked(call.json(), courier));
                business.subscribed(true);
                yield GraphAnswer.success();
            }
            case "DELETE subscribed_apps" -> {
                business.subscribed(false);
                yield GraphAnswer.success();
            }
            default -> throw Graph.unknown(call);
        };
    }

    private GraphAnswer phoneNumbers(Business business, GraphCall call) {
        var body = Json.object();
        var data = body.putArray("data");
        business.accounts().forEach(it -> data.add((JsonNode) Fields.only(
                numbers.view(it), call.query().get("fields"),
                java.util.Set.of("verified_name", "display_phone_number", "quality_rating"))));
        return GraphAnswer.ok(body);
    }

    private static GraphAnswer subscribedApps(Business business) {
        var body = Json.object();
        var data = body.putArray("data");
        if (business.subscribed()) {
            var shown = data.addObject();
            if (business.override() != null) {
                shown.put("override_callback_uri", String.valueOf(business.override()));
            }
            shown.putObject("whatsapp_business_api_data").put("link", "https://www.facebook.com/games/?app_id=390000000000000")
                    .put("name", "Filodiretto (simulatore)").put("id", MetaApp.ID);
        }
        return GraphAnswer.ok(body);
    }
}

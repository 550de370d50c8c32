// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** {@code /{phone-number-id}} and what hangs below it, but for messages and media. */
final class NumberEndpoints {

    private static final Set<String> USUAL = Set.of(
            "verified_name", "code_verification_status", "display_phone_number", "quality_rating", "platform_type",
            "throughput", "last_onboarded_time", "webhook_configuration");

    private final Supplier<LimitRules> limits;
    private final Courier courier;

    NumberEndpoints(Supplier<LimitRules> limits, Courier courier) {
        this.limits = limits;
        this.courier = courier;
    }

    GraphAnswer answer(Account account, String edge, GraphCall call) {
        return switch (call.method() + " " + edge) {
            case "GET " -> GraphAnswer.ok(Fields.only(view(account), call.query().get("fields"), USUAL));
            case "POST " -> GraphAnswer.success();
            case "GET settings" -> GraphAnswer.ok(settings(account));
            case "POST settings" -> changeSettings(account, call);
            case "POST register" -> register(account, call);
            case "POST deregister" -> deregister(account);
            case "GET whatsapp_business_profile" -> profile(account, call);
            case "POST whatsapp_business_profile" -> changeProfile(account, call);
            default -> throw Graph.unknown(call);
        };
    }

    ObjectNode view(Account account) {
        var limit = limits.get().portfolio();
        var view = Json.object()
                .put("verified_name", account.name())
                .put("code_verification_status", "VERIFIED")
                .put("display_phone_number", account.displayNumber())
                .put("quality_rating", account.quality())
                .put("platform_type", "CLOUD_API")
                .put("status", account.registered() ? "CONNECTED" : "DISCONNECTED")
                .put("name_status", "APPROVED")
                .put("is_official_business_account", false)
                .put("is_pin_enabled", true)
                .put("account_mode", "LIVE")
                .put("whatsapp_business_manager_messaging_limit", tier(limit))
                .put("messaging_limit_tier", tier(limit))
                .put("last_onboarded_time", "2026-09-01T08:00:00+0000");
        view.putObject("throughput").put("level", account.throughput());
        var targets = account.webhooks().isEmpty() ? courier.usualTargets() : account.webhooks();
        if (!targets.isEmpty()) {
            view.putObject("webhook_configuration").put("application", targets.getFirst().toString());
        }
        return view.put("id", account.phoneNumberId());
    }

    static String tier(int portfolio) {
        return portfolio <= 0 ? "TIER_UNLIMITED" : portfolio < 1_000 ? "TIER_" + portfolio : "TIER_" + portfolio / 1_000 + "K";
    }

    private static ObjectNode settings(Account account) {
        var body = Json.object();
        body.putObject("calling").put("status", account.calling()).put("call_icon_visibility", "DEFAULT");
        body.putObject("storage_configuration").put("status", "DEFAULT");
        return body;
    }

    private static GraphAnswer changeSettings(Account account, GraphCall call) {
        var status = Json.text(call.json().path("calling"), "status", "").toUpperCase(Locale.ROOT);
        if (!status.equals("ENABLED") && !status.equals("DISABLED")) {
            throw GraphError.of(100, "calling.status must be ENABLED or DISABLED");
        }
        account.calling(status);
        return GraphAnswer.success();
    }

    private static GraphAnswer register(Account account, GraphCall call) {
        if (!Json.text(call.json(), "pin", "").matches("[0-9]{6}")) {
            throw GraphError.of(133005, "The two-step verification PIN has 6 digits");
        }
        account.registered(true);
        return GraphAnswer.success();
    }

    private static GraphAnswer deregister(Account account) {
        account.registered(false);
        return GraphAnswer.success();
    }

    private static GraphAnswer profile(Account account, GraphCall call) {
        var body = Json.object();
        var shown = Fields.only(account.profile(), call.query().get("fields"), Set.of("messaging_product"));
        body.putArray("data").add(shown.put("messaging_product", "whatsapp"));
        return GraphAnswer.ok(body);
    }

    private static GraphAnswer changeProfile(Account account, GraphCall call) {
        var changed = account.profile().deepCopy();
        changed.setAll((ObjectNode) call.json());
        account.profile(changed);
        return GraphAnswer.success();
    }
}

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
    private final Phones phones;
    private final Calls calls;
    private final Supplier<String> root;
    private final SimulatorClock clock;

    NumberEndpoints(Supplier<LimitRules> limits, Courier courier, Phones phones, Calls calls, Supplier<String> root, SimulatorClock clock) {
        this.limits = limits;
        this.courier = courier;
        this.phones = phones;
        this.calls = calls;
        this.root = root;
        this.clock = clock;
    }

    GraphAnswer answer(Account account, String edge, GraphCall call) {
        return switch (call.method() + " " + edge) {
            case "GET " -> GraphAnswer.ok(Fields.only(view(account), call.query().get("fields"), USUAL));
            case "POST " -> change(account, call);
            case "GET settings" -> GraphAnswer.ok(settings(account));
            case "POST settings" -> changeSettings(account, call);
            case "POST register" -> register(account, call);
            case "POST deregister" -> deregister(account);
            case "POST request_code" -> requestCode(account, call);
            case "POST verify_code" -> verifyCode(account, call);
            case "GET block_users", "POST block_users", "DELETE block_users" ->
                    account.blocked().answer(account, phones, clock.instant(), call);
            case "GET message_qrdls", "POST message_qrdls", "DELETE message_qrdls" -> account.links().answer(call, root.get());
            case "POST calls" -> calls.answer(account, call);
            case "GET whatsapp_business_profile" -> profile(account, call);
            case "POST whatsapp_business_profile" -> changeProfile(account, call);
            default -> throw Graph.unknown(call);
        };
    }

    ObjectNode view(Account account) {
        var limit = limits.get().portfolio();
        var view = Json.object()
                .put("verified_name", account.name())
                .put("code_verification_status", account.registration().verified() ? "VERIFIED" : "NOT_VERIFIED")
                .put("display_phone_number", account.displayNumber())
                .put("quality_rating", account.quality())
                .put("platform_type", "CLOUD_API")
                .put("status", account.registered() ? "CONNECTED" : "DISCONNECTED")
                .put("name_status", "APPROVED")
                .put("is_official_business_account", false)
                .put("is_pin_enabled", account.registration().hasPin())
                .put("is_on_biz_app", account.coexistence())
                .put("account_mode", "LIVE")
                .put("whatsapp_business_manager_messaging_limit", tier(limit))
                .put("messaging_limit_tier", tier(limit))
                .put("last_onboarded_time", "2026-09-01T08:00:00+0000");
        view.putObject("throughput").put("level", account.throughput());
        webhooks(account, view.putObject("webhook_configuration"));
        account.shown().forEach(view::set);
        return view.put("id", account.phoneNumberId());
    }

    private void webhooks(Account account, ObjectNode shown) {
        var targets = account.webhooks().isEmpty() ? courier.usualTargets() : account.webhooks();
        if (account.override() != null) {
            shown.put("phone_number", String.valueOf(account.override()));
        }
        if (account.business().override() != null) {
            shown.put("whatsapp_business_account", String.valueOf(account.business().override()));
        }
        if (!targets.isEmpty()) {
            shown.put("application", targets.getFirst().toString());
        }
    }

    private GraphAnswer change(Account account, GraphCall call) {
        var json = call.body().length == 0 ? Json.object() : call.json();
        if (json.path("webhook_configuration").isObject()) {
            account.override(Overrides.asked(json.path("webhook_configuration"), courier));
        }
        var pin = Json.text(json, "pin");
        if (pin != null) {
            account.registration().pin(pin);
        }
        return GraphAnswer.success();
    }

    private static GraphAnswer requestCode(Account account, GraphCall call) {
        var json = call.body().length == 0 ? Json.object() : call.json();
        account.registration().askCode(Json.text(json, "code_method", call.query().getOrDefault("code_method", "")));
        return GraphAnswer.success();
    }

    private static GraphAnswer verifyCode(Account account, GraphCall call) {
        var json = call.body().length == 0 ? Json.object() : call.json();
        account.registration().verify(Json.text(json, "code", call.query().getOrDefault("code", "")));
        return GraphAnswer.success();
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

    private GraphAnswer register(Account account, GraphCall call) {
        account.registration().register(Json.text(call.json(), "pin", ""), clock.instant());
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
        account.profile(ProfileCheck.changed(account.profile(), (ObjectNode) call.json()));
        return GraphAnswer.success();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /_control/…} answers. */
final class Control {

    private static final int CHUNK = 1_000;

    private final Parts parts;
    private final ControlPhones phones;
    private final ControlAccounts accounts;

    Control(Parts parts) {
        this.parts = parts;
        this.phones = new ControlPhones(parts);
        this.accounts = new ControlAccounts(parts);
    }

    /** @throws NoSuchElementException for what does not exist */
    JsonNode answer(ControlCall call) {
        return switch (call.method() + " " + call.step(0)) {
            case "GET " -> state();
            case "GET accounts" -> accounts.list();
            case "POST accounts" -> accounts.change(call);
            case "GET app", "POST app" -> accounts.app(call);
            case "GET prices" -> prices();
            case "GET rules" -> RulesJson.write(parts.rules);
            case "POST rules" -> changeRules(call);
            case "GET faults" -> faults();
            case "POST faults" -> addFault(call);
            case "DELETE faults" -> removeFault(call);
            case "GET fates" -> fates();
            case "POST fates" -> addFate(call);
            case "DELETE fates" -> removeFate(call);
            case "POST clock" -> clock(call);
            case "GET templates" -> templates(call);
            case "POST templates" -> changeTemplate(call);
            case "POST verify" -> Json.object().put("verified", parts.verify());
            case "POST webhook" -> webhook(call);
            case "POST field" -> field(call);
            case "GET phones", "POST phones" -> phones.answer(call);
            default -> throw new NoSuchElementException("There is no " + call.method() + " /_control/" + String.join("/", call.path()));
        };
    }

    ObjectNode state() {
        var state = Json.object();
        state.put("time", parts.clock.instant().toString()).put("offset", parts.clock.offset().withNanos(0).toString())
                .put("stopped", parts.clock.stopped()).put("accepted", parts.ledger.size())
                .put("webhooks_waiting", parts.courier.waiting());
        state.set("rules", RulesJson.write(parts.rules));
        state.set("faults", FaultJson.write(parts.faults.active()));
        return state;
    }

    private JsonNode prices() {
        var body = Json.object();
        var list = body.putArray("prices");
        parts.accounts.entries().forEach(it -> list.add((JsonNode) prices(it.phoneNumberId())));
        return body;
    }

    ObjectNode prices(String phoneNumberId) {
        return BillJson.write(parts.people.account(phoneNumberId), parts.clock.instant());
    }

    private JsonNode changeRules(ControlCall call) {
        parts.change(it -> RulesJson.merge(it, call.json()));
        return RulesJson.write(parts.rules);
    }

    private JsonNode faults() {
        var body = Json.object();
        body.set("faults", FaultJson.write(parts.faults.active()));
        return body;
    }

    private JsonNode addFault(ControlCall call) {
        parts.faults.set(FaultJson.read(call.json()));
        return faults();
    }

    private JsonNode removeFault(ControlCall call) {
        if (call.step(1).isEmpty()) {
            parts.faults.clear();
        } else {
            parts.faults.off(FaultJson.kind(call.step(1)));
        }
        return faults();
    }

    private JsonNode fates() {
        var body = Json.object();
        body.set("fates", FateJson.write(parts.fates.all()));
        return body;
    }

    private JsonNode addFate(ControlCall call) {
        parts.fates.set(FateJson.read(call.json()));
        return fates();
    }

    private JsonNode removeFate(ControlCall call) {
        if (call.step(1).isEmpty()) {
            parts.fates.clear();
        } else {
            parts.fates.clear(call.step(1));
        }
        return fates();
    }

    private JsonNode clock(ControlCall call) {
        var json = call.json();
        var move = Json.text(json, "move");
        if (move != null) {
            parts.clock.move(RulesJson.duration(move));
        }
        var offset = Json.text(json, "offset");
        if (offset != null) {
            parts.clock.offset(RulesJson.duration(offset));
        }
        if (json.path("stopped").isBoolean()) {
            if (json.path("stopped").asBoolean()) {
                parts.clock.stop();
            } else {
                parts.clock.go();
            }
        }
        return state();
    }

    private JsonNode templates(ControlCall call) {
        var body = Json.object();
        var list = body.putArray("templates");
        var business = call.query().get("business_account_id");
        parts.templates.all().stream().filter(it -> business == null || it.businessAccountId().equals(business))
                .forEach(it -> list.add((JsonNode) it.view().put("business_account_id", it.businessAccountId())
                        .put("held", parts.pacing.held(it.businessAccountId(), it.name()))));
        return body;
    }

    private JsonNode changeTemplate(ControlCall call) {
        var json = call.json();
        var business = call.required(json, "business_account_id");
        var name = call.required(json, "name");
        var status = Json.text(json, "status");
        var category = Json.text(json, "category", "UTILITY");
        var trial = Json.text(json, "trial");
        if (status != null) {
            parts.templates.status(business, name, status);
        } else if (trial != null) {
            trial(business, name, trial);
        } else if (json.has("body")) {
            parts.templates.approved(business, name, Json.text(json, "language", "it"), category, call.required(json, "body"));
        } else {
            parts.templates.recategorise(business, name, category);
        }
        return templates(call);
    }

    private void trial(String business, String name, String trial) {
        switch (trial) {
            case "HOLD" -> parts.pacing.hold(business, name);
            case "RELEASE" -> parts.pacing.release(business, name);
            case "DROP" -> parts.pacing.drop(business, name);
            default -> throw new IllegalArgumentException("A trial is HOLD, RELEASE or DROP, not " + trial);
        }
    }

    private JsonNode webhook(ControlCall call) {
        var account = parts.people.account(call.query().getOrDefault("account", ""));
        parts.courier.post(account.webhooks(), call.body());
        return Json.object().put("posted", true);
    }

    private JsonNode field(ControlCall call) {
        var json = call.json();
        if (!(json.path("value") instanceof ObjectNode value)) {
            throw new IllegalArgumentException("The field \"value\" must be an object");
        }
        parts.inbound.event(
                parts.people.account(call.required(json, "account")), call.required(json, "field"), value, json.path("metadata").asBoolean(false));
        return Json.object().put("posted", true);
    }

    /** One JSON object a line, without holding the whole ledger in memory. */
    void writeAccepted(ControlCall call, Response response) throws IOException {
        var after = number(call.query().get("after"), 0);
        var left = number(call.query().get("limit"), Long.MAX_VALUE);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-ndjson; charset=UTF-8");
        try (var out = new BufferedOutputStream(Content.Sink.asOutputStream(response), 1 << 16)) {
            for (var page = parts.ledger.after(after, CHUNK); !page.isEmpty() && left > 0; page = parts.ledger.after(after, CHUNK)) {
                for (var message : page) {
                    if (left-- > 0) {
                        out.write(Json.PLAIN.writeValueAsBytes(line(message)));
                        out.write('\n');
                    }
                }
                after = page.getLast().sequence();
            }
        }
    }

    private static ObjectNode line(AcceptedMessage it) {
        return Json.object().put("sequence", it.sequence()).put("id", it.id()).put("phone_number_id", it.phoneNumberId())
                .put("to", it.to()).put("recipient", it.recipient()).put("biz_opaque_callback_data", it.opaque())
                .put("at", it.at().toString()).put("body", it.body());
    }

    private static long number(@org.jspecify.annotations.Nullable String text, long otherwise) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }
}

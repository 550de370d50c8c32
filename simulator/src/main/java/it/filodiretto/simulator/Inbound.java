// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What persons send, as webhooks tell it. */
final class Inbound {

    private final Courier courier;
    private final MetaApp app;
    private final WireLog wire;
    private final Clock clock;
    private final String run = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(9));
    private final AtomicLong count = new AtomicLong();

    Inbound(Courier courier, MetaApp app, WireLog wire, Clock clock) {
        this.courier = courier;
        this.app = app;
        this.wire = wire;
        this.clock = clock;
    }

    /** Shows it on the person's own telephone, then posts it. @return its id */
    String message(Chat chat, ObjectNode message, String text, Runnable shown) {
        var phone = chat.phone();
        var now = clock.instant();
        var id = "wamid.HBgLMzkzNDcw" + run + Long.toString(count.incrementAndGet(), 36).toUpperCase(Locale.ROOT);
        var whole = Json.object();
        sender(whole, chat);
        whole.put("id", id).put("timestamp", Long.toString(now.getEpochSecond()));
        whole.setAll(message);
        if (!message.has("group_id")) {
            chat.written(now);
        }
        if (message.has("referral")) {
            chat.cameByPost(now);
        }
        var type = Json.text(message, "type", "text");
        if (type.equals("reaction")) {
            chat.reaction(Json.text(message.path("reaction"), "message_id", ""), text.isEmpty() ? null : text);
        } else if (type.equals("edit") || type.equals("revoke")) {
            chat.reword(Json.text(message.path(type), "original_message_id", ""), text);
        } else if (!message.has("group_id")) {
            chat.show(PhoneMessage.mine(id, type, text, Json.text(message.path("context"), "id"), now, Json.text(message.path(type), "id"))
                    .buttons(type.equals("location") ? List.of(Rendering.map(message.path("location"))) : List.of()));
        }
        shown.run();
        var inside = Json.object();
        inside.putArray("contacts").add(contact(chat));
        inside.putArray("messages").add(whole);
        wire.toTown((type.equals("text") ? "testo" : type) + " da " + phone.name());
        if (chat.account().blocked().has(phone.number())) {
            return id;
        }
        post(chat.account(), Envelope.ofNumber(chat.account(), "messages", inside), () -> {
            chat.delivered(id);
            shown.run();
        });
        return id;
    }

    String callId() {
        return "wacid.HBgL" + run + count.incrementAndGet();
    }

    void callConnects(Chat chat, String id) {
        var now = clock.instant();
        chat.written(now);
        chat.show(PhoneMessage.mine(id, "call", "Chiamata WhatsApp, squilla", null, now, null));
        wire.toTown("chiamata da " + chat.phone().name());
        var call = call(chat, id, "connect");
        call.putObject("session").put("sdp_type", "offer").put("sdp", "v=0\r\n");
        post(chat, call);
    }

    /** @param spoken null = nobody accepted it */
    void callEnds(Chat chat, String id, @Nullable Duration spoken) {
        var call = call(chat, id, "terminate").put("status", spoken == null ? "FAILED" : "COMPLETED");
        if (spoken != null) {
            var now = clock.instant().getEpochSecond();
            call.put("start_time", Long.toString(now - spoken.toSeconds())).put("end_time", Long.toString(now))
                    .put("duration", spoken.toSeconds());
        }
        post(chat, call);
    }

    private ObjectNode call(Chat chat, String id, String event) {
        var call = Json.object().put("id", id).put("to", chat.account().digits()).put("event", event)
                .put("timestamp", Long.toString(clock.instant().getEpochSecond())).put("direction", "USER_INITIATED");
        sender(call, chat);
        return call;
    }

    private void post(Chat chat, ObjectNode call) {
        var inside = Json.object();
        inside.putArray("contacts").add(contact(chat));
        inside.putArray("calls").add(call);
        post(chat.account(), Envelope.ofNumber(chat.account(), "calls", inside));
    }

    /** Marketing stopped or resumed in WhatsApp's settings. */
    void preference(Chat chat, boolean wanted) {
        var contact = contact(chat);
        var change = Json.object();
        for (var field : List.of("wa_id", "user_id")) {
            if (contact.has(field)) {
                change.set(field, contact.path(field));
            }
        }
        change.put("detail", wanted ? "User requested to resume marketing messages" : "User requested to stop marketing messages")
                .put("category", "marketing_messages").put("value", wanted ? "resume" : "stop")
                .put("timestamp", clock.instant().getEpochSecond());
        var inside = Json.object();
        inside.putArray("contacts").add(contact);
        inside.putArray("user_preferences").add(change);
        wire.toTown((wanted ? "vuole di nuovo" : "non vuole più") + " promozioni: " + chat.phone().name());
        post(chat.account(), Envelope.ofNumber(chat.account(), "user_preferences", inside));
    }

    /** Anything else that Meta tells about a number or its account: echoes, history, groups, quality, restrictions… */
    void event(Account account, String field, ObjectNode value, boolean metadata) {
        wire.toTown(field);
        post(account, metadata ? Envelope.ofNumber(account, field, value)
                : Envelope.ofBusiness(account.businessAccountId(), clock.instant(), field, value));
    }

    /** A system message from the old number, and a change of the user id, which follows the number. */
    void numberChanged(Chat chat, String oldNumber) {
        var account = chat.account();
        var phone = chat.phone();
        var now = clock.instant();
        var userId = UserIds.of(phone.number(), account.portfolioId());
        var message = Json.object().put("from", oldNumber).put("id", "wamid.HBgLU1lT" + run + count.incrementAndGet())
                .put("timestamp", Long.toString(now.getEpochSecond())).put("type", "system");
        message.putObject("system").put("body", phone.name() + " ha cambiato numero").put("type", "user_changed_number")
                .put("wa_id", phone.waId()).put("user_id", userId);
        var inside = Json.object();
        inside.putArray("messages").add(message);
        post(account, Envelope.ofNumber(account, "messages", inside));
        var update = Json.object().put("wa_id", phone.waId()).put("detail", "user_id changed").put("timestamp", now.getEpochSecond());
        update.putObject("user_id").put("previous", UserIds.of(oldNumber, account.portfolioId())).put("current", userId);
        var updates = Json.object();
        updates.putArray("user_id_update").add(update);
        post(account, Envelope.ofNumber(account, "user_id_update", updates));
    }

    private void post(Account account, byte[] body) {
        post(account, body, () -> {});
    }

    /** Nothing comes in for an app in development, nor for one whose subscription was ended. */
    private void post(Account account, byte[] body, Runnable taken) {
        if (app.hears(account)) {
            courier.post(Overrides.targets(account), body, taken);
        }
    }

    private static void sender(ObjectNode message, Chat chat) {
        var phone = chat.phone();
        if (phone.identity() != Phone.Identity.USER_ID_ONLY) {
            message.put("from", phone.waId());
        }
        if (phone.identity() != Phone.Identity.PHONE_ONLY) {
            message.put("from_user_id", UserIds.of(phone.number(), chat.account().portfolioId()));
        }
    }

    private static ObjectNode contact(Chat chat) {
        var phone = chat.phone();
        var contact = Json.object();
        var profile = contact.putObject("profile").put("name", phone.name());
        if (phone.identity() == Phone.Identity.USER_ID_ONLY) {
            profile.put("username", phone.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + phone.number().substring(phone.number().length() - 2));
        } else {
            contact.put("wa_id", phone.waId());
        }
        if (phone.identity() != Phone.Identity.PHONE_ONLY) {
            contact.put("user_id", UserIds.of(phone.number(), chat.account().portfolioId()));
        }
        return contact;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of people that ring or are spoken in, and {@code POST /{phone-number-id}/calls}: what the town hall does with them. */
final class Calls {

    /** @param since when it was accepted; null = it rings */
    private record Call(Chat chat, String id, Runnable shown, @Nullable Instant since) {}

    private final Map<String, Call> going = new ConcurrentHashMap<>();
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<CallRules> rules;
    private final Inbound inbound;
    private final Clock clock;

    Calls(Supplier<CallRules> rules, Inbound inbound, Clock clock) {
        this.rules = rules;
        this.inbound = inbound;
        this.clock = clock;
    }

    /** Rings until it is answered or the person gives up. @return the id of the call */
    String ring(Chat chat, Runnable shown) {
        var id = inbound.callId();
        going.put(id, new Call(chat, id, shown, null));
        inbound.callConnects(chat, id);
        shown.run();
        threads.execute(() -> {
            pause(rules.get().ring());
            var call = going.get(id);
            if (call != null && call.since == null) {
                end(call, "senza risposta");
            }
        });
        return id;
    }

    /** @throws GraphError where Meta refuses */
    GraphAnswer answer(Account account, GraphCall asked) {
        var json = asked.json();
        var call = going.get(Json.text(json, "call_id", ""));
        if (call == null || call.chat.account() != account) {
            throw GraphError.of(131009, "The parameter call_id names no call of this number that is going on");
        }
        switch (Json.text(json, "action", "")) {
            case "pre_accept" -> session(json);
            case "accept" -> {
                session(json);
                going.put(call.id, new Call(call.chat, call.id, call.shown, clock.instant()));
                tell(call, "in corso");
            }
            case "reject" -> end(call, "rifiutata dal Comune");
            case "terminate" -> end(call, call.since == null ? "rifiutata dal Comune" : "chiusa dal Comune");
            default -> throw GraphError.of(100, "Param action must be one of {PRE_ACCEPT, ACCEPT, REJECT, TERMINATE}");
        }
        return GraphAnswer.ok(Json.object().put("messaging_product", "whatsapp").put("success", true));
    }

    private static void session(tools.jackson.databind.JsonNode json) {
        if (!Json.text(json.path("session"), "sdp_type", "").equals("answer")) {
            throw GraphError.of(100, "The parameter session, an SDP answer, is required.");
        }
    }

    private void end(Call call, String words) {
        if (going.remove(call.id) != null) {
            tell(call, words);
            var since = call.since;
            inbound.callEnds(call.chat, call.id, since == null ? null : Duration.between(since, clock.instant()));
        }
    }

    private static void tell(Call call, String words) {
        call.chat.reword(call.id, "Chiamata WhatsApp, " + words);
        call.shown.run();
    }

    private static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

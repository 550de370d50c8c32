// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ArrayNode;

/** {@code /{phone-number-id}/block_users}: people whose messages do not come in any more. */
final class BlockList {

    private final Set<String> numbers = ConcurrentHashMap.newKeySet();

    boolean has(String number) {
        return numbers.contains(number);
    }

    Set<String> all() {
        return numbers;
    }

    void restore(String number) {
        numbers.add(number);
    }

    GraphAnswer answer(Account account, Phones phones, Instant now, GraphCall call) {
        if (call.is("GET")) {
            var body = Json.object();
            var data = body.putArray("data");
            numbers.stream().sorted().forEach(it -> data.addObject().put("messaging_product", "whatsapp").put("wa_id", it));
            return GraphAnswer.ok(body);
        }
        if (!call.is("POST") && !call.is("DELETE")) {
            throw Graph.unknown(call);
        }
        var done = Json.array();
        var refused = Json.array();
        for (var asked : call.json().path("block_users")) {
            change(account, phones, now, call, Json.text(asked, "user", ""), done, refused);
        }
        var body = Json.object().put("messaging_product", "whatsapp");
        var result = body.putObject("block_users");
        result.set(call.is("POST") ? "added_users" : "removed_users", done);
        if (!refused.isEmpty()) {
            result.set("failed_users", refused);
        }
        return GraphAnswer.ok(body);
    }

    /** Only who wrote within 24 hours can be blocked. */
    private void change(Account account, Phones phones, Instant now, GraphCall call, String user, ArrayNode done, ArrayNode refused) {
        var number = user.replaceAll("\\D", "");
        var phone = phones.find(number);
        if (call.is("DELETE")) {
            numbers.remove(number);
        } else if (phone == null || !phone.chat(account.phoneNumberId()).windowOpen(now)) {
            refused.addObject().put("input", user).putArray("errors").addObject().put("code", 131047)
                    .put("message", "Re-engagement required: the user has not written in the last 24 hours");
            return;
        } else {
            numbers.add(number);
        }
        done.addObject().put("input", user).put("wa_id", number);
    }
}

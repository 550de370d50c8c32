// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.meta.Fields;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.WhatsAppErrors;
import it.filodiretto.shared.PhoneNumber;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The people whose messages Meta keeps away from a number. Only who wrote within 24 hours can be added.
 *
 * <pre>{@code POST|DELETE /{phone-number-id}/block_users {"messaging_product":"whatsapp","block_users":[{"user":"393471231101"}]}
 *  → {"block_users":{"added_users":[…],"failed_users":[{"input":"…","errors":[{"code":131047}]}]}}}</pre>
 */
final class BlockedUsers {

    private static final String NOT_NOW = "WhatsApp non risponde in questo momento. Riprova tra qualche minuto.";

    private final Graph graph;

    BlockedUsers(Graph graph) {
        this.graph = graph;
    }

    /** @return why it was not done, in Italian; empty: it was */
    Optional<String> change(String phoneNumberId, String token, PhoneNumber person, boolean blocked) {
        var body = Fields.MAPPER.createObjectNode().put("messaging_product", "whatsapp");
        body.putArray("block_users").addObject().put("user", person.digits());
        var json = Fields.MAPPER.writeValueAsBytes(body);
        var path = phoneNumberId + "/block_users";
        return blocked ? refusal(graph.post(path, token, json)) : refusal(graph.delete(path, token, json));
    }

    /** A list that is there may tell that nobody was added. */
    private static Optional<String> refusal(Graph.Reply reply) {
        if (!(reply instanceof Graph.Reply.Answered answered)) {
            return Optional.of(NOT_NOW);
        }
        try {
            var body = Fields.MAPPER.readTree(answered.body());
            var failed = Fields.list(body.path("block_users"), "failed_users");
            if (answered.isSuccess() && failed.isEmpty()) {
                return Optional.empty();
            }
            var error = failed.isEmpty() ? body.path("error") : failed.getFirst().path("errors").path(0);
            int code = error.path("code").asInt(-1);
            return Optional.of(code == 131047 ? "WhatsApp lascia bloccare solo chi ha scritto nelle ultime 24 ore." : code < 0 ? NOT_NOW
                : WhatsAppErrors.ofAnswer(code, answered.status()).words());
        } catch (JacksonException _) {
            return Optional.of(NOT_NOW);
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.Channel;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.OutgoingMessage;
import it.filodiretto.messaging.SendOutcome;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.WhatsAppAccount;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Sends on WhatsApp by Meta's Cloud API, which has no key against doubles: an answer that was lost is uncertain. */
@Component
class WhatsAppChannel implements Channel {

    private static final Duration AFTER_NOT_LEFT = Duration.ofSeconds(2);

    private final Graph graph;
    private final WhatsAppSecrets secrets;
    private final Municipalities municipalities;
    private final NumberRates rates;
    private final IdentityLinks links;

    WhatsAppChannel(Graph graph, WhatsAppSecrets secrets, Municipalities municipalities, NumberRates rates, IdentityLinks links) {
        this.graph = graph;
        this.secrets = secrets;
        this.municipalities = municipalities;
        this.rates = rates;
        this.links = links;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WHATSAPP;
    }

    @Override
    public int rate(Lane lane) {
        return rates.of(lane.account());
    }

    @Override
    public boolean canSend(Lane lane) {
        return token(lane).isPresent();
    }

    @Override
    public SendOutcome send(Lane lane, OutgoingMessage message) {
        var token = token(lane);
        if (token.isEmpty()) {
            return new SendOutcome.LaneStopped("no-token", "Manca il token di WhatsApp. Chi amministra il servizio deve metterlo.");
        }
        var outcome = outcome(graph.post(lane.account() + "/messages", token.get(), MessageJson.write(message)));
        if (outcome instanceof SendOutcome.Accepted accepted && accepted.learned() != null) {
            links.learn(lane.town(), accepted.learned().phone(), accepted.learned().userId());
        }
        return outcome;
    }

    /** What a reply to a send means. */
    static SendOutcome outcome(Graph.Reply reply) {
        return switch (reply) {
            case Graph.Reply.NeverLeft _ -> new SendOutcome.TryLater("unreachable", "WhatsApp non si raggiunge.", AFTER_NOT_LEFT, true);
            case Graph.Reply.Lost lost -> new SendOutcome.Uncertain(lost.why());
            case Graph.Reply.Answered answered -> outcome(answered);
        };
    }

    /** Certain is a readable 2xx with an id, or a 4xx with Meta's error code. */
    private static SendOutcome outcome(Graph.Reply.Answered answered) {
        var body = read(answered.body());
        if (answered.isSuccess()) {
            var id = Fields.text(body.path("messages").path(0), "id");
            return id == null ? new SendOutcome.Uncertain("an unreadable " + answered.status())
                : new SendOutcome.Accepted(id, learned(body.path("contacts").path(0)));
        }
        var code = body.path("error").path("code");
        if (answered.status() >= 400 && answered.status() < 500 && code.isIntegralNumber()) {
            return WhatsAppErrors.ofAnswer(code.asInt(), answered.status()).outcome();
        }
        return new SendOutcome.Uncertain("status " + answered.status());
    }

    private static @Nullable WhatsAppIdentity learned(JsonNode contact) {
        var phone = InboundReader.phone(Fields.text(contact, "wa_id"));
        var userId = InboundReader.userId(Fields.text(contact, "user_id"), Fields.text(contact, "wa_id"));
        return phone == null || userId == null ? null : new WhatsAppIdentity(phone, userId, null);
    }

    private static JsonNode read(byte[] body) {
        try {
            return Fields.MAPPER.readTree(body);
        } catch (JacksonException _) {
            return Fields.MAPPER.missingNode();
        }
    }

    private Optional<String> token(Lane lane) {
        return municipalities.findByPhoneNumberId(lane.account()).map(it -> token(it.requireWhatsapp())).filter(it -> !it.isEmpty());
    }

    private String token(WhatsAppAccount account) {
        return secrets.token(account);
    }
}

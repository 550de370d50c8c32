// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.intake.IdentityLinks;
import it.filodiretto.intake.InboundReader;
import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.ServiceCounts;
import it.filodiretto.meta.WhatsAppErrors;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.whatsapptemplate.TemplateFit;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Sends on WhatsApp by Meta's Cloud API, which has no key against doubles: an answer that was lost is uncertain. */
@Component
public class WhatsAppChannel implements Channel {

    private static final Duration AFTER_NOT_LEFT = Duration.ofSeconds(2);

    /** The upload cannot be used: gone, or not what it should be. */
    private static final String MEDIA_REFUSED = "131053";

    private final Graph graph;
    private final WhatsAppSecrets secrets;
    private final Municipalities municipalities;
    private final NumberRates rates;
    private final IdentityLinks links;
    private final ServiceCounts counts;
    private final UploadedMedia files;
    private final TemplateFit fit;
    private final Map<String, URI> addresses = new ConcurrentHashMap<>();

    public WhatsAppChannel(Graph graph, WhatsAppSecrets secrets, Municipalities municipalities, NumberRates rates, IdentityLinks links,
            ServiceCounts counts, UploadedMedia files, TemplateFit fit) {
        this.graph = graph;
        this.secrets = secrets;
        this.municipalities = municipalities;
        this.rates = rates;
        this.links = links;
        this.counts = counts;
        this.files = files;
        this.fit = fit;
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
    public int atOnce(Lane lane) {
        return graph.connections();
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
        var hindrance = hindrance(lane, message);
        if (hindrance != null) {
            return hindrance;
        }
        var attachment = message.content().attachment();
        return attachment == null ? send(lane, message, token.get(), "") : send(lane, message, token.get(), attachment);
    }

    /** What is known before Meta is called; null: nothing stands in its way. */
    private @Nullable SendOutcome hindrance(Lane lane, OutgoingMessage message) {
        try {
            if (message.to().phone() == null && fit.isAuthentication(lane, message.content())) {
                return WhatsAppErrors.ofAnswer(131062, 400).outcome();
            }
            var misfit = fit.misfit(lane, message.content());
            return misfit == null ? null : new SendOutcome.TemplateRefused("misfit", misfit);
        } catch (DataAccessException | TransactionException _) {
            return new SendOutcome.TryLater("database", "Il messaggio non si è potuto preparare.", AFTER_NOT_LEFT, true);
        }
    }

    /** Once more with a fresh upload if Meta knows the one it had no longer. */
    private SendOutcome send(Lane lane, OutgoingMessage message, String token, MessageContent.Attachment attachment) {
        var first = files.upload(lane, attachment);
        if (!(first instanceof UploadedMedia.Upload.Ready ready)) {
            return ((UploadedMedia.Upload.Not) first).outcome();
        }
        var outcome = send(lane, message, token, ready.mediaId());
        if (!(outcome instanceof SendOutcome.Refused refused && refused.code().equals(MEDIA_REFUSED))) {
            return outcome;
        }
        files.forget(lane, attachment, ready.mediaId());
        return switch (files.upload(lane, attachment)) {
            case UploadedMedia.Upload.Not not -> not.outcome();
            case UploadedMedia.Upload.Ready again -> again.mediaId().equals(ready.mediaId()) ? outcome : send(lane, message, token, again.mediaId());
        };
    }

    private SendOutcome send(Lane lane, OutgoingMessage message, String token, String mediaId) {
        var outcome = outcome(graph.post(messages(lane), token, MessageJson.write(message, _ -> mediaId)));
        if (outcome instanceof SendOutcome.Accepted && !(message.content() instanceof MessageContent.Template)) {
            counts.sent(lane);
        }
        if (outcome instanceof SendOutcome.Accepted accepted && accepted.learned() != null) {
            learn(lane, message.to().phone(), accepted.learned());
        }
        return outcome;
    }

    @Override
    public Optional<String> refusal(StoredFile file) {
        return MediaForm.refusal(file);
    }

    @Override
    public Optional<String> block(Lane lane, Address who, boolean blocked) {
        var token = token(lane);
        return who.phone() == null ? Optional.of("Su WhatsApp si può bloccare solo chi mostra il suo numero.")
            : token.isEmpty() ? Optional.of("Manca il token di WhatsApp. Chi amministra il servizio deve metterlo.")
            : new BlockedUsers(graph).change(lane.account(), token.get(), who.phone(), blocked);
    }

    /** Marks it, and all before it, as read; what fails is not told again. */
    @Override
    public void seen(Lane lane, String externalId, boolean writing) {
        token(lane).ifPresent(token -> graph.post(messages(lane), token, seenJson(externalId, writing)));
    }

    static byte[] seenJson(String externalId, boolean writing) {
        var json = Fields.MAPPER.createObjectNode().put("messaging_product", "whatsapp").put("status", "read").put("message_id", externalId);
        if (writing) {
            json.putObject("typing_indicator").put("type", "text");
        }
        return Fields.MAPPER.writeValueAsBytes(json);
    }

    private void learn(Lane lane, @Nullable PhoneNumber written, WhatsAppIdentity learned) {
        var phone = learned.phone();
        links.learn(lane.town(), phone == null ? null : phone.digits(), learned.userId());
        if (written != null && phone != null && !phone.equals(written)) {
            links.respelled(lane.town(), written, phone);
        }
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
        return phone == null && userId == null ? null : new WhatsAppIdentity(phone, userId, null);
    }

    private static JsonNode read(byte[] body) {
        try {
            return Fields.MAPPER.readTree(body);
        } catch (JacksonException _) {
            return Fields.MAPPER.missingNode();
        }
    }

    /** Kept: reading an address anew for each message is a thirtieth of what the program spends on one. */
    private URI messages(Lane lane) {
        return addresses.computeIfAbsent(lane.account(), it -> graph.address(it + "/messages"));
    }

    private Optional<String> token(Lane lane) {
        return municipalities.findByPhoneNumberId(lane.account()).map(it -> token(it.requireWhatsapp())).filter(it -> !it.isEmpty());
    }

    private String token(WhatsAppAccount account) {
        return secrets.token(account);
    }
}

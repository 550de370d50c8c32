// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.channel.SendOutcome;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.municipality.Municipalities;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives Meta each file once per number, and then sends it by its id: never by a link, which Meta might not open. Meta
 * forgets after 30 days; a day before, the file goes again.
 */
@Component
public class UploadedMedia {

    private static final Duration FRESH = Duration.ofDays(29);
    private static final Duration NEW = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final Media media;
    private final UploadTable uploads;
    private final Graph graph;
    private final WhatsAppSecrets secrets;
    private final Municipalities municipalities;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Map<String, Object> underWay = new ConcurrentHashMap<>();

    public UploadedMedia(Media media, UploadTable uploads, Graph graph, WhatsAppSecrets secrets, Municipalities municipalities, Clock clock,
            PlatformTransactionManager transactions) {
        this.secrets = secrets;
        this.municipalities = municipalities;
        this.media = media;
        this.uploads = uploads;
        this.graph = graph;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a message that carries a file needs to know of it. */
    public sealed interface Answer {

        /** @param kind the message's type: {@code image, video, audio, document}; {@code name} for documents */
        record Ready(String mediaId, String kind, String name) implements Answer {}

        /** The message does not leave, and why. */
        record NotReady(SendOutcome outcome) implements Answer {}
    }

    /** The same, as far as a sender must know it. */
    public sealed interface Upload {

        /** @param mediaId Meta's */
        record Ready(String mediaId) implements Upload {}

        /** The message cannot go, or not now. */
        record Not(SendOutcome outcome) implements Upload {}
    }

    /** In the municipality's scope, outside of a transaction. */
    public Upload upload(Lane lane, MessageContent.Attachment attachment) {
        var token = municipalities.findByPhoneNumberId(lane.account()).map(it -> secrets.token(it.requireWhatsapp())).orElse("");
        try {
            return upload(lane, attachment, token);
        } catch (DataAccessException | TransactionException _) {
            return new Upload.Not(later());
        }
    }

    private Upload upload(Lane lane, MessageContent.Attachment attachment, String token) {
        return switch (ready(new StoredFileId(attachment.file()), lane.account(), token)) {
            case Answer.NotReady not -> new Upload.Not(not.outcome());
            case Answer.Ready it when !fits(attachment.type(), it.kind()) ->
                new Upload.Not(new SendOutcome.Refused("media", "Questo file non si può inviare come " + attachment.type().word() + "."));
            case Answer.Ready it -> new Upload.Ready(it.mediaId());
        };
    }

    /** Anything goes as a document; stickers are not made here. */
    private static boolean fits(MessageContent.Kind type, String kind) {
        return switch (type) {
            case IMAGE -> kind.equals("image");
            case VIDEO -> kind.equals("video");
            case AUDIO, VOICE -> kind.equals("audio");
            case DOCUMENT -> true;
            case STICKER -> false;
        };
    }

    /** Why the file cannot be sent on WhatsApp, in Italian; empty: it can. */
    public Optional<String> refusal(StoredFileId file) {
        return media.find(file).map(MediaForm::refusal).orElse(Optional.of("Il file non c’è più."));
    }

    /** Uploads it if need be; a thousand recipients of one notice wait for one upload. In the number's town, in no transaction. */
    public Answer ready(StoredFileId id, String phoneNumberId, String token) {
        var file = media.find(id);
        var form = file.flatMap(MediaForm::of);
        if (form.isEmpty()) {
            return new Answer.NotReady(new SendOutcome.Refused("media", file.flatMap(MediaForm::refusal).orElse("Il file non c’è più.")));
        }
        var known = known(id, phoneNumberId);
        if (known.isPresent()) {
            return ready(known.get(), form.get(), file.get());
        }
        var key = id + " " + phoneNumberId;
        synchronized (underWay.computeIfAbsent(key, _ -> new Object())) {
            try {
                var meanwhile = known(id, phoneNumberId);
                return meanwhile.isPresent() ? ready(meanwhile.get(), form.get(), file.get()) : upload(file.get(), form.get(), phoneNumberId, token);
            } finally {
                underWay.remove(key);
            }
        }
    }

    /**
     * Meta does not know this id, or cannot use it any more: the file goes to Meta again before it is next named.
     * Only that id: another recipient's message may have had the file uploaded anew meanwhile. And none that is quite new: then
     * it is the file that Meta does not want, and a thousand recipients are no reason to upload it a thousand times.
     */
    public void forget(Lane lane, MessageContent.Attachment attachment, String mediaId) {
        transaction.executeWithoutResult(_ -> uploads.forget(new StoredFileId(attachment.file()), lane.account(), mediaId, clock.instant().minus(NEW)));
    }

    private Optional<String> known(StoredFileId id, String phoneNumberId) {
        return Objects.requireNonNull(transaction.execute(_ -> uploads.find(id, phoneNumberId, clock.instant().minus(FRESH))));
    }

    private Answer upload(StoredFile file, MediaForm form, String phoneNumberId, String token) {
        try (var bytes = media.open(file.id(), form.copy(), 0)) {
            var reply = graph.upload(phoneNumberId + "/media", token, Map.of("messaging_product", "whatsapp", "type", form.type()),
                new Graph.FilePart(file.name(), form.type(), bytes));
            var mediaId = reply instanceof Graph.Reply.Answered answered && answered.isSuccess() ? mediaId(answered) : null;
            if (mediaId == null) {
                return new Answer.NotReady(outcome(reply));
            }
            transaction.executeWithoutResult(_ -> uploads.put(file.id(), phoneNumberId, mediaId, clock.instant()));
            return ready(mediaId, form, file);
        } catch (IOException _) {
            return new Answer.NotReady(later());
        }
    }

    private static @org.jspecify.annotations.Nullable String mediaId(Graph.Reply.Answered answered) {
        try {
            return Fields.text(Fields.MAPPER.readTree(answered.body()), "id");
        } catch (tools.jackson.core.JacksonException _) {
            return null;
        }
    }

    /** No message has left: what would be uncertain of a message is merely late of an upload. */
    private static SendOutcome outcome(Graph.Reply reply) {
        return WhatsAppChannel.outcome(reply) instanceof SendOutcome certain
            && !(certain instanceof SendOutcome.Uncertain) && !(certain instanceof SendOutcome.Accepted) ? certain : later();
    }

    private static SendOutcome later() {
        return new SendOutcome.TryLater("media", "Il file non si riesce a caricare su WhatsApp: riproviamo tra poco.", PAUSE, false);
    }

    private static Answer ready(String mediaId, MediaForm form, StoredFile file) {
        return new Answer.Ready(mediaId, form.kind(), file.name());
    }
}

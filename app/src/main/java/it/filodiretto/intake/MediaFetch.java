// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.media.StoredFile.State;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.municipality.Municipalities;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Fetches one file in Meta's two steps: ask for a link, which lives 5 minutes, and read it with the token. */
@Component
public class MediaFetch {

    private static final Logger log = LoggerFactory.getLogger(MediaFetch.class);

    private final Graph graph;
    private final WhatsAppSecrets secrets;
    private final Municipalities municipalities;
    private final Media media;
    private final MediaHosts hosts;
    private final Clock clock;

    public MediaFetch(Graph graph, MetaSettings meta, WhatsAppSecrets secrets, Municipalities municipalities, Media media, Clock clock) {
        this.graph = graph;
        this.secrets = secrets;
        this.municipalities = municipalities;
        this.media = media;
        this.hosts = new MediaHosts(meta.graphUrl());
        this.clock = clock;
    }

    /** In the download's town. @return whether it is settled; else it is to be tried again */
    boolean fetch(MediaDownload download) {
        var file = media.find(download.file());
        if (file.isEmpty() || file.get().state() != State.ARRIVING) {
            return true;
        }
        if (download.isOver(clock.instant())) {
            media.expire(download.file());
            log.atInfo().addKeyValue("file", download.file()).addKeyValue("attempts", download.attempts())
                .log("A citizen's file could not be had within 7 days, and is lost");
            return true;
        }
        try {
            return withFreshLink(download, token(download)) || download.attempts() == 1 && withFreshLink(download, token(download));
        } catch (IOException e) {
            log.atInfo().addKeyValue("file", download.file()).addKeyValue("attempt", download.attempts()).addKeyValue("cause", e.getClass().getSimpleName())
                .log("A citizen's file did not arrive; it is asked for again");
            return false;
        }
    }

    /** Whether somebody here can fetch at all. */
    boolean isPossible() {
        return municipalities.all().stream().map(it -> it.whatsapp()).anyMatch(it -> it != null && !secrets.token(it).isEmpty());
    }

    private boolean withFreshLink(MediaDownload download, String token) throws IOException {
        var told = link(download, token);
        if (told == null) {
            return false;
        }
        if (told.size() > download.limit()) {
            media.refuse(download.file(), "Il file è troppo grande: il massimo è " + (download.limit() >> 20) + " MB.");
            return true;
        }
        if (!hosts.allow(told.url())) {
            log.atWarn().addKeyValue("host", told.url().getHost()).log("A link to a citizen's file leads to a host that is not Meta's, and was not followed");
            return false;
        }
        return graph.read(told.url(), token, (status, bytes) -> status == 200
            && settles(media.fill(download.file(), new Handed(bytes, download.limit(), download.sha256() == null ? told.sha256() : download.sha256()))));
    }

    private static boolean settles(StoreOutcome outcome) {
        if (outcome instanceof StoreOutcome.TryAgain again) {
            log.atInfo().addKeyValue("why", again.why()).log("A citizen's file is asked for again");
        }
        return !(outcome instanceof StoreOutcome.TryAgain);
    }

    private record Link(URI url, long size, @Nullable String sha256) {}

    private @Nullable Link link(MediaDownload download, String token) {
        if (token.isEmpty() || !(graph.get(download.mediaId() + "?phone_number_id=" + download.phoneNumberId(), token) instanceof Graph.Reply.Answered answered)
                || !answered.isSuccess()) {
            return null;
        }
        try {
            var body = Fields.MAPPER.readTree(answered.body());
            var url = Fields.text(body, "url");
            return url == null ? null : new Link(URI.create(url), size(body.path("file_size")), Fields.text(body, "sha256"));
        } catch (JacksonException | IllegalArgumentException _) {
            return null;
        }
    }

    /** Seen as a number and as a string. */
    private static long size(JsonNode value) {
        return value.isNumber() ? value.longValue() : value.isString() && value.stringValue().matches("[0-9]{1,15}") ? Long.parseLong(value.stringValue()) : 0;
    }

    private String token(MediaDownload download) {
        return municipalities.findByPhoneNumberId(download.phoneNumberId()).map(it -> secrets.token(it.requireWhatsapp())).orElse("");
    }
}

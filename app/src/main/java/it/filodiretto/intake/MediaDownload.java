// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.municipality.WhatsAppAccount;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that WhatsApp holds for us.
 *
 * @param file has the id of the message that brought it
 * @param mediaId Meta's
 * @param sha256 as the webhook announced it
 * @param attempts how often it was tried, this time included
 */
record MediaDownload(StoredFileId file, MunicipalityId town, String phoneNumberId, String mediaId, @Nullable String sha256, long limit,
        Instant writtenAt, int attempts) {

    /** Meta keeps what people sent for 7 days. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    boolean isOver(Instant now) {
        return !now.isBefore(writtenAt.plus(KEPT));
    }

    /** 5 s, 15 s, 45 s … an hour. */
    Duration pause() {
        var pause = FIRST_PAUSE.multipliedBy((long) Math.pow(3, Math.min(attempts, 8) - 1));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** What Meta takes of each kind; of films, what the town takes. */
    static long limit(InboundContent.Attachment attachment, WhatsAppAccount account) {
        return switch (attachment) {
            case InboundContent.Image _ -> 5L << 20;
            case InboundContent.Video _ -> (long) account.largestVideo() << 20;
            case InboundContent.Audio _ -> 16L << 20;
            case InboundContent.Document _ -> 100L << 20;
            case InboundContent.Sticker _ -> 1L << 20;
        };
    }

    /** What the file is called if the person's telephone gave it no name. */
    static String name(InboundContent.Attachment attachment) {
        var given = attachment.media().fileName();
        return given != null ? given : switch (attachment) {
            case InboundContent.Image _ -> "foto";
            case InboundContent.Video _ -> "video";
            case InboundContent.Audio audio -> audio.voice() ? "messaggio vocale" : "audio";
            case InboundContent.Document _ -> "documento";
            case InboundContent.Sticker _ -> "adesivo";
        };
    }
}

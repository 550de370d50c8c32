// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.media.FileType;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFile.Copy;
import java.util.Optional;
import java.util.Set;

/**
 * How a file goes to Meta: as which kind of message, which of its copies, under which type.
 *
 * @param kind {@code image, video, audio, document}: the message's type, too
 */
record MediaForm(String kind, Copy copy, String type) {

    private static final long PICTURE = 5L << 20;
    private static final long SOUND_OR_FILM = 16L << 20;

    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png");
    private static final Set<String> FILMS = Set.of("video/mp4", "video/3gpp");
    /** Of Ogg, Opus alone; and Meta refuses it without its codec's name. */
    private static final Set<String> SOUNDS = Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg; codecs=opus");

    /** Empty: Meta would not take it; {@link #refusal} says why. */
    static Optional<MediaForm> of(StoredFile file) {
        return refusal(file).isPresent() ? Optional.empty() : Optional.of(switch (family(file)) {
            case PICTURE -> new MediaForm("image", Copy.SHOWN, file.typeOf(Copy.SHOWN));
            case VIDEO -> new MediaForm("video", file.visible(), file.typeOf(file.visible()));
            case AUDIO -> new MediaForm("audio", file.visible(), file.typeOf(file.visible()));
            case DOCUMENT -> new MediaForm("document", Copy.ORIGINAL, file.typeOf(Copy.ORIGINAL));
        });
    }

    /** Why it cannot be sent, in Italian; empty: it can. To be asked before anything is queued. */
    static Optional<String> refusal(StoredFile file) {
        if (!file.isHere()) {
            return Optional.of("Il file non c’è più.");
        }
        return Optional.ofNullable(switch (family(file)) {
            case PICTURE -> !file.has(Copy.SMALL) || !PICTURES.contains(file.typeOf(Copy.SHOWN)) ? unreadable(file)
                : file.sizeOf(Copy.SHOWN) > PICTURE ? "L’immagine è troppo grande: WhatsApp ne accetta fino a 5 MB." : null;
            case VIDEO -> !FILMS.contains(file.typeOf(file.visible())) ? notForFilms(file)
                : file.sizeOf(file.visible()) > SOUND_OR_FILM ? "Il video è troppo grande: WhatsApp ne accetta fino a 16 MB." : null;
            case AUDIO -> !SOUNDS.contains(file.typeOf(file.visible())) ? "WhatsApp accetta solo audio AAC, AMR, MP3, M4A o OGG Opus: salvalo come MP3 e riprova."
                : file.sizeOf(file.visible()) > SOUND_OR_FILM ? "L’audio è troppo grande: WhatsApp ne accetta fino a 16 MB." : null;
            case DOCUMENT -> null;
        });
    }

    private static String notForFilms(StoredFile file) {
        return file.typeOf(Copy.ORIGINAL).endsWith("hvc1") ? "Questo video è in HEVC, il formato degli iPhone, che WhatsApp non accetta: salvalo come MP4 H.264 e riprova."
            : "WhatsApp accetta solo video MP4 o 3GP: salvalo come MP4 e riprova.";
    }

    private static String unreadable(StoredFile file) {
        return file.typeOf(Copy.ORIGINAL).equals("image/tiff") ? "Questo TIFF non si può inviare: se ha più pagine salvalo come PDF, se no come JPEG."
            : "Non riusciamo a leggere l’immagine: salvala come JPEG o PNG.";
    }

    private static FileType.Family family(StoredFile file) {
        var type = file.type();
        return type == null ? FileType.Family.DOCUMENT : type.family();
    }
}

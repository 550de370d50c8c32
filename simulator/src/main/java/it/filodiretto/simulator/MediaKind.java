// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The five kinds of media, what Meta takes of each and how much. */
enum MediaKind {
    IMAGE(5, "image/jpeg", "image/png"),
    VIDEO(16, "video/mp4", "video/3gpp"),
    AUDIO(16, "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    DOCUMENT(100, "text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    STICKER(0.5, "image/webp");

    private final long largest;
    private final Set<String> types;

    MediaKind(double megabytes, String... types) {
        this.largest = (long) (megabytes * 1024 * 1024);
        this.types = Set.of(types);
    }

    /** In bytes. */
    long largest() {
        return largest;
    }

    /** The kind that takes files of this type; parameters such as {@code codecs=opus} do not matter. */
    static Optional<MediaKind> of(String mimeType) {
        var bare = mimeType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(it -> it.types.contains(bare)).findFirst();
    }

    /** By the {@code type} of a message; null if it is no medium. */
    static @Nullable MediaKind named(String type) {
        return Arrays.stream(values()).filter(it -> it.key().equals(type)).findFirst().orElse(null);
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file.
 *
 * @param name harmless, for people to read
 * @param type by content; {@code null} until the bytes are here
 * @param sha256 in hexadecimal, of the bytes as they came
 * @param shown the copy without position and other metadata, if it is a picture that we could read and somebody has looked at; or what the
 *     town hall sends, in a form that channels take
 * @param toDraw true of a picture that nobody has looked at: its copies are made by {@link Media#drawn}
 * @param reason why it was refused, in Italian
 */
public record StoredFile(StoredFileId id, Origin origin, State state, String name, @Nullable FileType type, long size,
        @Nullable String sha256, @Nullable Shown shown, boolean toDraw, @Nullable String reason, Instant madeAt) {

    public enum Origin {
        CITIZEN,
        /** For everybody, or many. */
        TOWN,
        /** From the town hall to one person. */
        TALK
    }

    public enum State {
        /** The bytes are still to come. */
        ARRIVING,
        HERE,
        /** Not kept: forbidden, too large, infected. */
        REFUSED,
        /** The sender's side had it no longer when we asked. */
        EXPIRED
    }

    /** Which bytes of it. */
    public enum Copy {
        /** As they came, with all that they say of place and person. */
        ORIGINAL,
        /** What others may see. */
        SHOWN,
        /** A picture at most 480 pixels wide and high. */
        SMALL
    }

    /** @param type {@code image/jpeg}; {@code smallSize} 0: there is no small picture */
    public record Shown(String type, long size, long smallSize) {}

    public boolean isHere() {
        return state == State.HERE;
    }

    /** True if a browser can show it as a picture, as far as is known before it is drawn. */
    public boolean isPicture() {
        return isHere() && (toDraw || shown != null && shown.smallSize() > 0);
    }

    public boolean has(Copy copy) {
        return isHere() && switch (copy) {
            case ORIGINAL -> true;
            case SHOWN -> shown != null;
            case SMALL -> shown != null && shown.smallSize() > 0;
        };
    }

    /** The copy that others may see. Pictures have one of their own, or none; so has what was brought into another form; all else is as it came. */
    public Copy visible() {
        return toDraw || shown != null ? Copy.SHOWN : Copy.ORIGINAL;
    }

    public long sizeOf(Copy copy) {
        return shown == null || copy == Copy.ORIGINAL ? size : copy == Copy.SHOWN ? shown.size() : shown.smallSize();
    }

    /** With the ending that the copy's type has. */
    public String nameOf(Copy copy) {
        return shown == null || copy == Copy.ORIGINAL ? name : FileType.accepted(shown.type()).map(it -> FileNames.fitting(name, it)).orElse(name);
    }

    public String typeOf(Copy copy) {
        return shown != null && copy != Copy.ORIGINAL ? shown.type() : type == null ? "application/octet-stream" : type.mediaType();
    }

    /** «2,4 MB» */
    public String sizeWords() {
        return size < 1_000_000 ? Math.max(1, size / 1000) + " kB" : (size / 1_000_000) + "," + (size / 100_000 % 10) + " MB";
    }
}

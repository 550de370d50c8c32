// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.util.List;
import java.util.Optional;

/**
 * A kind of file that is accepted.
 *
 * @param mediaType as its content says, {@code image/jpeg}
 * @param ending of its name
 * @param words as people call it
 */
public record FileType(String mediaType, Family family, String ending, String words) {

    public enum Family { PICTURE, VIDEO, AUDIO, DOCUMENT }

    /** An MP4 whose pictures are H.265: told by all of it, and not by its beginning. */
    static final String HEVC = "video/mp4; codecs=hvc1";

    /** What cannot run on the computer of who opens it, and what offices use. All else is refused. */
    private static final List<FileType> ACCEPTED = List.of(
        new FileType("image/jpeg", Family.PICTURE, "jpg", "foto"),
        new FileType("image/png", Family.PICTURE, "png", "immagine"),
        new FileType("image/webp", Family.PICTURE, "webp", "immagine"),
        new FileType("image/gif", Family.PICTURE, "gif", "immagine"),
        new FileType("image/heic", Family.PICTURE, "heic", "foto HEIC"),
        new FileType("image/tiff", Family.PICTURE, "tif", "immagine TIFF"),
        new FileType("image/bmp", Family.PICTURE, "bmp", "immagine BMP"),
        new FileType("video/mp4", Family.VIDEO, "mp4", "video"),
        new FileType(HEVC, Family.VIDEO, "mp4", "video"),
        new FileType("video/3gpp", Family.VIDEO, "3gp", "video"),
        new FileType("video/quicktime", Family.VIDEO, "mov", "video"),
        new FileType("audio/ogg; codecs=opus", Family.AUDIO, "ogg", "audio"),
        new FileType("audio/ogg", Family.AUDIO, "ogg", "audio"),
        new FileType("audio/mpeg", Family.AUDIO, "mp3", "audio"),
        new FileType("audio/mp4", Family.AUDIO, "m4a", "audio"),
        new FileType("audio/aac", Family.AUDIO, "aac", "audio"),
        new FileType("audio/amr", Family.AUDIO, "amr", "audio"),
        new FileType("application/pdf", Family.DOCUMENT, "pdf", "PDF"),
        new FileType("text/plain", Family.DOCUMENT, "txt", "testo"),
        new FileType("application/rtf", Family.DOCUMENT, "rtf", "testo"),
        new FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Family.DOCUMENT, "docx", "documento Word"),
        new FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Family.DOCUMENT, "xlsx", "foglio Excel"),
        new FileType("application/vnd.openxmlformats-officedocument.presentationml.presentation", Family.DOCUMENT, "pptx", "presentazione"),
        new FileType("application/msword", Family.DOCUMENT, "doc", "documento Word"),
        new FileType("application/vnd.ms-excel", Family.DOCUMENT, "xls", "foglio Excel"),
        new FileType("application/vnd.ms-powerpoint", Family.DOCUMENT, "ppt", "presentazione"),
        new FileType("application/vnd.oasis.opendocument.text", Family.DOCUMENT, "odt", "documento"),
        new FileType("application/vnd.oasis.opendocument.spreadsheet", Family.DOCUMENT, "ods", "foglio di calcolo"),
        new FileType("application/vnd.oasis.opendocument.presentation", Family.DOCUMENT, "odp", "presentazione"),
        new FileType("application/pkcs7-mime", Family.DOCUMENT, "p7m", "documento firmato"));

    /** By its content alone; empty: of a kind that is not accepted. */
    public static Optional<FileType> of(byte[] bytes) {
        return FileTypes.accepted(bytes, "");
    }

    public static Optional<FileType> accepted(String mediaType) {
        return ACCEPTED.stream().filter(it -> it.mediaType().equals(mediaType)).findFirst();
    }

    /** Whether it is of the MP4 family, in which telephones write where they were. */
    boolean mayTellThePlace() {
        return List.of("mp4", "mov", "3gp", "m4a").contains(ending);
    }
}

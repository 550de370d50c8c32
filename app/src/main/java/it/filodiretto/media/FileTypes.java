// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.Tika;

/** Tells what a file is by its first bytes; its name only chooses among what these allow. */
final class FileTypes {

    /** So many bytes of the beginning are looked at. */
    static final int LOOKED_AT = 64 << 10;

    private static final Tika TIKA = new Tika();

    /** Other names of the same. */
    private static final Map<String, String> SAME = Map.ofEntries(
        Map.entry("audio/opus", "audio/ogg; codecs=opus"), Map.entry("audio/vorbis", "audio/ogg"), Map.entry("application/ogg", "audio/ogg"),
        Map.entry("audio/x-aac", "audio/aac"), Map.entry("application/mp4", "video/mp4"), Map.entry("video/x-m4v", "video/mp4"),
        Map.entry("audio/x-m4a", "audio/mp4"), Map.entry("video/3gpp2", "video/3gpp"), Map.entry("image/heif", "image/heic"), Map.entry("image/x-ms-bmp", "image/bmp"),
        Map.entry("text/csv", "text/plain"), Map.entry("text/tsv", "text/plain"), Map.entry("text/rtf", "application/rtf"),
        Map.entry("application/pkcs7-signature", "application/pkcs7-mime"));

    /** Office's files are archives: which office's, the names of their parts tell. */
    private static final List<Map.Entry<String, String>> PARTS = List.of(
        Map.entry("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Map.entry("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Map.entry("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"));

    private FileTypes() {}

    /** Empty: of a kind that is not accepted. */
    static Optional<FileType> accepted(byte[] beginning, String name) {
        return FileType.accepted(mediaType(beginning, name));
    }

    static String mediaType(byte[] beginning, String name) {
        if (isPhotograph(beginning)) {
            return "image/jpeg";
        }
        var told = TIKA.detect(beginning, name);
        if (told.equals("application/x-tika-ooxml") || told.startsWith("application/zip")) {
            return office(beginning, told);
        }
        if (told.startsWith("text/") && isPlain(told)) {
            return "text/plain";
        }
        var type = SAME.getOrDefault(told, told);
        return type.equals("audio/ogg") && latin(beginning).contains("OpusHead") ? "audio/ogg; codecs=opus" : type;
    }

    /** Nearly all that people send: begins as JPEG does, whatever its name. Tika would try some hundreds of patterns on it before it said so. */
    private static boolean isPhotograph(byte[] bytes) {
        return bytes.length > 3 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8 && (bytes[2] & 0xFF) == 0xFF && ((bytes[3] & 0xF0) == 0xE0 || (bytes[3] & 0xFF) == 0xDB);
    }

    private static String office(byte[] beginning, String otherwise) {
        var text = latin(beginning);
        if (!text.contains("[Content_Types].xml") || text.contains("vbaProject.bin")) {
            return otherwise;
        }
        return PARTS.stream().filter(it -> text.contains(it.getKey())).findFirst().map(Map.Entry::getValue).orElse(otherwise);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean isPlain(String told) {
        return told.equals("text/plain") || told.equals("text/csv") || told.equals("text/tsv");
    }
}

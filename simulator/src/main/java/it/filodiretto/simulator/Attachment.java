// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file that a person sends.
 *
 * @param kind {@code image}, {@code video}, {@code audio}, {@code document} or {@code sticker}
 * @param filename documents only
 * @param flag a voice note among audio, an animated one among stickers
 */
public record Attachment(
        String kind, String mimeType, byte[] bytes, @Nullable String caption, @Nullable String filename, boolean flag) {

    /** What Meta brings at most; a larger one arrives as error 131052. */
    static final int LARGEST = 100 * 1024 * 1024;

    public static Attachment image(String mimeType, byte[] bytes, @Nullable String caption) {
        return new Attachment("image", mimeType, bytes, caption, null, false);
    }

    public static Attachment video(String mimeType, byte[] bytes, @Nullable String caption) {
        return new Attachment("video", mimeType, bytes, caption, null, false);
    }

    public static Attachment voice(byte[] bytes) {
        return new Attachment("audio", "audio/ogg; codecs=opus", bytes, null, null, true);
    }

    public static Attachment document(String mimeType, byte[] bytes, String filename, @Nullable String caption) {
        return new Attachment("document", mimeType, bytes, caption, filename, false);
    }

    public static Attachment sticker(byte[] bytes) {
        return new Attachment("sticker", "image/webp", bytes, null, null, false);
    }

    static Attachment read(tools.jackson.databind.JsonNode json) {
        var kind = Json.text(json, "kind", "image");
        if (MediaKind.named(kind) == null) {
            throw new IllegalArgumentException("An attachment is image, video, audio, document or sticker, not " + kind);
        }
        return new Attachment(
                kind, Json.text(json, "mime_type", "application/octet-stream"), Base64.getDecoder().decode(Json.text(json, "base64", "")),
                Json.text(json, "caption"), Json.text(json, "filename"), json.path("voice").asBoolean(false) || json.path("animated").asBoolean(false));
    }

    /** The message as a webhook tells it. */
    ObjectNode message(Medium medium, @Nullable String address) {
        var message = Json.object().put("type", kind);
        var content = message.putObject(kind).put("mime_type", mimeType).put("sha256", medium.sha256Base64()).put("id", medium.id());
        put(content, "url", address);
        put(content, "caption", caption);
        put(content, "filename", filename);
        if (kind.equals("audio")) {
            content.put("voice", flag);
        } else if (kind.equals("sticker")) {
            content.put("animated", flag);
        }
        return message;
    }

    /** What Meta tells instead of a file that is too large. */
    static ObjectNode tooLarge() {
        var message = Json.object().put("type", "unsupported");
        var error = message.putArray("errors").addObject().put("code", 131052).put("title", GraphError.title(131052))
                .put("message", GraphError.title(131052));
        error.putObject("error_data").put("details", "Media file is larger than 100 MB and cannot be downloaded.");
        return message;
    }

    /** What the person's own telephone shows. */
    String shown() {
        var what = switch (kind) {
            case "image" -> "Foto";
            case "video" -> "Video";
            case "audio" -> flag ? "Messaggio vocale" : "Audio";
            case "sticker" -> "Adesivo";
            default -> "Documento" + (filename == null ? "" : " " + filename);
        };
        return caption == null || caption.isEmpty() ? what : what + "\n" + caption;
    }

    private static void put(ObjectNode content, String name, @Nullable String value) {
        if (value != null) {
            content.put(name, value);
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.transcoding;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is made, of which kinds of file, and how.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types">Meta: films are H.264 and AAC, sounds
 *     in Ogg are Opus with one channel</a>
 */
public enum Form {

    /** A photo of an iPhone. What it says of place and person stays in it. */
    JPEG("image/jpeg", "jpg", "image/heic") {
        @Override
        List<String> command(TranscodingSettings programs, Path from, Path to) {
            return List.of(programs.heifConvert(), "-q", "92", from.toString(), to.toString());
        }
    },

    /** A film, in H.264, at most 1280 dots wide and high; without place and person. */
    MP4("video/mp4", "mp4", "video/quicktime", "video/mp4; codecs=hvc1") {
        @Override
        List<String> command(TranscodingSettings programs, Path from, Path to) {
            return List.of(programs.ffmpeg(), "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", "mov", "-i", from.toString(), "-map", "0:v:0", "-map", "0:a:0?",
                "-map_metadata", "-1", "-vf", "scale=w='min(1280,iw)':h='min(1280,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2",
                "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", to.toString());
        }
    },

    /** A sound, as telephones record speech. */
    OPUS("audio/ogg; codecs=opus", "ogg", "audio/ogg") {
        @Override
        List<String> command(TranscodingSettings programs, Path from, Path to) {
            return List.of(programs.ffmpeg(), "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", "ogg", "-i", from.toString(), "-map", "0:a:0",
                "-map_metadata", "-1", "-c:a", "libopus", "-b:a", "32k", "-ac", "1", to.toString());
        }
    };

    private final String mediaType;
    private final String ending;
    private final List<String> of;

    Form(String mediaType, String ending, String... of) {
        this.mediaType = mediaType;
        this.ending = ending;
        this.of = List.of(of);
    }

    /** What a file of this type is to become; empty: it may stay as it is. */
    public static Optional<Form> of(String mediaType) {
        return Arrays.stream(values()).filter(it -> it.of.contains(mediaType)).findFirst();
    }

    public String mediaType() {
        return mediaType;
    }

    String ending() {
        return ending;
    }

    /** The program first; it makes {@code to} of {@code from}. */
    abstract List<String> command(TranscodingSettings programs, Path from, Path to);
}

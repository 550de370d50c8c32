// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one file in a multipart upload, found by hand: the rest of the form does not matter here. */
record MultipartFile(String mimeType, byte[] bytes) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final Pattern TYPE = Pattern.compile("(?i)content-type:\\s*([^\\r\\n]+)");

    static @Nullable MultipartFile read(String contentType, byte[] body) {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return null;
        }
        // Latin-1 keeps one character for each byte, so that positions are the same.
        var text = new String(body, StandardCharsets.ISO_8859_1);
        var mark = "--" + boundary.group(1);
        for (var start = text.indexOf(mark); start >= 0; start = text.indexOf(mark, start + mark.length())) {
            var headEnd = text.indexOf("\r\n\r\n", start);
            var end = text.indexOf("\r\n" + mark, Math.max(headEnd, start));
            if (headEnd > 0 && end > headEnd && text.substring(start, headEnd).contains("filename=")) {
                var type = TYPE.matcher(text.substring(start, headEnd));
                return new MultipartFile(
                        type.find() ? type.group(1).strip() : "application/octet-stream", Arrays.copyOfRange(body, headEnd + 4, end));
            }
        }
        return null;
    }
}

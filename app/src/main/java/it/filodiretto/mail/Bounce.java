// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** A server's report that a message of ours came back for good, RFC 3464: which one it was. */
final class Bounce {

    private static final Pattern FAILED = Pattern.compile("(?im)^Action:\\s*failed");
    private static final Pattern ID = Pattern.compile("(?im)^Message-ID:\\s*(<[^<>\\s]{1,250}>)");
    private static final int MOST = 64 << 10;

    private Bounce() {}

    static Optional<String> of(MimeMessage report) throws MessagingException, IOException {
        if (!(report.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        for (int i = 0; i < parts.getCount(); i++) {
            text.append(new String(parts.getBodyPart(i).getInputStream().readNBytes(MOST), StandardCharsets.UTF_8)).append('\n');
        }
        var id = ID.matcher(text);
        return FAILED.matcher(text).find() && id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Optional;

/**
 * A certified mail («PEC»): the provider's envelope with the person's own mail in it, as {@code postacert.eml}. The envelope says who
 * is to be answered, the mail in it what was said.
 *
 * @see <a href="https://www.agid.gov.it/it/piattaforme/posta-elettronica-certificata">AgID, technical rules of 2 November 2005, «busta di trasporto»</a>
 */
final class CertifiedMail {

    private static final int DEEPEST = 5;

    private CertifiedMail() {}

    /** The mail in the envelope; empty if it is no envelope, or its mail cannot be read. */
    static Optional<MimeMessage> in(MimeMessage mail) {
        try {
            var kind = AutomaticMail.first(mail.getHeader("X-Trasporto"));
            return kind == null || !kind.strip().equalsIgnoreCase("posta-certificata") ? Optional.empty() : inner(mail, 0);
        } catch (MessagingException | IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<MimeMessage> inner(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("message/rfc822")) {
            return part.getContent() instanceof MimeMessage it ? Optional.of(it) : Optional.empty();
        }
        if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart many) {
            for (int i = 0; i < many.getCount(); i++) {
                var found = inner(many.getBodyPart(i), depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}

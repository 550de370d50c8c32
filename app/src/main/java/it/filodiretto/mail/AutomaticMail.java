// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Mail that no person wrote: holidays answering, lists, newsletters, servers. It opens no conversation, and nothing answers
 * it, so no two programs ever write to each other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3834">RFC 3834, automatic responses</a>
 */
final class AutomaticMail {

    private static final List<String> SERVERS = List.of("mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "non-rispondere@", "bounce");

    private AutomaticMail() {}

    /** @param own address of the mailbox: what we sent ourselves is no request either */
    static boolean is(MimeMessage mail, String own) throws MessagingException {
        var submitted = header(mail, "Auto-Submitted");
        var precedence = header(mail, "Precedence");
        var from = MailAddress.of(mail.getFrom()).map(MailAddress::value).orElse("");
        return !submitted.isEmpty() && !submitted.startsWith("no")
            || List.of("bulk", "junk", "list", "auto_reply").contains(precedence)
            || mail.getHeader("List-Id") != null || mail.getHeader("List-Unsubscribe") != null
            || mail.getHeader("X-Ricevuta") != null                        // what a PEC provider says of a certified mail: accepted, delivered
            || mail.getHeader("X-Autoreply") != null || mail.getHeader("X-Autorespond") != null
            || header(mail, "Return-Path").equals("<>") || from.isEmpty() || from.equalsIgnoreCase(own)
            || SERVERS.stream().anyMatch(from::startsWith) || isReport(mail);
    }

    /** What a server says about a message of ours. */
    static boolean isReport(Part mail) throws MessagingException {
        return mail.isMimeType("multipart/report");
    }

    private static String header(MimeMessage mail, String name) throws MessagingException {
        var found = first(mail.getHeader(name));
        return found == null ? "" : found.strip().toLowerCase(Locale.ROOT);
    }

    static @Nullable String first(String @Nullable [] values) {
        return values == null || values.length == 0 ? null : values[0];
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a mail apart: its words, its files, its place in a thread. Whatever is malformed in it costs that part alone. */
final class MailReading {

    private static final int MOST_FILES = 20;
    private static final int DEEPEST = 10;
    /** With every «Re:» before it. */
    private static final int LONGEST_SUBJECT = 1000;

    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<ReceivedMail.Attached> files = new ArrayList<>();
    private boolean broken;

    private MailReading() {}

    /** Empty if nobody can be answered. @param now for a mail that says it comes from the future */
    static Optional<ReceivedMail> of(MimeMessage mail, Instant now) throws MessagingException, IOException {
        var from = answered(mail).or(() -> sender(mail));
        if (from.isEmpty()) {
            return Optional.empty();
        }
        var letter = CertifiedMail.in(mail).orElse(mail);
        var reading = new MailReading();
        reading.take(letter, 0);
        var words = (reading.plain.toString().isBlank() ? MailText.ofHtml(reading.html.toString()) : reading.plain.toString())
            + (reading.broken ? "\n\n[una parte di questa e-mail non si legge: aprila nella casella]" : "");
        var sent = mail.getSentDate();
        var written = sent == null || sent.toInstant().isAfter(now) ? now : sent.toInstant();
        return Optional.of(new ReceivedMail(key(mail), from.get(), subject(letter), id(letter, "In-Reply-To"), references(letter), MailText.folded(words), reading.files, written));
    }

    /** One line, without «Re:» and without what no text may hold. */
    private static String subject(MimeMessage letter) throws MessagingException {
        var said = Objects.requireNonNullElse(letter.getSubject(), "");
        said = said.substring(0, Math.min(LONGEST_SUBJECT, said.length())).replaceAll("[\\s\\p{Cntrl}]+", " ").strip()
            .replaceFirst("(?i)^((re|r|rif|fw|fwd|i)\\s*:\\s*)+", "");
        return said.substring(0, Math.min(200, said.length()));
    }

    private static Optional<MailAddress> answered(MimeMessage mail) {
        try {
            return MailAddress.of(mail.getReplyTo());
        } catch (MessagingException _) {
            return Optional.empty();
        }
    }

    private static Optional<MailAddress> sender(MimeMessage mail) {
        try {
            return MailAddress.of(mail.getFrom());
        } catch (MessagingException _) {
            return Optional.empty();
        }
    }

    private void take(Part part, int depth) {
        try {
            takeApart(part, depth);
        } catch (MessagingException | IOException _) {
            broken = true;
        }
    }

    private void takeApart(Part part, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST) {
            broken = true;
        } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart many) {
            for (int i = 0; i < many.getCount(); i++) {
                take(many.getBodyPart(i), depth + 1);
            }
        } else if (isFile(part)) {
            if (files.size() < MOST_FILES) {
                files.add(new ReceivedMail.Attached(part, type(part), name(part)));
            }
        } else if (part.isMimeType("text/plain")) {
            plain.append(plain.isEmpty() ? "" : "\n\n").append(text(part));
        } else if (part.isMimeType("text/html")) {
            html.append(text(part));
        }
    }

    private static boolean isFile(Part part) throws MessagingException {
        return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || !part.isMimeType("text/*") || name(part) != null;
    }

    /** An unknown character set is read as the plainest one. */
    private static String text(Part part) throws MessagingException, IOException {
        try {
            return part.getContent() instanceof String it ? it : new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException _) {
            return new String(part.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String type(Part part) throws MessagingException {
        return part.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String name(Part part) throws MessagingException {
        var name = part.getFileName();
        try {
            return name == null ? null : MimeUtility.decodeText(name).replaceAll("\\p{Cntrl}", "");
        } catch (UnsupportedEncodingException _) {
            return name;
        }
    }

    private static String key(MimeMessage mail) throws MessagingException {
        var id = id(mail, "Message-ID");
        var facts = mail.getSubject() + "\n" + mail.getSentDate() + "\n" + sender(mail).map(MailAddress::value).orElse("");
        return id != null ? id : "<" + UUID.nameUUIDFromBytes(facts.getBytes(StandardCharsets.UTF_8)) + "@senza-nome>";
    }

    static @Nullable String id(MimeMessage mail, String header) throws MessagingException {
        var value = AutomaticMail.first(mail.getHeader(header));
        var found = value == null ? null : Pattern.compile("<[^<>\\s]{1,250}>").matcher(value);
        return found != null && found.find() ? found.group() : null;
    }

    private static String references(MimeMessage mail) throws MessagingException {
        var value = AutomaticMail.first(mail.getHeader("References"));
        var all = value == null ? "" : value.replaceAll("\\s+", " ").strip();
        return all.length() <= 1800 ? all : all.substring(all.indexOf('<', all.length() - 1800));
    }
}

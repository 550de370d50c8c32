// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.Office;
import jakarta.activation.DataHandler;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * One answer as a mail. Its Message-ID is made of our own id, so that every copy of it would be the same one. SMTP has no
 * key against doubles: when the line breaks while it leaves, nobody knows, and a person decides whether to write again.
 */
final class AnswerMail {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LATER = Duration.ofMinutes(5);

    private final MailboxSettings.Box box;
    private final Municipality town;
    private final Office office;
    private final MailPersonTable.Thread thread;
    private final OutgoingMessage message;
    private final @Nullable AttachedFile attached;

    /** @param office that answers @param attached what comes along, if the message is a file */
    AnswerMail(MailboxSettings.Box box, Municipality town, Office office, MailPersonTable.Thread thread, OutgoingMessage message, @Nullable AttachedFile attached) {
        this.box = box;
        this.town = town;
        this.office = office;
        this.thread = thread;
        this.message = message;
        this.attached = attached;
    }

    String id() {
        return "<" + message.id().id() + box.address().substring(box.address().indexOf('@')) + ">";
    }

    SendOutcome send() {
        MailServerAddress server;
        try {
            server = MailServerAddress.of(box.smtp());
        } catch (IllegalArgumentException _) {
            return new SendOutcome.LaneStopped("mail-server", "L’indirizzo del server di posta non è scritto bene. Chi amministra il servizio deve correggerlo.");
        }
        return send(server);
    }

    private SendOutcome send(MailServerAddress server) {
        var session = server.session();
        try (var transport = session.getTransport(server.protocol())) {
            var mail = compose(session);
            try {
                server.enter(transport);
            } catch (AuthenticationFailedException e) {
                return new SendOutcome.LaneStopped("login", "Il server di posta non accetta più la password della casella.");
            } catch (MessagingException e) {
                return new SendOutcome.TryLater("unreachable", "Il server di posta non si raggiunge.", SOON, true);
            }
            transport.sendMessage(mail, mail.getAllRecipients());
            return new SendOutcome.Accepted(id(), null);
        } catch (SendFailedException e) {
            return refused(e);
        } catch (MessagingException e) {
            return new SendOutcome.Refused("lost", "La linea è caduta mentre la risposta partiva: forse è arrivata. Prima di riscrivere, chiedi.");
        }
    }

    private MimeMessage compose(Session session) throws MessagingException {
        var mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id());
            }
        };
        mail.setFrom(from(box, town));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(thread.to().value()));
        mail.setSubject("Re: " + (thread.subject().isEmpty() ? "La tua richiesta al " + town.fullName() : thread.subject()), "UTF-8");
        mail.setHeader("In-Reply-To", thread.answers());
        mail.setHeader("References", thread.references().replace(" ", "\r\n "));
        mail.setSentDate(new Date());
        var text = words() + "\n\n-- \n" + office.name() + "\n" + town.fullName() + "\n";
        if (attached == null) {
            mail.setText(text, "UTF-8");
        } else {
            mail.setContent(parts(text, attached));
        }
        return mail;
    }

    /** Below a file its caption, or what it is called. */
    private String words() {
        return message.content() instanceof MessageContent.Attachment it && attached != null
            ? it.caption() == null ? "In allegato: " + attached.getName() : it.caption() : message.content().words();
    }

    private static MimeMultipart parts(String text, AttachedFile file) throws MessagingException {
        var words = new MimeBodyPart();
        words.setText(text, "UTF-8");
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(file));
        part.setDisposition(Part.ATTACHMENT);
        try {
            part.setFileName(MimeUtility.encodeText(file.getName(), StandardCharsets.UTF_8.name(), null));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return new MimeMultipart(words, part);
    }

    static InternetAddress from(MailboxSettings.Box box, Municipality town) throws MessagingException {
        try {
            return new InternetAddress(box.address(), town.fullName(), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server has said no, and how long that holds: 4xx for now, 5xx for good. */
    private static SendOutcome refused(SendFailedException failure) {
        for (@Nullable Exception it = failure; it != null; it = it instanceof MessagingException more ? more.getNextException() : null) {
            int code = it instanceof SMTPAddressFailedException address ? address.getReturnCode() : it instanceof SMTPSendFailedException sending ? sending.getReturnCode() : -1;
            if (code >= 400 && code < 500) {
                return new SendOutcome.TryLater("smtp-" + code, "Il server di posta chiede di riprovare più tardi.", LATER, false);
            }
            if (code >= 500) {
                return new SendOutcome.Refused("smtp-" + code, "Il server di posta non accetta questo indirizzo o questo messaggio.");
            }
        }
        return new SendOutcome.Refused("smtp", "Il server di posta non ha accettato il messaggio.");
    }
}

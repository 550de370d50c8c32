// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.channel.Postman;
import it.filodiretto.municipality.Municipalities;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Plain letters from the town's mailbox, which ask for no answer of any program. */
@Component
class MailPost implements Postman {

    private static final Logger LOG = LoggerFactory.getLogger(MailPost.class);

    private final MailboxSettings settings;
    private final Municipalities municipalities;

    MailPost(MailboxSettings settings, Municipalities municipalities) {
        this.settings = settings;
        this.municipalities = municipalities;
    }

    @Override
    public boolean isThere() {
        return box().isPresent();
    }

    @Override
    public boolean post(String address, String subject, String text) {
        return box().filter(it -> post(it, address, subject, text)).isPresent();
    }

    boolean post(MailboxSettings.Box box, String address, String subject, String text) {
        var server = MailServerAddress.of(box.smtp());
        var session = server.session();
        try (var transport = session.getTransport(server.protocol())) {
            var mail = compose(session, box, subject, text);
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(address));
            server.enter(transport);
            transport.sendMessage(mail, mail.getAllRecipients());
            return true;
        } catch (MessagingException e) {
            LOG.atWarn().addKeyValue("mailbox", box.address()).addKeyValue("cause", e.getClass().getSimpleName()).log("A letter was not taken by the mail server");
            return false;
        }
    }

    private MimeMessage compose(Session session, MailboxSettings.Box box, String subject, String text) throws MessagingException {
        var mail = new MimeMessage(session);
        mail.setFrom(AnswerMail.from(box, municipalities.current()));
        mail.setSubject(subject, "UTF-8");
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setSentDate(new Date());
        mail.setText(text, "UTF-8");
        return mail;
    }

    private Optional<MailboxSettings.Box> box() {
        return settings.of(municipalities.current().slug());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import it.filodiretto.shared.RefusedAtStart;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends plain mails by {@code smtp://user:password@host:port}; {@code smtps} for TLS from the first byte. */
final class MailServer {

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final String from;

    /** @throws RefusedAtStart if the address is not one of a mail server */
    MailServer(String url, String from) {
        var address = read(url);
        var host = address.getHost();
        if (host == null || !"smtp".equals(address.getScheme()) && !"smtps".equals(address.getScheme())) {
            throw new RefusedAtStart("filodiretto.smtp.url (FILODIRETTO_SMTP_URL) is no address of a mail server. Write smtp://user:password@host:port, and in user and"
                + " password %40 for @, %3A for :, %2F for /, %23 for #, %25 for %, %20 for a blank.");
        }
        sender.setProtocol(address.getScheme());
        sender.setHost(host);
        sender.setPort(address.getPort());
        sender.setDefaultEncoding("UTF-8");
        var properties = new Properties();
        var prefix = "mail." + address.getScheme() + ".";
        var user = address.getRawUserInfo();
        if (user != null) {
            var parts = user.split(":", 2);
            sender.setUsername(decoded(parts[0]));
            sender.setPassword(parts.length == 2 ? decoded(parts[1]) : "");
            properties.put(prefix + "auth", "true");
        }
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "connectiontimeout", "10000");
        properties.put(prefix + "timeout", "20000");
        properties.put(prefix + "writetimeout", "20000");
        sender.setJavaMailProperties(properties);
        this.from = from.isBlank() ? "filodiretto@" + host : from;
    }

    /** @throws MailException if the server does not take it */
    void send(String to, String subject, String text) throws MailException {
        var mail = new SimpleMailMessage();
        mail.setFrom(from);
        mail.setTo(to);
        mail.setSubject(subject);
        mail.setText(text);
        sender.send(mail);
    }

    /** What is wrong with it nobody tells: an exception would quote it, with its password, in the log. */
    private static URI read(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException _) {
            return URI.create("");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

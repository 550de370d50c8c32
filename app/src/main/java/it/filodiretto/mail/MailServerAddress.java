// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A mail server and how to enter: {@code imaps://user:password@host:port/INBOX}. @param protocol {@code imap, imaps, smtp, smtps} */
record MailServerAddress(String protocol, String host, int port, String user, String password, String folder) {

    /** @throws IllegalArgumentException if it is not one */
    static MailServerAddress of(String url) {
        var uri = read(url);
        var parts = uri.getRawUserInfo() == null ? new String[] {""} : uri.getRawUserInfo().split(":", 2);
        if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("imaps?|smtps?")) {
            throw new IllegalArgumentException("A mail server is imaps://user:password@host/INBOX or smtps://user:password@host, see filodiretto.mail");
        }
        var path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new MailServerAddress(uri.getScheme(), uri.getHost(), uri.getPort(), decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]),
            path.isEmpty() ? "INBOX" : path);
    }

    static boolean isOne(String url) {
        try {
            return !of(url).host().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** What is wrong with it nobody tells: an exception would quote it, with its password, in the log. */
    private static URI read(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException _) {
            return URI.create("");
        }
    }

    /** STARTTLS where the server has it; no wait is longer than half a minute. */
    Session session() {
        var prefix = "mail." + protocol + ".";
        var properties = new Properties();
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "connectiontimeout", "10000");
        properties.put(prefix + "timeout", "30000");
        properties.put(prefix + "writetimeout", "30000");
        properties.put(prefix + "auth", user.isEmpty() ? "false" : "true");
        properties.put("mail.mime.address.strict", "false");
        return Session.getInstance(properties);
    }

    /** Without a name where there is none. */
    void enter(Transport transport) throws MessagingException {
        transport.connect(host, port, user.isEmpty() ? null : user, user.isEmpty() ? null : password);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return protocol + "://" + host;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The towns' mailboxes. @param boxes by slug, hyphens left out or not. @param every how often they are looked into */
@ConfigurationProperties("filodiretto.mail")
record MailboxSettings(@DefaultValue Map<String, Box> boxes, @DefaultValue("PT20S") Duration every) {

    /**
     * @param address from which answers come, and to which nobody of ours writes
     * @param imap {@code imaps://user:password@host/INBOX}. @param smtp {@code smtps://user:password@host}, or {@code smtp}, with STARTTLS if there is
     */
    record Box(String address, String imap, String smtp) {

        /** No word of its secrets. */
        @Override
        public String toString() {
            return "Box[" + address + "]";
        }
    }

    Optional<Box> of(String slug) {
        return Optional.ofNullable(boxes.get(slug)).or(() -> Optional.ofNullable(boxes.get(slug.replace("-", ""))));
    }
}

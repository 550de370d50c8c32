// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.shared.RefusedAtStart;
import java.time.Duration;
import java.util.Collection;
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
    record Box(@DefaultValue("") String address, @DefaultValue("") String imap, @DefaultValue("") String smtp) {

        /** No word of its secrets. */
        @Override
        public String toString() {
            return "Box[" + address + "]";
        }
    }

    Optional<Box> of(String slug) {
        return Optional.ofNullable(boxes.get(slug)).or(() -> Optional.ofNullable(boxes.get(slug.replace("-", ""))));
    }

    /** @throws RefusedAtStart for a mailbox that nobody would look into, and nobody would be told: of no town that is served, or without its address */
    void check(Collection<String> slugs) {
        boxes.forEach((name, box) -> {
            if (slugs.stream().noneMatch(it -> it.equals(name) || it.replace("-", "").equals(name))) {
                throw new RefusedAtStart("filodiretto.mail.boxes." + name + " (FILODIRETTO_MAIL_BOXES_…) is the mailbox of no municipality that is served. It is named by the slug,"
                    + " in the environment without hyphens and in capitals: SANTAFIORA.");
            }
            if (box.address().isBlank()) {
                throw new RefusedAtStart("The mailbox filodiretto.mail.boxes." + name + " lacks its .address: the e-mail address to which people write.");
            }
        });
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import jakarta.mail.Part;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as we keep it.
 *
 * @param key its Message-ID, or what stands for it: by which repeats are known
 * @param subject without «Re:»; may be empty
 * @param answers Message-ID of the mail it answers
 * @param references of the thread, oldest first, parted by spaces
 * @param words folded, see {@link MailText}
 */
record ReceivedMail(String key, MailAddress from, String subject, @Nullable String answers, String references, String words, List<Attached> files,
        Instant writtenAt) {

    ReceivedMail {
        files = List.copyOf(files);
    }

    /** A file that came along; its bytes lie in the mail. */
    record Attached(Part part, String mimeType, @Nullable String name) {}

    /** As the operator reads it: a new thread says its subject. */
    String shown() {
        return answers != null || subject.isEmpty() ? words : words.isEmpty() ? subject : subject + "\n\n" + words;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MediaReference;
import it.filodiretto.shared.Ids;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody wants to say. @param clientId the browser's own: the same twice is a repeat. @param file which is here already */
public record ChatDraft(String clientId, String text, @Nullable StoredFile file) {

    static final int LONGEST = 4096;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{8,64}");

    public ChatDraft {
        text = text.replace("\r\n", "\n").replace("\u0000", "").strip();
    }

    public ChatDraft(String clientId, String text) {
        this(clientId, text, null);
    }

    /** Why it cannot be said, as a key of the sentences; empty: it can. */
    public String flaw() {
        if (isStale(clientId)) {
            return "webchat.flaw.stale";
        }
        return text.isEmpty() && file == null ? "webchat.flaw.empty" : text.codePointCount(0, text.length()) > LONGEST ? "webchat.flaw.long" : "";
    }

    /** Whether this is no id of a browser's message. */
    static boolean isStale(String clientId) {
        return !FORM.matcher(clientId).matches();
    }

    /** A file has the id of the message that brings it. */
    UUID id() {
        return file == null ? Ids.next() : file.id().value();
    }

    InboundContent content() {
        if (file == null) {
            return new InboundContent.Text(text);
        }
        var reference = new MediaReference(clientId, file.typeOf(StoredFile.Copy.ORIGINAL), file.sha256(), file.name(), null);
        return switch (Objects.requireNonNull(file.type()).family()) {
            case PICTURE -> new InboundContent.Image(reference, null);
            case VIDEO -> new InboundContent.Video(reference, null);
            case AUDIO -> new InboundContent.Audio(reference, false);
            case DOCUMENT -> new InboundContent.Document(reference, null);
        };
    }
}

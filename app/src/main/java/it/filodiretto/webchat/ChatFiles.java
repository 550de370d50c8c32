// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFileId;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes the files that people attach: what is not kept is not said either. Bytes pass outside of every transaction. */
@Component
public class ChatFiles {

    /** Bytes of one file. */
    public static final long LARGEST = 16L << 20;

    private final Chats chats;
    private final ChatLog log;
    private final Media media;

    ChatFiles(Chats chats, ChatLog log, Media media) {
        this.chats = chats;
        this.log = log;
        this.media = media;
    }

    /** Says the file in the talk that the key opens; if there is none yet, the talk begins with it. */
    public ChatOutcome say(ChatKey key, String clientId, @Nullable String name, InputStream bytes) throws IOException {
        if (ChatDraft.isStale(clientId)) {
            return new ChatOutcome.Unsuitable("webchat.flaw.stale");
        }
        var settled = chats.settled(key, clientId);
        return settled.isPresent() ? settled.get() : switch (media.receive(StoredFileId.next(), name, new Handed(bytes, LARGEST, null))) {
            case StoreOutcome.Kept(var file) -> say(key, new ChatDraft(clientId, "", file), file);
            case StoreOutcome.Refused(var code, _) -> new ChatOutcome.Unsuitable("webchat.file." + code);
            case StoreOutcome.TryAgain _ -> new ChatOutcome.Unsuitable("webchat.file.again");
        };
    }

    /** Another copy of the same may have been first: then this one is not kept. */
    private ChatOutcome say(ChatKey key, ChatDraft draft, StoredFile file) throws IOException {
        boolean said = false;
        try {
            var outcome = chats.say(key, draft);
            said = outcome instanceof ChatOutcome.Said it && log.file(it.session(), file.id().value()).isPresent();
            return outcome;
        } finally {
            if (!said) {
                media.erase(file.id());
            }
        }
    }
}

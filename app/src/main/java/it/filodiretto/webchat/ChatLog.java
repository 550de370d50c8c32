// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFileId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was said in a talk, with its files. */
@Component
@Transactional(readOnly = true)
public class ChatLog {

    private final ChatSessionTable sessions;
    private final ChatLineTable lines;
    private final Media media;

    ChatLog(ChatSessionTable sessions, ChatLineTable lines, Media media) {
        this.sessions = sessions;
        this.lines = lines;
        this.media = media;
    }

    /** A talk, and what is new in it. */
    public record News(ChatSession session, List<ChatEntry> entries) {}

    /** The talk that the key opens, with what comes after this number; empty: there is none. */
    public Optional<News> news(ChatKey key, int number) {
        return sessions.find(key).map(it -> new News(it, it.lines() > number ? after(it, number) : List.of()));
    }

    /** What comes after this number, in its order. */
    public List<ChatEntry> after(ChatSession session, int number) {
        var found = lines.after(session.id(), number);
        var files = media.find(found.stream().map(ChatLine::file).filter(Objects::nonNull).map(StoredFileId::new).toList());
        return found.stream().map(it -> new ChatEntry(it, it.file() == null ? null : files.get(new StoredFileId(it.file())))).toList();
    }

    /** A file of this talk; empty: it has no such file. */
    public Optional<StoredFile> file(ChatSession session, UUID id) {
        return lines.hasFile(session.id(), id) ? media.find(new StoredFileId(id)) : Optional.empty();
    }
}

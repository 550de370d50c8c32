// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.NoticeText;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice that has left, as everybody may read it.
 *
 * @param follows the notice that it updates, corrects or ends; null: none
 * @param facts beside its text, a line each: «Dove: via Roma»
 */
public record PublishedNotice(UUID id, NoticeText content, Instant publishedAt, @Nullable UUID follows, List<String> facts) {

    public PublishedNotice {
        facts = List.copyOf(facts);
    }

    public String title() {
        return content.title();
    }

    public String text() {
        return content.text();
    }

    /** Its code. */
    public String topic() {
        return content.topic();
    }

    /** Of a civil protection alert, or null. */
    public @Nullable AlertLevel level() {
        return content.level();
    }

    /** «Allerta rossa: Vento forte»: the level is seen where there is no colour. */
    public String heading() {
        var level = content.level();
        return level == null ? content.title() : level.words() + ": " + content.title();
    }

    /** All that the page says, as plain text. */
    public String whole() {
        return facts.isEmpty() ? text() : text() + "\n\n" + String.join("\n", facts);
    }

    public boolean isOver(Instant now) {
        return content.details().isOver(now);
    }

    /** The beginning, for lists. */
    public String summary() {
        var line = text().strip().replaceAll("\\s+", " ");
        return line.length() <= 180 ? line : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, 179))) + "…";
    }

    PublishedNotice with(List<String> lines) {
        return new PublishedNotice(id, content, publishedAt, follows, lines);
    }
}

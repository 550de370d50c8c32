// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.NoticeParts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The notices of the current municipality that have left, for everybody: archive, search, feeds. */
@Component
@Transactional(readOnly = true)
public class PublishedNotices {

    private final PublishedNoticeTable table;
    private final NoticeParts parts;
    private final Municipalities municipalities;

    PublishedNotices(PublishedNoticeTable table, NoticeParts parts, Municipalities municipalities) {
        this.table = table;
        this.parts = parts;
        this.municipalities = municipalities;
    }

    public List<PublishedNotice> newest(int limit) {
        return whole(table.newest("", "", 0, limit));
    }

    /** The newest civil protection alerts, and what followed them, be it only that they are over. */
    public List<PublishedNotice> alerts(int limit) {
        return whole(table.alerts(limit));
    }

    /** The orange or red alert that now concerns people, the gravest one; without an end it ends a day after it has begun. */
    Optional<PublishedNotice> inForce(Instant now) {
        return table.inForce(now);
    }

    /**
     * Those in which all these words are, in any of their forms: «strada» finds «strade».
     *
     * @param words as people type them; empty: all notices
     * @param topic code; empty: every topic
     * @param titles by title, as an index in this language has them; null: the newest first
     */
    public List<PublishedNotice> find(String words, String topic, @Nullable Locale titles, int skip, int limit) {
        return whole(titles != null ? table.byTitle(clean(words), topic, titles, skip, limit) : table.newest(clean(words), topic, skip, limit));
    }

    public long count(String words, String topic) {
        return table.count(clean(words), topic);
    }

    private List<PublishedNotice> whole(List<PublishedNotice> found) {
        var zone = municipalities.current().zone();
        return found.stream().map(it -> it.with(parts.facts(it.content(), zone).stream().map(fact -> fact.label() + ": " + fact.words()).toList())).toList();
    }

    private static String clean(String words) {
        return words.replace('\u0000', ' ').strip();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.noticeboard.PublishedNotice;
import it.filodiretto.wording.Topic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * One page of the notices that were found.
 *
 * @param words what was looked for; empty: everything
 * @param topic code, or empty
 * @param page from 1
 */
record Archive(String words, String topic, boolean byTitle, int page, int size, long found, List<PublishedNotice> notices,
        List<Topic> topics, Instant now) {

    boolean isSearch() {
        return !words.isEmpty() || !topic.isEmpty();
    }

    boolean hasMore() {
        return (long) page * size < found;
    }

    String nameOf(String code) {
        return topics.stream().filter(it -> it.code().equals(code)).map(Topic::name).findFirst().orElse(code);
    }

    /** The search of this page, on another page of it. */
    String at(int number) {
        return "?q=" + encoded(words) + "&argomento=" + encoded(topic) + (byTitle ? "&ordine=titolo" : "") + "&pagina=" + number;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

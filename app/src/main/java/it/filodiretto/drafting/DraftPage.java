// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.notice.Notice;
import java.util.UUID;

/**
 * A page on which somebody writes a notice, opened once and saved many times.
 *
 * @param read {@link it.filodiretto.notice.NoticeText#wordsHash} of what it showed when it was opened; empty: nothing, a new notice
 */
record DraftPage(UUID id, String read) {

    /** Whether what is kept now was written on it, or is what it showed. */
    boolean knows(Notice notice) {
        return id.equals(notice.signing().page()) || read.equals(notice.content().wordsHash());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeParts;
import it.filodiretto.notice.NoticePicture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How people will read a notice, and whom it reaches.
 *
 * @param freeText to those who wrote in the last 24 hours
 * @param template to the others
 * @param shortened whether the end of the text stands on the page behind the link only
 * @param trouble why the template cannot be used now; empty: it can
 * @param wantsTwo whether a second person will have to sign it
 * @param facts as the page on the site shows them, below title and text
 * @param hints how it could be said more plainly
 * @param numbers null as long as no topic is chosen
 * @param picture null: none
 * @param kept null: a notice that is not kept yet
 * @param since title of what has left in its line since it was written; empty: nothing
 * @param trialPhone the telephone for trials, as pages show it; empty: there is none
 */
public record PreviewView(Bubble freeText, Bubble template, boolean shortened, String trouble, @Nullable Preflight numbers, boolean maySend, boolean wantsTwo,
        String title, String text, List<NoticeParts.Part> facts, List<String> hints, @Nullable Picture picture,
        @Nullable NoticeId kept, String since, String trialPhone) {

    /** @param everybody whether it goes along with the template too */
    record Picture(NoticePicture shown, boolean everybody) {}

    @Nullable public NoticePicture inTemplate() {
        return picture == null || !picture.everybody() ? null : picture.shown();
    }

    @Nullable public NoticePicture inFreeText() {
        return picture == null ? null : picture.shown();
    }

    /** As long as the longest of the two: WhatsApp takes 1,024. */
    public int length() {
        return template.length();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.Flaw;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import java.util.List;

/** What came of writing a notice. */
public sealed interface WriteOutcome {

    record Written(NoticeId id, BroadcastId broadcast) implements WriteOutcome {}

    /** Nothing was kept. */
    record Flawed(List<Flaw> flaws) implements WriteOutcome {}

    /** It has left, or is about to: its text stays as it was signed. */
    record TooLate(NoticeId id) implements WriteOutcome {}

    /** Somebody has changed the draft since the page was opened, and the page does not know it: nothing was kept. */
    record ChangedMeanwhile(Notice present) implements WriteOutcome {}

    record NoSuchNotice() implements WriteOutcome {}
}

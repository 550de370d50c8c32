// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which notices want the signature of a second person, and who may give it. A town's program signs nothing, whatever its key's
 * role: what it sends waits for a person. Only the installation's own key does without; what leaves by itself was signed before.
 */
@Component
public class Signatures {

    /** Shorter than this it is no reason. */
    static final int SHORTEST_REASON = 10;

    private final Municipalities municipalities;
    private final Words words;

    Signatures(Municipalities municipalities, Words words) {
        this.municipalities = municipalities;
        this.words = words;
    }

    boolean isWanted(NoticeText content) {
        return municipalities.current().notices().wantsSecond(content.topic());
    }

    /** A retry says again what was signed already, to people for whom it was signed; once somebody has changed it, it is another text. */
    boolean isWanted(Notice notice) {
        return isWanted(notice.content()) && !notice.isTheSameAgain();
    }

    /** Whether who asks now is a program whose notice waits for a person's signature. */
    boolean isWantedFrom(Notice notice) {
        return CurrentOperator.isTownsProgram() && isWanted(notice);
    }

    /** Whether who asks now may be the second person. */
    public boolean mayGive(Notice notice) {
        return CurrentOperator.may(Permission.SEND_NOTICES) && CurrentOperator.find().filter(notice::isOf).isEmpty();
    }

    /** Why this person's signature is not enough; null: it is. */
    PublishOutcome.@Nullable Refused refusal(Notice notice, @Nullable OperatorId by) {
        if (!isWanted(notice)) {
            return null;
        }
        if (by == null) {
            return isWantedFrom(notice) ? new PublishOutcome.Refused("second-signature", words.get("broadcast.sign.key")) : null;
        }
        if (notice.isOf(by)) {
            return new PublishOutcome.Refused("second-signature", words.get("broadcast.sign.own"));
        }
        return CurrentOperator.may(Permission.SEND_NOTICES) ? null
            : new PublishOutcome.Refused("second-signature", words.get("broadcast.sign.no-approver"));
    }
}

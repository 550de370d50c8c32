// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person has said afterwards about one message.
 *
 * @param reaction the emoji that stands below it now
 * @param edited what it says now, if it was changed
 * @param revoked it was taken back
 */
public record Remarks(@Nullable String reaction, @Nullable InboundContent edited, boolean revoked) {

    public static final Remarks NONE = new Remarks(null, null, false);

    /** @param said in the order of writing */
    static Remarks of(List<InboundContent.Remark> said) {
        var remarks = NONE;
        for (var one : said) {
            remarks = switch (one) {
                case InboundContent.Reaction it -> new Remarks(it.emoji(), remarks.edited, remarks.revoked);
                case InboundContent.Edit it -> new Remarks(remarks.reaction, it.now(), remarks.revoked);
                case InboundContent.Revoke _ -> new Remarks(remarks.reaction, remarks.edited, true);
            };
        }
        return remarks;
    }
}

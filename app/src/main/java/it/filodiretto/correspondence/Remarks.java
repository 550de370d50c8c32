// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import it.filodiretto.messaging.InboundContent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person has said afterwards about one message.
 *
 * @param reaction the emoji that stands below it now
 * @param edited what it says now, if it was changed
 * @param editedBy the message that changed it: a new file has its id
 * @param revoked it was taken back
 */
public record Remarks(@Nullable String reaction, @Nullable InboundContent edited, @Nullable UUID editedBy, boolean revoked) {

    public static final Remarks NONE = new Remarks(null, null, null, false);

    /** @param id of the message that says it */
    record Said(UUID id, InboundContent.Remark remark) {}

    /** @param said in the order of writing */
    static Remarks of(List<Said> said) {
        var remarks = NONE;
        for (var one : said) {
            remarks = switch (one.remark()) {
                case InboundContent.Reaction it -> new Remarks(it.emoji(), remarks.edited, remarks.editedBy, remarks.revoked);
                case InboundContent.Edit it -> new Remarks(remarks.reaction, it.now(), one.id(), remarks.revoked);
                case InboundContent.Revoke _ -> new Remarks(remarks.reaction, remarks.edited, remarks.editedBy, true);
            };
        }
        return remarks;
    }
}

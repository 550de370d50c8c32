// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice of the town.
 *
 * @param author null: a program, by its key
 * @param following null: it follows none
 * @param dueAt when it leaves by itself, while it is SCHEDULED
 * @param refusal in Italian, why it did not leave when it should have
 */
public record Notice(NoticeId id, BroadcastId broadcast, NoticeText content, String hash, NoticeState state, @Nullable OperatorId author,
        @Nullable Instant dueAt, @Nullable String refusal, Instant createdAt, Instant changedAt, Signing signing, @Nullable Following following) {

    /**
     * Who has had a hand in it, and what was asked of whom signs.
     *
     * @param changedBy null: a program, or nobody since
     * @param askedFor when it is to leave once signed; null: at once
     * @param page on which it was written last; null: none
     */
    public record Signing(@Nullable OperatorId changedBy, @Nullable Instant askedAt, @Nullable OperatorId askedBy, @Nullable Instant askedFor, @Nullable UUID page) {}

    /** The notice that this one follows. @param hash of its text @param drill whether it was one */
    public record Following(NoticeId first, BroadcastId broadcast, Relation relation, String hash, boolean drill) {}

    public Aim aim() {
        return following == null ? Aim.of(content) : new Aim(content, following.broadcast().bulk(), following.relation());
    }

    /** Whether this person wrote it, or asked for the signature. */
    public boolean isOf(OperatorId somebody) {
        return somebody.equals(author) || somebody.equals(signing.changedBy()) || somebody.equals(signing.askedBy());
    }

    /** Whether it is a drill and what it follows was none, or the other way round: people would take the one for the other. */
    public boolean mixesDrillAndTruth() {
        return following != null && following.drill() != content.details().drill();
    }

    /** Whether it says word by word what was said before, to those whom that did not reach. */
    public boolean isTheSameAgain() {
        return following != null && following.relation() == Relation.RETRY && following.hash().equals(hash);
    }

    public String title() {
        return content.title();
    }
}

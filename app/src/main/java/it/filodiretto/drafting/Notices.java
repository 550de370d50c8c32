// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.notice.Flaw;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticePicture;
import it.filodiretto.notice.NoticeRules;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.notice.ReadyTexts;
import it.filodiretto.notice.Relation;
import it.filodiretto.page.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The town's notices: written, signed and sent, now or later. */
@Service
@Transactional
public class Notices {

    private final NoticeTable notices;
    private final Drafts drafts;
    private final Approvals approvals;
    private final Overrides overrides;
    private final NoticeRules rules;
    private final ReadyTexts ready;
    private final Words words;

    Notices(NoticeTable notices, Drafts drafts, Approvals approvals, Overrides overrides, NoticeRules rules, ReadyTexts ready, Words words) {
        this.notices = notices;
        this.drafts = drafts;
        this.approvals = approvals;
        this.overrides = overrides;
        this.rules = rules;
        this.ready = ready;
        this.words = words;
    }

    /** Keeps a new draft in which nothing is wrong. */
    public WriteOutcome write(NoticeText typed) {
        return drafts.write(typed);
    }

    /** Changes a draft into one in which nothing is wrong; a signature given before is void. */
    public WriteOutcome change(NoticeId id, NoticeText typed) {
        return drafts.change(id, typed);
    }

    /** Keeps a draft as it is, also a half-written one, the first time and again. What is wrong is told when it is to leave. */
    public WriteOutcome keep(NoticeId id, NoticeText content) {
        return drafts.keep(id, content);
    }

    /** The same, by a page that does not write over what it has not seen. @param page null: whatever there is now is replaced */
    WriteOutcome keep(NoticeId id, NoticeText content, @Nullable DraftPage page) {
        return drafts.keep(id, content, page);
    }

    /**
     * Sends it now, signed by the current operator or key.
     *
     * @param signedHash of the text the person saw; null: whatever it is
     */
    public PublishOutcome publish(NoticeId id, @Nullable String signedHash) {
        return approvals.approve(id, signedHash, null);
    }

    /** Signs it now, to be sent then by itself. */
    public PublishOutcome schedule(NoticeId id, @Nullable String signedHash, Instant at) {
        return approvals.schedule(id, signedHash, at);
    }

    /** Asks a colleague to sign it. @param at when it is to leave once signed; null: at once */
    public PublishOutcome ask(NoticeId id, @Nullable String hash, @Nullable Instant at) {
        return approvals.ask(id, hash, at);
    }

    /**
     * The second person signs: it leaves now, or at the time that was asked for if that is still to come; in quiet hours when
     * they are over.
     *
     * @param anyway it cannot wait until then
     */
    public PublishOutcome sign(NoticeId id, String hash, boolean anyway) {
        return approvals.sign(id, hash, anyway);
    }

    /** Whoever is to sign, or wrote it, takes it back to the draft. @param reason null: no word about it */
    public void giveBack(NoticeId id, @Nullable String reason) {
        approvals.giveBack(id, reason);
    }

    /**
     * In an emergency one person alone sends what wants two signatures; the reason stays with it, for all to see, and who could
     * have signed is told. What is no alert waits for the end of the quiet hours all the same.
     */
    public PublishOutcome override(NoticeId id, String hash, String reason) {
        return overrides.override(id, hash, reason);
    }

    /** Who could have signed has seen that one person sent it alone: nobody else need be told. */
    public void seen(NoticeId id) {
        overrides.seen(id);
    }

    /** Whether anybody but its writers could sign it; where nobody can, they say themselves that it was seen. */
    @Transactional(readOnly = true)
    public boolean hasSigners(Notice notice) {
        return overrides.hasSigners(notice);
    }

    /** Whether one person sent it alone, and nobody who could have signed has seen that yet. */
    @Transactional(readOnly = true)
    public boolean isUnseen(Notice notice) {
        return overrides.isUnseen(notice);
    }

    /**
     * Begins what follows a notice, as a draft; a retry is for whom that very one did not reach. The others are for whom the first
     * of the line reached, by whichever attempt, so that nobody is lost on the way.
     */
    public Optional<NoticeId> follow(NoticeId id, Relation relation) {
        return drafts.follow(id, relation);
    }

    /** A scheduled notice is a draft again. No effect if it is not scheduled. */
    public void unschedule(NoticeId id) {
        approvals.unschedule(id);
    }

    /** Gives a draft its picture, or takes it away. @param picture null: none @return false: it is no draft, and stays as it is */
    boolean illustrate(NoticeId id, @Nullable NoticePicture picture) {
        return drafts.illustrate(id, picture);
    }

    /** What has left in its line after it, whichever notice of the line it follows; the oldest first. */
    @Transactional(readOnly = true)
    public List<Notice> followers(NoticeId id) {
        var after = notices.find(id).map(Notice::createdAt).orElse(Instant.EPOCH);
        return notices.followers(notices.beginning(id)).stream().filter(it -> it.createdAt().isAfter(after)).toList();
    }

    /** Whether any notice has this picture. */
    @Transactional(readOnly = true)
    boolean shows(NoticePicture picture) {
        return notices.shows(picture.file());
    }

    public String say(String key) {
        return words.get(key);
    }

    /** What is wrong with it; empty: it can be written. */
    @Transactional(readOnly = true)
    public List<Flaw> flaws(NoticeText content) {
        return rules.flaws(ready.complete(content));
    }

    /** With the sentences of its kind, where nobody has written them. */
    public NoticeText complete(NoticeText content) {
        return ready.complete(content);
    }

    @Transactional(readOnly = true)
    public Optional<Notice> find(NoticeId id) {
        return notices.find(id);
    }

    /** The newest first. @param before only those written before it; null: from the start */
    @Transactional(readOnly = true)
    public List<Notice> newest(@Nullable Instant before, int limit) {
        return notices.newest(before, limit);
    }
}

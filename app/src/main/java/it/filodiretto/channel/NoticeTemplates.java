// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.MetaCategory;
import org.jspecify.annotations.Nullable;

/**
 * The texts, approved beforehand, in which a notice of the current municipality may go to people who have not written in
 * the last 24 hours. The channel that has such texts implements it. Call it in the municipality's scope.
 */
public interface NoticeTemplates {

    /**
     * The template for this notice, filled in, whatever its state. Line breaks become « — », and a text that is too long is
     * shortened visibly, before the link.
     */
    Chosen forNotice(Notice notice);

    /** To how many different people the number may write first in 24 hours. */
    DailyLimit dailyLimit();

    /** What is known to keep any notice from leaving now, in Italian; null: nothing. */
    @Nullable String hindrance();

    /**
     * What of a notice goes into a template.
     *
     * @param title one line
     * @param link to the notice's page, where all of it stands
     * @param category of the notice's topic: Meta keeps the two apart
     * @param picture to be seen above the text, where a template for it may be used; null: none
     */
    record Notice(String title, String text, String link, MetaCategory category, boolean civilProtection, MessageContent.@Nullable Attachment picture) {

        /** Without a picture. */
        public Notice(String title, String text, String link, MetaCategory category, boolean civilProtection) {
            this(title, text, link, category, civilProtection, null);
        }
    }

    /**
     * @param approved whether it may be used now
     * @param shortened whether some of the notice's text did not fit
     * @param words in Italian, short: that it may be used, or why not and what to do
     * @param picture in Italian, why the notice's picture does not go along; empty: it does, or there is none
     */
    record Chosen(MessageContent.Template template, boolean approved, boolean shortened, String words, String picture) {}

    /** @param known whether we have been told; {@code perDay} is null where there is no limit */
    record DailyLimit(boolean known, @Nullable Long perDay) {}
}

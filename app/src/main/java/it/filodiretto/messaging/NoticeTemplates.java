// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

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

    /**
     * What of a notice goes into a template.
     *
     * @param title one line
     * @param link to the notice's page, where all of it stands
     * @param category of the notice's topic: Meta keeps the two apart
     */
    record Notice(String title, String text, String link, MetaCategory category, boolean civilProtection) {}

    /**
     * @param approved whether it may be used now
     * @param shortened whether some of the notice's text did not fit
     * @param words in Italian, short: that it may be used, or why not and what to do
     */
    record Chosen(MessageContent.Template template, boolean approved, boolean shortened, String words) {}

    /** @param known whether we have been told; {@code perDay} is null where there is no limit */
    record DailyLimit(boolean known, @Nullable Long perDay) {}
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.channel.NoticeTemplates;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Words;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import it.filodiretto.wording.TownKeywords;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What a notice becomes on WhatsApp: free text for those who wrote to us in the last 24 hours, a template for the others. */
@Component
public class NoticeMessage {

    /** WhatsApp's; {@link NoticeRules} asks for much less. */
    private static final int LONGEST_TEXT = 4096;
    /** WhatsApp's. */
    private static final int LONGEST_CAPTION = 1024;

    private final Municipalities municipalities;
    private final TownKeywords keywords;
    private final Topics topics;
    private final NoticeTemplates templates;
    private final NoticeParts parts;
    private final Words words;
    private final String publicUrl;

    NoticeMessage(Municipalities municipalities, TownKeywords keywords, Topics topics, NoticeTemplates templates,
            NoticeParts parts, Words words, @Value("${filodiretto.public-url}") String publicUrl) {
        this.municipalities = municipalities;
        this.keywords = keywords;
        this.topics = topics;
        this.templates = templates;
        this.parts = parts;
        this.words = words;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** The template, filled in, and whether it may be used. */
    public NoticeTemplates.Chosen template(NoticeText content, String link) {
        var category = topics.find(content.topic()).map(Topic::category).orElse(MetaCategory.UTILITY);
        return templates.forNotice(new NoticeTemplates.Notice(title(content), text(content, false), link, category,
            content.topic().equals(Topic.CIVIL_PROTECTION), picture(content, null)));
    }

    /** For those whose 24 hours are open, with the title in bold. */
    public MessageContent.Text freeText(NoticeText content, String link) {
        var end = "\n\n" + link + "\n" + howToAnswer() + howToLeave();
        return new MessageContent.Text(cut("*" + title(content).replace('*', '∗') + "*\n" + text(content, true), LONGEST_TEXT - end.length()) + end);
    }

    /** For previews: what is far too long does not leave. */
    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most - 1))) + "…";
    }

    /** The text below the picture, if the notice has one and the text fits there; else the text, whose link leads to the picture. */
    public MessageContent illustrated(NoticeText content, MessageContent.Text text) {
        var picture = text.body().length() > LONGEST_CAPTION ? null : picture(content, text.body());
        return picture == null ? text : picture;
    }

    private static MessageContent.@Nullable Attachment picture(NoticeText content, @Nullable String caption) {
        var picture = content.details().picture();
        return picture == null ? null : new MessageContent.Attachment(MessageContent.Kind.IMAGE, picture.file(), caption, picture.alt(), null);
    }

    /** Where everybody can read it. @param id null: a notice that is not kept yet */
    public String link(@Nullable NoticeId id) {
        return publicUrl + "/" + municipalities.current().slug() + "/avvisi/" + (id == null ? "…" : id);
    }

    /** The title with the drill's and the alert's word before it, where there is one. */
    public String title(NoticeText content) {
        var level = content.level();
        var title = level == null ? content.title() : level.words() + ": " + content.title();
        return content.details().drill() ? words.get("broadcast.drill.title", title) : title;
    }

    private String text(NoticeText content, boolean bold) {
        return parts.whole(content, municipalities.current().zone(), bold);
    }

    /** Who writes back to a one-way number should know where people answer. */
    private String howToAnswer() {
        var town = municipalities.current();
        var account = town.whatsapp();
        if (account == null || account.mode() != ChannelMode.ONE_WAY) {
            return "";
        }
        var phone = town.help().phone();
        return (phone == null ? words.get("broadcast.one-way") : words.get("broadcast.one-way.phone", phone)) + " ";
    }

    private String howToLeave() {
        var leave = keywords.current().optOut();
        return words.get("broadcast.how-to-leave", leave.isEmpty() ? "STOP" : leave.getFirst());
    }
}

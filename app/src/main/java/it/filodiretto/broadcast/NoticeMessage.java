// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.NoticeTemplates;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Topic;
import it.filodiretto.municipality.Topics;
import it.filodiretto.municipality.TownKeywords;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What a notice becomes on WhatsApp: free text for those who wrote to us in the last 24 hours, a template for the others. */
@Component
class NoticeMessage {

    private final Municipalities municipalities;
    private final TownKeywords keywords;
    private final Topics topics;
    private final NoticeTemplates templates;
    private final String publicUrl;

    NoticeMessage(Municipalities municipalities, TownKeywords keywords, Topics topics, NoticeTemplates templates,
            @Value("${filodiretto.public-url}") String publicUrl) {
        this.municipalities = municipalities;
        this.keywords = keywords;
        this.topics = topics;
        this.templates = templates;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** The template, filled in, and whether it may be used. */
    NoticeTemplates.Chosen template(NoticeText content, String link) {
        var category = topics.find(content.topic()).map(Topic::category).orElse(MetaCategory.UTILITY);
        return templates.forNotice(new NoticeTemplates.Notice(title(content), text(content), link, category,
            content.topic().equals(Topic.CIVIL_PROTECTION)));
    }

    /** For those whose 24 hours are open, with the title in bold. */
    MessageContent.Text freeText(NoticeText content, String link) {
        return new MessageContent.Text("*" + title(content).replace('*', '∗') + "*\n" + text(content) + "\n\n" + link + "\n" + howToLeave());
    }

    /** Where everybody can read it. @param id null: a notice that is not kept yet */
    String link(@Nullable NoticeId id) {
        return publicUrl + "/" + municipalities.current().slug() + "/avvisi/" + (id == null ? "…" : id);
    }

    /** The title with the alert's level before it, where there is one. */
    private static String title(NoticeText content) {
        var level = content.level();
        return level == null ? content.title() : level.words() + ": " + content.title();
    }

    /** The text with the places it concerns, where not all of the town is meant. */
    private static String text(NoticeText content) {
        var parts = new ArrayList<String>();
        parts.add(content.text());
        if (!content.districts().isEmpty()) {
            parts.add("Riguarda: " + String.join(", ", content.districts()) + ".");
        }
        return String.join("\n", parts);
    }

    private String howToLeave() {
        var words = keywords.current().optOut();
        return "Per non ricevere più avvisi scrivi " + (words.isEmpty() ? "STOP" : words.getFirst()) + ".";
    }
}

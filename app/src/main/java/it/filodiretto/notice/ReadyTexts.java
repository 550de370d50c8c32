// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.page.Words;
import org.springframework.stereotype.Component;

/** Writes the title and the sentence of a kind where nobody has written them. */
@Component
public class ReadyTexts {

    private final Words words;

    ReadyTexts(Words words) {
        this.words = words;
    }

    public NoticeText complete(NoticeText typed) {
        var kind = typed.details().kind();
        if (kind == NoticeKind.GENERAL) {
            return typed;
        }
        return typed.saying(typed.title().isEmpty() ? title(kind, typed.details().place()) : typed.title(),
            typed.text().isEmpty() ? words.get("broadcast.kind." + kind + ".text") : typed.text());
    }

    /** What a notice is called in a list: also one of which nobody has written the title yet. */
    public String heading(NoticeText typed) {
        var title = complete(typed).title();
        return title.isEmpty() ? words.get("broadcast.untitled") : title;
    }

    /** Title and text of what follows a notice, to be finished by a person; what says that it is over or void is no alert. */
    public NoticeText following(NoticeText first, Relation relation) {
        var old = first.details();
        var details = new NoticeDetails(NoticeKind.GENERAL, old.place(), null, null, "", "", old.link(), old.drill());
        var begun = relation == Relation.CORRECTION ? first : first.with(details).at(relation == Relation.UPDATE ? first.level() : null)
            .saying(first.title(), words.get("broadcast.follow." + relation + ".text"));
        var title = words.get("broadcast.follow." + relation + ".title", first.title());
        return begun.saying(title.length() > NoticeRules.LONGEST_TITLE ? title.substring(0, NoticeRules.LONGEST_TITLE - 1) + "…" : title, begun.text());
    }

    private String title(NoticeKind kind, String place) {
        var title = words.get("broadcast.kind." + kind + ".title", place.isEmpty() ? 0 : 1, place);
        return title.length() > NoticeRules.LONGEST_TITLE || title.indexOf('\n') >= 0 ? words.get("broadcast.kind." + kind + ".title", 0, "") : title;
    }
}

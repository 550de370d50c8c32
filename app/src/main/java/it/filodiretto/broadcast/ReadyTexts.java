// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.page.Words;
import org.springframework.stereotype.Component;

/** Writes the title and the sentence of a kind where nobody has written them. */
@Component
class ReadyTexts {

    private final Words words;

    ReadyTexts(Words words) {
        this.words = words;
    }

    NoticeText complete(NoticeText typed) {
        var kind = typed.details().kind();
        if (kind == NoticeKind.GENERAL) {
            return typed;
        }
        return typed.saying(typed.title().isEmpty() ? title(kind, typed.details().place()) : typed.title(),
            typed.text().isEmpty() ? words.get("broadcast.kind." + kind + ".text") : typed.text());
    }

    private String title(NoticeKind kind, String place) {
        var title = words.get("broadcast.kind." + kind + ".title", place.isEmpty() ? 0 : 1, place);
        return title.length() > NoticeRules.LONGEST_TITLE || title.indexOf('\n') >= 0 ? words.get("broadcast.kind." + kind + ".title", 0, "") : title;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Draws a notice, also a half-written one, as people will read it. */
@Component
class Previews {

    private static final String TITLE = "Il titolo dell’avviso";
    private static final String TEXT = "Qui si legge il testo, mentre lo scrivi.";

    private final NoticeMessage messages;
    private final Preflights preflights;

    Previews(NoticeMessage messages, Preflights preflights) {
        this.messages = messages;
        this.preflights = preflights;
    }

    /** @param id null: a notice that is not kept yet */
    @Transactional(readOnly = true)
    public PreviewView of(NoticeText typed, @Nullable NoticeId id) {
        var shown = new NoticeText(typed.title().isEmpty() ? TITLE : typed.title(), typed.text().isEmpty() ? TEXT : typed.text(), typed.topic(),
            typed.level(), typed.districts(), typed.channels());
        var link = messages.link(id);
        var template = messages.template(shown, link);
        return new PreviewView(Bubble.of(messages.freeText(shown, link).words()), Bubble.of(template.template().words()), template.shortened(),
            template.approved() ? "" : template.words(), typed.topic().isEmpty() ? null : preflights.of(typed), NoticeRights.maySend());
    }
}

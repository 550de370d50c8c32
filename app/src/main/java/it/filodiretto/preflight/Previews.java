// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.Aim;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeMessage;
import it.filodiretto.notice.NoticeParts;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.ReadyTexts;
import it.filodiretto.operator.CurrentOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Draws a notice, also a half-written one, as people will read it. */
@Component
public class Previews {

    private static final String TITLE = "Il titolo dell’avviso";
    private static final String TEXT = "Qui si legge il testo, mentre lo scrivi.";

    private final NoticeMessage messages;
    private final NoticeTable notices;
    private final Preflights preflights;
    private final ReadyTexts ready;
    private final NoticeParts parts;
    private final PlainItalian plain;
    private final LaterNews later;
    private final Municipalities municipalities;

    Previews(NoticeMessage messages, NoticeTable notices, Preflights preflights, ReadyTexts ready, NoticeParts parts, PlainItalian plain, LaterNews later,
            Municipalities municipalities) {
        this.messages = messages;
        this.notices = notices;
        this.preflights = preflights;
        this.ready = ready;
        this.parts = parts;
        this.plain = plain;
        this.later = later;
        this.municipalities = municipalities;
    }

    /** @param id null: a notice that is not kept yet */
    @Transactional(readOnly = true)
    public PreviewView of(NoticeText typed, @Nullable NoticeId id) {
        var kept = id == null ? null : notices.find(id).orElse(null);
        var complete = ready.complete(kept == null ? typed : typed.keepingPictureOf(kept.content()));
        var shown = complete.saying(complete.title().isEmpty() ? TITLE : complete.title(), complete.text().isEmpty() ? TEXT : complete.text());
        var link = messages.link(id);
        var template = messages.template(shown, link);
        return new PreviewView(Bubble.of(messages.freeText(shown, link).words()), Bubble.of(template.template().words()), template.shortened(),
            template.approved() ? "" : template.words(), typed.topic().isEmpty() ? null : preflights.of(aim(complete, kept)), NoticeRights.maySend(), wantsTwo(typed.topic(), kept),
            shown.title(), shown.text(), parts.facts(shown, municipalities.current().zone()), plain.hints(typed),
            shown.details().picture() == null ? null : new PreviewView.Picture(shown.details().picture(), template.template().header() != null),
            id, kept == null ? "" : later.sinceWritten(kept).map(Notice::title).orElse(""), trialPhone());
    }

    /** Whether who writes it will ask somebody else to sign it; who opens another's draft may be that somebody. */
    private boolean wantsTwo(String topic, @Nullable Notice kept) {
        return municipalities.current().notices().wantsSecond(topic)
            && (kept == null || !kept.isTheSameAgain() && CurrentOperator.find().filter(kept::isOf).isPresent());
    }

    private String trialPhone() {
        var phone = municipalities.current().notices().trialPhone();
        return phone == null ? "" : phone.shown();
    }

    /** What was typed, for those whom the kept draft is meant for. */
    private static Aim aim(NoticeText content, @Nullable Notice kept) {
        return kept == null ? Aim.of(content) : new Aim(content, kept.aim().first(), kept.aim().relation());
    }
}

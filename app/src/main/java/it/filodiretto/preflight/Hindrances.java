// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeMessage;
import it.filodiretto.notice.NoticeRules;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.page.Words;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Why a notice cannot leave. */
@Component
public class Hindrances {

    private final NoticeRules rules;
    private final Municipalities municipalities;
    private final NoticeMessage messages;
    private final LaterNews later;
    private final Words words;
    private final Clock clock;

    Hindrances(NoticeRules rules, Municipalities municipalities, NoticeMessage messages, LaterNews later, Words words, Clock clock) {
        this.rules = rules;
        this.municipalities = municipalities;
        this.messages = messages;
        this.later = later;
        this.words = words;
        this.clock = clock;
    }

    /** Why it cannot leave; null: it can. @param at when it is to leave; null: now */
    public PublishOutcome.@Nullable Refused of(Notice notice, @Nullable OperatorId by, @Nullable Instant at) {
        var flaws = rules.flaws(notice.content());
        if (!flaws.isEmpty()) {
            return new PublishOutcome.Refused("incomplete", flaws.getFirst().words());
        }
        if (notice.content().details().isOver(clock.instant())) {
            return new PublishOutcome.Refused("expired", words.get("broadcast.refused.expired"));
        }
        if (at != null && notice.content().details().isOver(at)) {
            return new PublishOutcome.Refused("expired", words.get("broadcast.refused.over-by-then"));
        }
        if (notice.mixesDrillAndTruth()) {
            return new PublishOutcome.Refused("drill", words.get("broadcast.refused.drill." + (notice.content().details().drill() ? "no" : "yes")));
        }
        var overtaken = later.afterWhatIsSaidAgain(notice);
        if (overtaken.isPresent()) {
            return new PublishOutcome.Refused("overtaken", words.get("broadcast.refused.overtaken", overtaken.get().title()));
        }
        var account = municipalities.current().whatsapp();
        if (account == null) {
            return new PublishOutcome.Refused("no-number", words.get("broadcast.refused.no-number"));
        }
        if (by == null && account.mode() == ChannelMode.PEOPLE_ONLY && !account.allows(AutomaticKind.NOTICE)) {
            return new PublishOutcome.Refused("people-only", words.get("broadcast.refused.people-only"));
        }
        var template = messages.template(notice.content(), messages.link(notice.id()));
        return template.approved() ? null : new PublishOutcome.Refused("no-template", template.words());
    }
}

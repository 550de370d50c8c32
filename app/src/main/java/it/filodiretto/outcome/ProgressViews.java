// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.NoticeWords;
import it.filodiretto.drafting.Notices;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.preflight.Preflights;
import it.filodiretto.preflight.Spending;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what the live page shows. */
@Component
class ProgressViews {

    private final Notices notices;
    private final Broadcasts broadcasts;
    private final Operators operators;
    private final Preflights preflights;
    private final Spending spending;
    private final Clock clock;

    ProgressViews(Notices notices, Broadcasts broadcasts, Operators operators, Preflights preflights, Spending spending, Clock clock) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.operators = operators;
        this.preflights = preflights;
        this.spending = spending;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<ProgressView> of(NoticeId id) {
        return notices.find(id).map(notice -> {
            var status = broadcasts.find(notice.broadcast()).orElseThrow();
            var happenings = broadcasts.events(notice.broadcast()).stream()
                .map(it -> new ProgressView.Happening(it.at(), NoticeWords.of(it.kind()), name(it.operator()), it.words())).toList();
            return new ProgressView(notice, status, happenings, preflights.rate(), spending.of(notice.broadcast(), status.counts()), clock.instant(),
                new ProgressView.Stuck(status.counts().uncertain() == 0 ? 0 : broadcasts.stuck(notice.broadcast()), NoticeRights.maySend()));
        });
    }

    private @Nullable String name(@Nullable OperatorId operator) {
        return operator == null ? null : operators.name(operator);
    }
}

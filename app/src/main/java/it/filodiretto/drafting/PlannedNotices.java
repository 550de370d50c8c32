// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.broadcast.NoticePlan;
import it.filodiretto.broadcast.NoticePlans;
import it.filodiretto.broadcast.PlanTable;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.PublishOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Notices sent, scheduled or handed to who signs, together with what is to follow them. */
@Component
@Transactional
public class PlannedNotices {

    private final Notices notices;
    private final NoticePlans plans;

    PlannedNotices(Notices notices, NoticePlans plans) {
        this.notices = notices;
        this.plans = plans;
    }

    /** @param at null: now */
    public PublishOutcome send(NoticeId id, String hash, @Nullable Instant at, NoticePlan plan) {
        return with(id, at, plan, () -> at == null ? notices.publish(id, hash) : notices.schedule(id, hash, at));
    }

    /** @param at null: as soon as it is signed */
    PublishOutcome ask(NoticeId id, String hash, @Nullable Instant at, NoticePlan plan) {
        return with(id, at, plan, () -> notices.ask(id, hash, at));
    }

    private PublishOutcome with(NoticeId id, @Nullable Instant at, NoticePlan plan, Supplier<PublishOutcome> then) {
        var notice = notices.find(id).filter(it -> it.state().mayChange());
        if (notice.isEmpty()) {
            return then.get();
        }
        var refusal = plans.refusal(notice.get().content(), plan, at);
        if (refusal != null) {
            return new PublishOutcome.Refused("plan", refusal);
        }
        plans.keep(id, plan);
        return then.get();
    }

    @Transactional(readOnly = true)
    public Optional<PlanTable.Kept> plan(NoticeId id) {
        return plans.find(id);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeRules;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.page.Words;
import it.filodiretto.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Notices that follow a signed one by themselves: the same again, week by week, and the reminder before a deadline. Each is a
 * notice of its own, scheduled with the same signature, that everybody sees ahead and may take back. In the caller's transaction.
 */
@Component
public class NoticePlans {

    /** A repetition that could not leave for so long is passed over: nobody wants yesterday's. */
    static final Duration TOO_LATE = Duration.ofHours(12);
    private static final LocalTime REMINDS_AT = LocalTime.of(9, 0);
    private static final int LONGEST_LINE_DAYS = 366;
    private static final Clock REAL_TIME = Clock.systemUTC();

    private final PlanTable table;
    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final DueTable due;
    private final NoticeRegister register;
    private final Municipalities municipalities;
    private final Words words;
    private final Clock clock;

    NoticePlans(PlanTable table, NoticeTable notices, BroadcastTable broadcasts, EventTable events, DueTable due, NoticeRegister register,
            Municipalities municipalities, Words words, Clock clock) {
        this.table = table;
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.due = due;
        this.register = register;
        this.municipalities = municipalities;
        this.words = words;
        this.clock = clock;
    }

    /** Why this cannot follow that notice, in words; null: it can. @param at when the notice leaves; null: as soon as it is signed */
    @Nullable public String refusal(NoticeText content, NoticePlan plan, @Nullable Instant at) {
        var key = plan.doesRepeat() ? flawOfLine(content, plan, at) : plan.remindDays() > 0 ? flawOfReminder(content, plan, at) : null;
        return key == null ? null : words.get("broadcast.plan." + key);
    }

    private @Nullable String flawOfLine(NoticeText content, NoticePlan plan, @Nullable Instant at) {
        var details = content.details();
        var last = plan.lastDay();
        if (at == null) {
            return "no-first";
        }
        if (details.from() != null || details.until() != null) {
            return "has-dates";
        }
        if (last == null) {
            return "no-last";
        }
        var first = day(at);
        return !last.isAfter(first) ? "last-before" : last.isAfter(first.plusDays(LONGEST_LINE_DAYS)) ? "last-far" : null;
    }

    private @Nullable String flawOfReminder(NoticeText content, NoticePlan plan, @Nullable Instant at) {
        var deadline = content.details().until();
        if (deadline == null) {
            return "no-deadline";
        }
        var start = at == null || at.isBefore(clock.instant()) ? clock.instant() : at;
        return reminderAt(deadline, plan).isAfter(start) ? null : "reminder-late";
    }

    /** In the morning, so many days before. */
    private Instant reminderAt(Instant deadline, NoticePlan plan) {
        return day(deadline).minusDays(plan.remindDays()).atTime(REMINDS_AT).atZone(municipalities.current().zone()).toInstant();
    }

    public void keep(NoticeId notice, NoticePlan plan) {
        if (plan.isEmpty()) {
            table.forget(notice);
        } else {
            table.keep(notice, plan, null, null);
        }
    }

    public Optional<PlanTable.Kept> find(NoticeId notice) {
        return table.find(notice);
    }

    /** The notice is signed. @param at when it leaves, or left */
    void signed(Notice notice, @Nullable OperatorId by, Instant at) {
        table.find(notice.id()).ifPresent(kept -> {
            var deadline = notice.content().details().until();
            if (kept.plan().doesRepeat() && kept.first() == null) {
                table.begins(notice.id(), at);
                nextIfGone(notice, by, at);
            }
            if (kept.plan().remindDays() > 0 && kept.reminder() == null && deadline != null) {
                remind(notice, by, reminderAt(deadline, kept.plan()));
            }
        });
    }

    /** Signed after its first hour it left at once, and no first of its line was known. */
    private void nextIfGone(Notice notice, @Nullable OperatorId by, Instant at) {
        if (!at.isAfter(clock.instant())) {
            next(notice, by);
        }
    }

    private void remind(Notice notice, @Nullable OperatorId by, Instant at) {
        if (at.isAfter(clock.instant())) {
            var title = words.get("broadcast.plan.reminder-title", notice.title());
            var content = notice.content().saying(title.length() > NoticeRules.LONGEST_TITLE ? notice.title() : title, notice.content().text());
            table.reminds(notice.id(), ahead(notice, content, by, at));
        }
    }

    /** The notice has left, or was passed over: the next of its line is scheduled. */
    void next(Notice notice, @Nullable OperatorId by) {
        table.find(notice.id()).filter(it -> it.plan().doesRepeat()).ifPresent(kept -> {
            var first = kept.first();
            var last = kept.plan().lastDay();
            if (first == null || last == null) {
                return;
            }
            var at = kept.plan().repeats().after(clock.instant(), first, municipalities.current().zone());
            if (!day(at).isAfter(last)) {
                table.keep(ahead(notice, notice.content(), by, at), kept.plan(), first, kept.line() == null ? notice.id() : kept.line());
            }
        });
    }

    /** Whether it is one of a line, and its hour long past. */
    boolean isPassedOver(Notice notice) {
        var at = notice.dueAt();
        return at != null && at.plus(TOO_LATE).isBefore(clock.instant()) && table.find(notice.id()).filter(it -> it.plan().doesRepeat()).isPresent();
    }

    /** Nothing follows it any more: neither the next of its line nor a reminder, if they have not left. */
    void end(NoticeId notice) {
        table.find(notice).ifPresent(kept -> table.scheduled(kept.line() == null ? notice : kept.line()).forEach(this::stop));
        withdraw(notice);
    }

    /** What was planned with it is void; the rest of its line goes on. */
    void withdraw(NoticeId notice) {
        table.find(notice).ifPresent(kept -> {
            if (kept.reminder() != null) {
                stop(kept.reminder());
            }
            table.forget(notice);
        });
    }

    private void stop(NoticeId reminder) {
        notices.lock(reminder).filter(it -> it.state() == NoticeState.SCHEDULED).ifPresent(it -> {
            notices.changeState(reminder, NoticeState.CANCELLED, null, null);
            due.over(it.broadcast());
            events.add(it.broadcast(), BroadcastEvent.Kind.CANCELLED, null, words.get("broadcast.plan.ended"));
            register.happened(reminder, BroadcastEvent.Kind.CANCELLED, words.get("broadcast.plan.ended"), null);
        });
    }

    private NoticeId ahead(Notice model, NoticeText content, @Nullable OperatorId by, Instant at) {
        var id = new NoticeId(Ids.next());
        var broadcast = new BroadcastId(Ids.next());
        notices.insert(id, content, model.author(), null);
        broadcasts.insert(broadcast, id);
        events.add(broadcast, BroadcastEvent.Kind.WRITTEN, model.author(), null);
        notices.changeState(id, NoticeState.SCHEDULED, at, null);
        broadcasts.approve(broadcast, REAL_TIME.instant(), by, content.hash());
        due.from(new DueTable.Due(CurrentMunicipality.require(), broadcast), at);
        events.add(broadcast, BroadcastEvent.Kind.SCHEDULED, by, words.get("broadcast.plan.by-itself", model.title()));
        notices.find(id).ifPresent(it -> register.signed(it, by, at));
        return id;
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, municipalities.current().zone());
    }
}

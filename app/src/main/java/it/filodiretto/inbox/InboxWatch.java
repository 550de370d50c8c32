// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.alarm.Alarm;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.conversation.Answers;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.conversation.Waits;
import it.filodiretto.live.Signals;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.Office;
import it.filodiretto.municipality.TownWork;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.Operators;
import it.filodiretto.page.Italian;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at each town's inbox again and again: who is to come back, who waits too long, and in the evening who is unanswered. */
@Component
public class InboxWatch implements TownWork {

    /** By the town's clock; later every office is closed. */
    private static final LocalTime EVENING = LocalTime.of(20, 0);
    private static final String UNANSWERED = "conversation.unanswered";

    private final WatchTable table;
    private final StoryTable story;
    private final Offices offices;
    private final Waits waits;
    private final Answers answers;
    private final Operators operators;
    private final Municipalities municipalities;
    private final Alarms alarms;
    private final Signals signals;
    private final Clock clock;
    private final Duration pause;
    private final TransactionTemplate transaction;

    InboxWatch(WatchTable table, StoryTable story, Offices offices, Waits waits, Answers answers, Operators operators, Municipalities municipalities, Alarms alarms, Signals signals, Clock clock,
            @Value("${filodiretto.inbox-watch}") Duration pause, PlatformTransactionManager transactions) {
        this.table = table;
        this.story = story;
        this.offices = offices;
        this.waits = waits;
        this.answers = answers;
        this.operators = operators;
        this.municipalities = municipalities;
        this.alarms = alarms;
        this.signals = signals;
        this.clock = clock;
        this.pause = pause;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Duration pause() {
        return pause;
    }

    @Override
    public void workFor(Municipality town) {
        look();
    }

    /** Of the current municipality. */
    public void look() {
        transaction.executeWithoutResult(_ -> {
            wake(clock.instant());
            free();
        });
        offices.all().forEach(office -> transaction.executeWithoutResult(_ -> tell(office, clock.instant())));
        transaction.executeWithoutResult(_ -> endTheDay());
    }

    private void wake(Instant now) {
        var awake = table.wake(now);
        awake.forEach(it -> story.happened(it, null, "WOKEN", "È il momento: era rimandata a ora", now));
        if (!awake.isEmpty()) {
            signals.changed(Conversations.TOPIC);
        }
    }

    private void free() {
        var gone = operators.gone();
        var free = gone.isEmpty() ? List.<ConversationId>of() : table.free(gone);
        free.forEach(it -> story.happened(it, null, "FREED", "È di nuovo di tutti: chi la seguiva non lavora più qui", clock.instant()));
        if (!free.isEmpty()) {
            signals.changed(Conversations.TOPIC);
        }
    }

    private void tell(Office office, Instant now) {
        var most = Duration.ofMinutes(offices.pace(office.code()).escalateMinutes());
        var sheet = waits.sheet();
        var read = answers.read();
        var late = table.untold(office.code(), read, now.minus(most), now).stream().filter(it -> {
            var wait = sheet.of(it);
            return wait != null && wait.length().compareTo(most) >= 0;
        }).map(Conversation::id).toList();
        var told = table.tell(late, now);
        told.forEach(it -> story.happened(it, null, "ESCALATED", "Aspetta da più di " + Italian.duration(most) + ": il responsabile è avvisato", now));
        if (!told.isEmpty()) {
            signals.changed(Conversations.TOPIC);
        }
        var all = table.late(office.code(), read);
        var cause = "conversation.late." + office.code();
        if (all == 0) {
            alarms.clear(cause);
        } else {
            alarms.raise(cause, (all == 1 ? "1 persona aspetta " : Italian.number(all) + " persone aspettano ") + office.name() + " da più di "
                + Italian.duration(most) + " di apertura.", "messaggi?stato=ritardo", offices.supervisors(office.code()));
        }
    }

    private void endTheDay() {
        var now = clock.instant().atZone(municipalities.current().zone());
        var read = answers.read();
        var told = alarms.open().stream().map(Alarm::cause).filter(it -> it.startsWith(UNANSWERED + ".")).toList();
        if (!told.isEmpty() && !table.isAnyUnanswered(read)) {
            told.forEach(alarms::clear);
        }
        if (now.toLocalTime().isBefore(EVENING)) {
            return;
        }
        table.end(now.toLocalDate(), read).ifPresent(it -> {
            told.forEach(alarms::clear);
            if (it.oldest() != null) {
                alarms.raise(UNANSWERED + "." + it.night(), (it.people() == 1 ? "1 richiesta è" : Italian.number(it.people()) + " richieste sono")
                    + " senza risposta a fine giornata, la prima da " + Italian.date(it.oldest(), now.getZone()) + ".", "messaggi/senza-risposta",
                    offices.supervisors(null));
            }
        });
    }
}

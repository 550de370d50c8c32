// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.alarm.Alarms;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.page.Words;
import it.filodiretto.wording.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells who may sign that a signature is waited for: on every page of the console, and by a mail whose link opens the page for
 * a telephone. When nobody signs, the administrators are told too, at any hour: an alert of civil protection sooner.
 */
@Component
@Transactional
public class SignatureCalls {

    static final Duration PATIENCE = Duration.ofMinutes(30);
    static final Duration PATIENCE_OF_ALERTS = Duration.ofMinutes(5);

    private final NoticeTable notices;
    private final DueTable due;
    private final Alarms alarms;
    private final Operators operators;
    private final Words words;
    private final Clock clock;

    SignatureCalls(NoticeTable notices, DueTable due, Alarms alarms, Operators operators, Words words, Clock clock) {
        this.notices = notices;
        this.due = due;
        this.alarms = alarms;
        this.operators = operators;
        this.words = words;
        this.clock = clock;
    }

    /** A signature is asked for. */
    public void ask(Notice notice, @Nullable OperatorId by) {
        var to = operators.approvers().stream().filter(it -> !it.id().equals(by) && !notice.isOf(it.id())).toList();
        alarms.raise(cause(notice), words.get("broadcast.sign.call", notice.title(), by == null ? "Filodiretto" : operators.name(by)), link(notice),
            to.isEmpty() ? operators.administrators() : to);
        var patience = notice.content().topic().equals(Topic.CIVIL_PROTECTION) ? PATIENCE_OF_ALERTS : PATIENCE;
        due.from(new DueTable.Due(CurrentMunicipality.require(), notice.broadcast()), clock.instant().plus(patience));
    }

    /** Nobody signed in time: no effect on a notice that waits for no signature. */
    public void look(BroadcastId id) {
        notices.findByBroadcast(id).filter(it -> it.state() == NoticeState.TO_APPROVE).ifPresent(it -> {
            var asked = it.signing().askedAt();
            var patience = it.content().topic().equals(Topic.CIVIL_PROTECTION) ? PATIENCE_OF_ALERTS : PATIENCE;
            if (asked != null && !asked.plus(patience).isAfter(clock.instant())) {
                alarms.raise(late(it), words.get("broadcast.sign.late", it.title(), patience.toMinutes()), link(it), everybody());
                due.over(id);
            }
        });
    }

    /** One person sends it alone: who could have signed is told, and it stays told until one of them has seen it. */
    public void overridden(Notice notice, @Nullable OperatorId by, String reason) {
        var to = operators.approvers().stream().filter(it -> !it.id().equals(by)).toList();
        alarms.raise(alone(notice), words.get("broadcast.urgent.call", notice.title(), by == null ? "Filodiretto" : operators.name(by), reason),
            "avvisi/" + notice.id(), to.isEmpty() ? operators.administrators() : to);
    }

    public void seen(Notice notice) {
        alarms.clear(alone(notice));
    }

    public boolean isUnseen(Notice notice) {
        return alarms.open().stream().anyMatch(it -> it.cause().equals(alone(notice)));
    }

    /** Whether anybody but its writers could sign it. */
    public boolean hasSigners(Notice notice) {
        return operators.approvers().stream().anyMatch(it -> !notice.isOf(it.id()));
    }

    private List<Operators.Reachable> everybody() {
        return Stream.concat(operators.approvers().stream(), operators.administrators().stream()).distinct().toList();
    }

    /** It is signed, sent back, taken back or given up. */
    void over(Notice notice) {
        alarms.clear(cause(notice));
        alarms.clear(late(notice));
        alarms.clear(alone(notice));
    }

    private static String cause(Notice notice) {
        return "notice.sign." + notice.id();
    }

    private static String late(Notice notice) {
        return "notice.sign.late." + notice.id();
    }

    private static String alone(Notice notice) {
        return "notice.alone." + notice.id();
    }

    private static String link(Notice notice) {
        return "avvisi/" + notice.id() + "/firma";
    }
}

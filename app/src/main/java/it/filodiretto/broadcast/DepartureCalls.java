// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.alarm.Alarms;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.page.Words;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells that a notice which was to leave by itself has not left, when nobody was there to see it: until somebody sends it or takes it up again. */
@Component
@Transactional
public class DepartureCalls {

    private final Alarms alarms;
    private final Operators operators;
    private final Words words;

    DepartureCalls(Alarms alarms, Operators operators, Words words) {
        this.alarms = alarms;
        this.operators = operators;
        this.words = words;
    }

    /** @param by whoever let it leave; told beside its author and who signs */
    void stayed(Notice notice, @Nullable OperatorId by, String why) {
        var own = Stream.concat(Optional.ofNullable(notice.author()).stream(), Optional.ofNullable(by).stream())
            .flatMap(who -> operators.email(who).map(email -> new Operators.Reachable(who, email)).stream());
        var to = Stream.concat(own, operators.approvers().stream()).distinct().toList();
        alarms.raise(cause(notice.id()), words.get("broadcast.stayed.call", notice.title(), why), "avvisi/" + notice.id(),
            to.isEmpty() ? operators.administrators() : to);
    }

    /** It leaves after all, or somebody has taken up its draft. */
    public void over(NoticeId id) {
        alarms.clear(cause(id));
    }

    private static String cause(NoticeId id) {
        return "notice.stayed." + id;
    }
}

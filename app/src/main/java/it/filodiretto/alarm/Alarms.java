// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import it.filodiretto.operator.Operators;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The alarms of the current municipality: one for each cause, not for each message. */
@Component
@Transactional
public class Alarms {

    private final AlarmTable table;
    private final Operators operators;

    Alarms(AlarmTable table, Operators operators) {
        this.table = table;
        this.operators = operators;
    }

    /**
     * Raises the alarm and mails it to the administrators; if it is open already, renews its words. One that was over for
     * less than half an hour is the same one again: it is not mailed twice.
     *
     * @param link where it is put right, below {@code /console/{slug}/}
     */
    public void raise(String cause, String words, @Nullable String link) {
        raise(cause, words, link, operators.administrators());
    }

    /** As {@link #raise(String, String, String)}, but mailed to these. */
    public void raise(String cause, String words, @Nullable String link, List<Operators.Reachable> to) {
        if (!table.renew(cause, words)) {
            table.insert(cause, words, link).ifPresent(id -> to.forEach(it -> table.mail(id, it.id())));
        }
    }

    /** It is over. No effect if it is not open. */
    public void clear(String cause) {
        table.clear(cause);
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Alarm> open() {
        return table.open();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import it.filodiretto.municipality.Municipalities;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The current town's register: added to in the transaction that does what is written down, and never changed. */
@Service
@Transactional
public class RegisterEntries {

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final RegisterTable table;
    private final Municipalities municipalities;

    RegisterEntries(RegisterTable table, Municipalities municipalities) {
        this.table = table;
        this.municipalities = municipalities;
    }

    /**
     * Writes down that something was done; others of the town who write wait for this transaction's end.
     *
     * @param kind in small letters: {@code started}
     * @param facts texts, whole numbers, truth values, lists and objects of these: no fractions, no nothing
     */
    public void add(UUID subject, String kind, Map<String, ?> facts) {
        var content = new TreeMap<String, Object>(facts);
        content.put("at", REAL_TIME.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        content.put("kind", kind);
        content.put("subject", subject.toString());
        content.put("town", municipalities.current().slug());
        table.add(subject, kind, RegisterChain.canonical(content));
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<RegisterEntry> of(UUID subject) {
        return table.of(subject);
    }

    /** As a file that {@code bin/verify-register} reads: this subject's entries whole, of the others since only the links. */
    @Transactional(readOnly = true)
    public String file(UUID subject) {
        return new RegisterFile(municipalities.current(), table.since(subject), REAL_TIME.instant()).json(it -> it.subject().equals(subject));
    }

    /** The whole register as such a file. */
    @Transactional(readOnly = true)
    public String file() {
        return new RegisterFile(municipalities.current(), table.all(), REAL_TIME.instant()).json(_ -> true);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.CurrentMunicipality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who of the current municipality is at the console now: who clicked in the last quarter of an hour, or has a page with news before their eyes. */
@Component
public class Presence {

    private static final Duration RECENT = Duration.ofMinutes(15);

    private final PresenceTable table;

    Presence(PresenceTable table) {
        this.table = table;
    }

    /** Somebody at work. */
    public record Present(OperatorId operator, String name, Instant lastSeen) {}

    /** The most recent first. By the real clock: a session's age is nobody's to move. */
    public List<Present> now() {
        return table.since(CurrentMunicipality.require().value(), RECENT);
    }

    /** The operator is at work just now. */
    public void seen(OperatorId operator) {
        table.seen(operator);
    }

    /** How many could be: the accounts that are not disabled. */
    public int accounts() {
        return table.accounts(CurrentMunicipality.require().value());
    }
}

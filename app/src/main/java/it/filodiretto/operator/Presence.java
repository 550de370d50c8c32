// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.shared.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Who of the current municipality is at the console now: who clicked in the last quarter of an hour, or has a page with news before their eyes. */
@Component
public class Presence {

    private static final Duration RECENT = Duration.ofMinutes(15);

    private final PresenceTable table;
    private final Recent<OperatorId, Boolean> noted;

    /** @param kept an open inbox asks several times a second: that its operator is there is noted anew after so long */
    Presence(PresenceTable table, @Value("${filodiretto.presence-kept}") Duration kept) {
        this.table = table;
        this.noted = new Recent<>(kept, it -> {
            table.seen(it);
            return true;
        });
    }

    /** Somebody at work. */
    public record Present(OperatorId operator, String name, Instant lastSeen) {}

    /** The most recent first. By the real clock: a session's age is nobody's to move. */
    public List<Present> now() {
        return table.since(CurrentMunicipality.require().value(), RECENT);
    }

    /** The operator is at work just now. */
    public void seen(OperatorId operator) {
        noted.of(operator);
    }

    /** How many could be: the accounts that are not disabled. */
    public int accounts() {
        return table.accounts(CurrentMunicipality.require().value());
    }
}

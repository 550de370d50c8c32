// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.municipality.AutomaticKind;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What left without a person's hand, counted where the messages are: nobody has to keep a tally, and nobody can forget one. */
@Service
@Transactional(readOnly = true)
public class UnsignedMessages {

    private final UnsignedTable table;

    UnsignedMessages(UnsignedTable table) {
        this.table = table;
    }

    /** @param kind {@code null}: written by a program through the API */
    public record Count(@Nullable AutomaticKind kind, long messages) {}

    /** The most frequent first; empty if there was none. Days are those of universal time, as the database keeps them. */
    public List<Count> between(LocalDate first, LocalDate last) {
        return table.between(first, last);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.operator.OperatorId;
import org.jspecify.annotations.Nullable;

/**
 * From whom an outgoing message comes: a person, one of the notices that go out by themselves, or a program that speaks by
 * its key. On a channel of people only, the database refuses a message that has neither an operator nor a kind that the
 * profile allows.
 */
public record Origin(@Nullable OperatorId operator, @Nullable AutomaticKind automatic) {

    public Origin {
        if (operator != null && automatic != null) {
            throw new IllegalArgumentException("A message comes from an operator or is one automatic kind, not both");
        }
    }

    public static Origin by(OperatorId operator) {
        return new Origin(operator, null);
    }

    public static Origin automatic(AutomaticKind kind) {
        return new Origin(null, kind);
    }

    /** What a program wrote through the API; refused on a channel of people only. */
    public static Origin program() {
        return new Origin(null, null);
    }
}

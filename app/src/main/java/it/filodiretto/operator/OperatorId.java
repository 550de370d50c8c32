// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.util.UUID;

/** One person who works here. */
public record OperatorId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}

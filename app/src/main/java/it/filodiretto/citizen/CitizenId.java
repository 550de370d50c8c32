// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.util.UUID;

/** One person, as far as a municipality knows. A merged one leads on to the one it was merged into. */
public record CitizenId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.UUID;

/** One municipality, for good: the slug may change, this does not. */
public record MunicipalityId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.operator.ApiCaller;
import it.filodiretto.operator.Role;
import java.time.Instant;

/**
 * A program's key for one municipality.
 *
 * @param open the public part, by which people name it
 * @param secretHash SHA-256
 */
record ApiKey(String open, MunicipalityId town, byte[] secretHash, String label, Role role, Instant createdAt) {

    ApiCaller caller() {
        return new ApiCaller(open, town, role.permissions());
    }
}

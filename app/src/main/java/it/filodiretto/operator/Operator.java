// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.MunicipalityId;
import java.util.Set;

/**
 * A person who works for a municipality.
 *
 * @param email in lower case
 * @param passwordHash Argon2id, in the form of the reference implementation
 * @param demo made by the demonstration: may enter from the loopback address only
 */
record Operator(OperatorId id, MunicipalityId town, String email, String name, String passwordHash, Set<Role> roles, boolean demo) {

    OperatorPrincipal principal() {
        return new OperatorPrincipal(id.value(), town.value(), name, roles);
    }
}

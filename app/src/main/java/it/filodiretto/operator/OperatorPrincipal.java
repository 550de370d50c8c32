// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.core.AuthenticatedPrincipal;

/** The operator of a session, as the session keeps them. */
public record OperatorPrincipal(UUID id, UUID town, String fullName, Set<Role> roles) implements AuthenticatedPrincipal, Serializable {

    public OperatorPrincipal {
        roles = Set.copyOf(roles);
    }

    /** By this the session table finds a person's sessions. */
    @Override
    public String getName() {
        return id.toString();
    }

    public Set<Permission> permissions() {
        return roles.stream().flatMap(it -> it.permissions().stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }
}

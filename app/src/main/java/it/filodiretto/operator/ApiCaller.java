// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.MunicipalityId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * The program that calls, by the key it showed.
 *
 * @param key public part of the key, or {@code installation}
 * @param town null: any
 */
public record ApiCaller(String key, @Nullable MunicipalityId town, Set<Permission> permissions) implements AuthenticatedPrincipal {

    public static ApiCaller installation() {
        return new ApiCaller("installation", null, Set.of(Permission.values()));
    }

    @Override
    public String getName() {
        return "key " + key;
    }

    public boolean mayEnter(MunicipalityId other) {
        return town == null || town.equals(other);
    }
}

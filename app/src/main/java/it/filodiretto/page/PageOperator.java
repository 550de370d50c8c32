// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operator as the console's frame shows them.
 *
 * @param permissions names of what they may do, as {@link RailEntry#permission} asks for
 */
public record PageOperator(String name, Set<String> permissions) {

    public PageOperator {
        permissions = Set.copyOf(permissions);
    }

    public String firstName() {
        return name.split(" ", 2)[0];
    }

    public String initials() {
        return initials(name);
    }

    /** {@code AR} for «Anna Rossi» */
    public static String initials(String name) {
        return Stream.of(name.split(" ")).filter(it -> !it.isEmpty()).limit(2)
            .map(it -> it.substring(0, 1).toUpperCase(Locale.ITALIAN)).collect(Collectors.joining());
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }
}

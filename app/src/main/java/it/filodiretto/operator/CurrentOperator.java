// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.util.Arrays;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who asks, and whether they may. */
public final class CurrentOperator {

    private CurrentOperator() {}

    /** The person at the console; empty for programs (API keys) and on citizens' pages. */
    public static Optional<OperatorId> find() {
        return principal().map(it -> new OperatorId(it.id()));
    }

    /** True if the person or program that asks has this permission. */
    public static boolean may(Permission permission) {
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn instanceof SignedIn && signedIn.getAuthorities().stream().anyMatch(it -> permission.name().equals(it.getAuthority()));
    }

    /** True if a program of one town asks, by a key of that town; the installation's own key is none: it does as it is told. */
    public static boolean isTownsProgram() {
        return caller().filter(it -> it.town() != null).isPresent();
    }

    /** @throws AccessDeniedException if they may not: shown as «403», and as a problem to programs */
    public static void require(Permission permission) {
        if (!may(permission)) {
            throw new AccessDeniedException("Lacks the permission " + permission);
        }
    }

    /** One of these is enough. */
    public static void requireAny(Permission... any) {
        if (Arrays.stream(any).noneMatch(CurrentOperator::may)) {
            throw new AccessDeniedException("Lacks each of the permissions " + Arrays.toString(any));
        }
    }

    public static Optional<OperatorPrincipal> principal() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn it && it.getPrincipal() instanceof OperatorPrincipal who
            ? Optional.of(who) : Optional.empty();
    }

    public static Optional<ApiCaller> caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn it && it.getPrincipal() instanceof ApiCaller who
            ? Optional.of(who) : Optional.empty();
    }
}

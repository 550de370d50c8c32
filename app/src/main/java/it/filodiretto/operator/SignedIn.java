// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.util.Collection;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Somebody known, person or program, with what they may do. */
public final class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // in a session it is always an OperatorPrincipal
    private final AuthenticatedPrincipal who;

    public SignedIn(AuthenticatedPrincipal who, Set<Permission> permissions) {
        super(authorities(permissions));
        this.who = who;
        super.setAuthenticated(true);
    }

    private static Collection<GrantedAuthority> authorities(Set<Permission> permissions) {
        return permissions.stream().<GrantedAuthority>map(it -> new SimpleGrantedAuthority(it.name())).toList();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public AuthenticatedPrincipal getPrincipal() {
        return who;
    }
}

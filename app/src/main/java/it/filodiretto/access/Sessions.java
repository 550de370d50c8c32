// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.operator.OperatorPrincipal;
import it.filodiretto.operator.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** Opens operators' sessions, which live in the database. */
@Component
class Sessions {

    private final SecurityContextRepository contexts;
    private final CsrfTokenRepository guards;
    private final RequestCache asked;

    Sessions(SecurityContextRepository contexts, CsrfTokenRepository guards, RequestCache asked) {
        this.contexts = contexts;
        this.guards = guards;
        this.asked = asked;
    }

    /** Gives the session a new id and forms a new guard, so that neither is one that somebody knew before. The page asked for before the login, if any. */
    Optional<String> open(OperatorPrincipal who, HttpServletRequest request, HttpServletResponse response) {
        var before = Optional.ofNullable(asked.getRequest(request, response)).map(it -> URI.create(it.getRedirectUrl()))
            .map(it -> it.getRawQuery() == null ? it.getRawPath() : it.getRawPath() + "?" + it.getRawQuery())
            .filter(it -> it.startsWith("/console/"));
        asked.removeRequest(request, response);
        request.getSession(true);
        request.changeSessionId();
        guards.saveToken(null, request, response);
        var context = new SecurityContextImpl(new SignedIn(who, who.permissions()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        return before;
    }
}

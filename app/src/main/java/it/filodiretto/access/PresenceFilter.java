// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Presence;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sees operators at the console: each request that somebody asks for, and those of pages that somebody looks at (app.js). */
@Component
@Order(TownFilter.ORDER + 1)
class PresenceFilter extends OncePerRequestFilter {

    /** What a page asks for in a tab that is not shown. */
    static final String HIDDEN = "X-Page-Hidden";

    private final Presence presence;

    PresenceFilter(Presence presence) {
        this.presence = presence;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/console/") || request.getHeader(HIDDEN) != null
            || String.valueOf(request.getHeader("Accept")).contains("text/event-stream");   // browsers come back for it by themselves
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        CurrentOperator.find().ifPresent(presence::seen);
        chain.doFilter(request, response);
    }
}

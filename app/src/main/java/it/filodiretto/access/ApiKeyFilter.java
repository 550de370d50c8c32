// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.operator.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads {@code Authorization: Bearer …}. No key, or one that does not count: the call goes on as nobody's, and is refused. */
class ApiKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var shown = request.getHeader("Authorization");
        if (shown != null && shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            keys.caller(shown.substring(SCHEME.length()).strip())
                .ifPresent(it -> SecurityContextHolder.setContext(new SecurityContextImpl(new SignedIn(it, it.permissions()))));
        }
        chain.doFilter(request, response);
    }
}

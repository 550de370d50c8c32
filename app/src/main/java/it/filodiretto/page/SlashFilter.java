// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who types an address with a slash at its end, or finds it so on another site, is led to the page without. */
@Component
@Order(Admission.ORDER + 1)
class SlashFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD") || !isPageWithSlash(request.getRequestURI());
    }

    /** No part is empty: of {@code //elsewhere/} would be left another machine's address. */
    private static boolean isPageWithSlash(String path) {
        return path.length() > 1 && path.endsWith("/") && !path.contains("//") && path.indexOf('\\') < 0
            && !path.startsWith("/api/") && !path.startsWith("/webhooks/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var path = request.getRequestURI();
        response.setStatus(HttpStatus.PERMANENT_REDIRECT.value());
        response.setHeader(HttpHeaders.LOCATION, path.substring(0, path.length() - 1) + (request.getQueryString() == null ? "" : "?" + request.getQueryString()));
    }
}

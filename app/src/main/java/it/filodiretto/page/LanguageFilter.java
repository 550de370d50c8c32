// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the language of citizens' pages: that of the address, {@code /bientina/en/contatti}, else what the browser prefers.
 * Behind this filter the address is without it, so that controllers need not know.
 */
@Component
@Order(LanguageFilter.ORDER)
class LanguageFilter extends OncePerRequestFilter {

    /** After Spring Security, before the town is found. */
    static final int ORDER = -10;

    private static final Pattern NAMED = Pattern.compile("(/[a-z0-9-]+)/([a-z]{2,3})(/.*)?");
    private static final Pattern NOT_FOR_CITIZENS = Pattern.compile("/(api|assets|console|healthz|livez|metrics|readyz|webhooks|webjars)(/.*)?");

    private final Languages languages;

    LanguageFilter(Languages languages) {
        this.languages = languages;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return NOT_FOR_CITIZENS.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var named = NAMED.matcher(request.getRequestURI());
        if (named.matches() && languages.has(named.group(2))) {
            speak(named.group(2), request, response);
            request.setAttribute(Page.NAMED_LANGUAGE, named.group(2));
            chain.doFilter(new Without(request, named.group(1) + (named.group(3) == null ? "" : named.group(3))), response);
            return;
        }
        var accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        speak(accepted == null ? "it" : languages.best(accepted), request, response);
        chain.doFilter(request, response);
    }

    private static void speak(String language, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(Page.LANGUAGE, language);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }

    /** The request as it would be without the language in its address. */
    private static final class Without extends HttpServletRequestWrapper {

        private final String path;

        Without(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getServletPath() {
            return path;
        }
    }
}

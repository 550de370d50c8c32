// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Leaves the zero character out of what forms bring: no keyboard has it, and PostgreSQL keeps no text with it. */
@Component
@Order(LanguageFilter.ORDER - 1)
class ZeroFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        chain.doFilter(new Without(request), response);
    }

    private static final class Without extends HttpServletRequestWrapper {

        Without(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getParameter(String name) {
            return bare(super.getParameter(name));
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return bare(super.getParameterValues(name));
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            var bare = new LinkedHashMap<String, String[]>();
            super.getParameterMap().forEach((name, values) -> bare.put(name, Arrays.stream(values).map(it -> it.replace("\u0000", "")).toArray(String[]::new)));
            return bare;
        }

        private static String @Nullable [] bare(String @Nullable [] values) {
            return values == null ? null : Arrays.stream(values).map(Without::bare).toArray(String[]::new);
        }

        private static @Nullable String bare(@Nullable String value) {
            return value == null ? null : value.replace("\u0000", "");
        }
    }
}

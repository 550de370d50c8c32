// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * So many calls a minute for each key, on each node. Who comes faster hears 429 and when to come back; everybody hears how
 * much is left ({@code RateLimit}, {@code RateLimit-Policy}).
 */
@Component
@Order(10)
class ApiRate extends OncePerRequestFilter {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perMinute;
    private final Problems problems;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    ApiRate(@Value("${filodiretto.api-rate}") int perMinute, Problems problems) {
        this.perMinute = perMinute;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/") || request.getUserPrincipal() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var probe = buckets.computeIfAbsent(request.getUserPrincipal().getName(), _ -> bucket()).tryConsumeAndReturnRemaining(1);
        var wait = Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
        response.setHeader("RateLimit-Policy", "\"default\";q=" + perMinute + ";w=" + WINDOW.toSeconds());
        response.setHeader("RateLimit", "\"default\";r=" + probe.getRemainingTokens() + ";t=" + (probe.isConsumed() ? WINDOW.toSeconds() : wait));
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Retry-After", String.valueOf(wait));
            problems.write(response, ApiProblem.of(429, "too-many-requests", "At most " + perMinute + " calls a minute: come back in " + wait + " s"));
        }
    }

    private Bucket bucket() {
        return Bucket.builder().addLimit(it -> it.capacity(perMinute).refillGreedy(perMinute, WINDOW)).build();
    }
}

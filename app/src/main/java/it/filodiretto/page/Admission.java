// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import it.filodiretto.shared.Busy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * So many requests are worked on at one time, and twice as many wait a moment for their turn; who comes beyond that is asked to come
 * again, with 503. Each virtual thread costs memory, and without a bound a load beyond the processor fills the heap, from which
 * nothing heals by itself. A crowd on the citizens' pages takes no place from operators, programs and Meta.
 */
@Component
@Order(Admission.ORDER)
public class Admission extends OncePerRequestFilter {

    /** Before Spring Security, which asks the database. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final Pattern OURS = Pattern.compile("/(?:console|api|webhooks)/.*");
    /** Who looks whether the program lives is never kept waiting, and files of ours cost nothing. */
    private static final Pattern FREE = Pattern.compile("/(?:healthz|livez|readyz|metrics|actuator/.*|assets/.*|webjars/.*)");
    private static final String PAGE = """
        <!doctype html><html lang="it"><head><meta charset="utf-8"><title>Un momento — Filodiretto</title><meta name="viewport" content="width=device-width"></head>
        <body><main><h1>Un momento</h1><p>In questo momento siamo in tanti. Riprova tra qualche secondo: quello che è già partito non si perde.</p>
        <p lang="en">Very busy just now: please try again in a few seconds.</p></main></body></html>""";
    private static final String PROBLEM = """
        {"type":"urn:filodiretto:problem:%s","title":"Service Unavailable","status":503,"code":"%s","detail":"%s"}""".formatted(Busy.CODE, Busy.CODE, Busy.DETAIL);

    private final Turns ours;
    private final Turns everybodys;
    private volatile long told = System.nanoTime() - Duration.ofDays(1).toNanos();

    /** @param most on each side, at one time */
    public Admission(@Value("${filodiretto.requests.most}") int most, @Value("${filodiretto.requests.patience}") Duration patience) {
        this.ours = new Turns(most, 2 * most, patience);
        this.everybodys = new Turns(most, 2 * most, patience);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return FREE.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var turn = (OURS.matcher(request.getRequestURI()).matches() ? ours : everybodys).take();
        if (turn == null) {
            refuse(request, response);
            return;
        }
        try (turn) {
            chain.doFilter(request, response);
        }
    }

    /** 503 with when to come again, in words for people or for programs. */
    public void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        tell();
        var forPrograms = ErrorPages.isForPrograms(request.getRequestURI());
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Busy.AGAIN.toSeconds()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(forPrograms ? "application/problem+json" : "text/html;charset=UTF-8");
        response.getOutputStream().write((forPrograms ? PROBLEM : PAGE).getBytes(StandardCharsets.UTF_8));
    }

    /** Now and then, and not for each: writing costs as well. */
    private void tell() {
        long now = System.nanoTime();
        if (now - told > Duration.ofSeconds(10).toNanos()) {
            told = now;
            LOG.atWarn().addKeyValue("console_and_programs", ours.inHand()).addKeyValue("citizens", everybodys.inHand())
                .log("More is asked than this machine can answer: who comes now is told to come again");
        }
    }
}

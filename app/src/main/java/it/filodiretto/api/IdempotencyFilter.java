// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import it.filodiretto.shared.Sha256;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on POST: the same key with the same body gets the same answer for 24 hours, and the work is done once.
 *
 * <p>The answer is kept in the transaction that does the work: after a crash there are both or neither, so a program may
 * simply ask again. Only successes are kept; what was refused may be corrected and asked again under the same key. A call
 * with a key whose controller throws leaves nothing behind. A set-up takes no key: it asks a provider, for which no transaction
 * may wait, and done again it does no harm.
 */
@Component
@Order(20)
class IdempotencyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";
    private static final String SET_UP = ":set-up";
    private static final int LONGEST_KEY = 200;

    private final IdempotencyTable table;
    private final TransactionTemplate transaction;
    private final Problems problems;

    IdempotencyFilter(IdempotencyTable table, PlatformTransactionManager transactions, Problems problems) {
        this.table = table;
        this.transaction = new TransactionTemplate(transactions);
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getServletPath();            // as controllers are chosen by it: %3A is a colon
        return !request.getMethod().equals("POST") || request.getHeader(HEADER) == null || !path.startsWith("/api/") || path.endsWith(SET_UP);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        try {
            answer(request, response, chain);
        } catch (ApiProblem e) {
            problems.write(response, e);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var key = request.getHeader(HEADER);
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw ApiProblem.of(400, "bad-idempotency-key", "Idempotency-Key has 1 to " + LONGEST_KEY + " characters");
        }
        var repeatable = RepeatableBody.of(request);
        var caller = request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName();
        var asked = new Asked(caller, key, request.getServletPath(), Sha256.of(repeatable.body()));
        var given = new ContentCachingResponseWrapper(response);
        var failure = transaction.<Failure>execute(status -> {
            var work = once(asked, repeatable, given, chain);
            if (work.thrown() != null || given.getStatus() >= 400) {
                status.setRollbackOnly();
            }
            return work;
        });
        if (failure != null) {
            failure.rethrow();
        }
        given.copyBodyToResponse();
    }

    private Failure once(Asked asked, HttpServletRequest request, ContentCachingResponseWrapper response, FilterChain chain) {
        if (!table.lock(asked)) {
            throw ApiProblem.of(409, "in-progress", "A call with this Idempotency-Key is being worked on: ask again in a moment");
        }
        try {
            var before = table.find(asked);
            if (before.isPresent()) {
                replay(before.get(), asked, response);
                return Failure.NONE;
            }
            chain.doFilter(request, response);
            if (response.getStatus() < 400) {
                table.keep(asked, answerOf(asked, response));
            }
            return Failure.NONE;
        } catch (IOException | ServletException e) {
            return new Failure(e);
        }
    }

    private static Answer answerOf(Asked asked, ContentCachingResponseWrapper response) {
        return new Answer(asked.path(), asked.bodyHash(), response.getStatus(), response.getContentType(), response.getHeader("Location"),
            response.getContentAsByteArray());
    }

    private static void replay(Answer before, Asked asked, HttpServletResponse response) throws IOException {
        if (!before.isTo(asked)) {
            throw ApiProblem.of(422, "idempotency-key-reused", "This Idempotency-Key came with another call or body before: take a new one");
        }
        response.setStatus(before.status());
        response.setHeader(REPLAYED, "true");
        if (before.location() != null) {
            response.setHeader("Location", before.location());
        }
        if (before.contentType() != null) {
            response.setContentType(before.contentType());
        }
        response.getOutputStream().write(before.body());
    }
}

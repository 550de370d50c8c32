// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.api.ApiProblem;
import it.filodiretto.api.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** What a program hears that shows no key that counts, or asks for more than its key allows. */
@Component
class ApiRefusal implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final Problems problems;

    ApiRefusal(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        problems.write(response, ApiProblem.of(401, "unauthorized", "Show a key that counts: Authorization: Bearer …"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) throws IOException {
        problems.write(response, ApiProblem.of(403, "forbidden", "The role of this key does not allow this call"));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** The answer that a call got, kept to be given again. */
record Answer(String path, byte[] bodyHash, int status, @Nullable String contentType, @Nullable String location, byte[] body) {

    static Answer of(ContentCachingResponseWrapper response) {
        return new Answer("", new byte[0], response.getStatus(), response.getContentType(), response.getHeader("Location"), response.getContentAsByteArray());
    }

    /** @throws ApiProblem if the key was used for something else */
    void replay(Asked asked, ContentCachingResponseWrapper response) throws IOException {
        if (!path.equals(asked.path()) || !Arrays.equals(bodyHash, asked.bodyHash())) {
            throw ApiProblem.of(422, "idempotency-key-reused", "This Idempotency-Key came with another call or body before: take a new one");
        }
        response.setStatus(status);
        response.setHeader(IdempotencyFilter.REPLAYED, "true");
        if (location != null) {
            response.setHeader("Location", location);
        }
        if (contentType != null) {
            response.setContentType(contentType);
        }
        response.getOutputStream().write(body);
    }
}

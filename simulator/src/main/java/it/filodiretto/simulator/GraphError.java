// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A Graph call refused, in the shape of Meta's error body. Thrown without a stack: it is an answer, not a bug. */
final class GraphError extends RuntimeException {

    private final int status;
    private final int code;
    private final int subcode;
    private final String title;
    private final @Nullable String details;

    private GraphError(int status, int code, int subcode, String title, @Nullable String details) {
        super("(#" + code + ") " + title, null, false, false);
        this.status = status;
        this.code = code;
        this.subcode = subcode;
        this.title = title;
        this.details = details;
    }

    static GraphError of(int code, @Nullable String details) {
        return new GraphError(usualStatus(code), code, 0, title(code), details);
    }

    static GraphError ofTemplate(int subcode, String details) {
        return new GraphError(400, 100, subcode, title(100), details);
    }

    static GraphError ofSubcode(int code, int subcode, String details) {
        return new GraphError(usualStatus(code), code, subcode, title(code), details);
    }

    GraphError withStatus(int otherStatus) {
        return new GraphError(otherStatus, code, subcode, title, details);
    }

    static String title(int code) {
        return ErrorCodes.title(code);
    }

    static int usualStatus(int code) {
        return ErrorCodes.status(code);
    }

    /** Whether the error says "too much": 400 or 429 by the rule {@link LimitRules#throttleStatus}. */
    static boolean throttles(int code) {
        return code == 4 || code == 613 || code == 80007 || code == 130429 || code == 131048 || code == 131056 || code == 133016;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    GraphAnswer answer() {
        var error = Json.object().put("message", getMessage()).put("type", "OAuthException").put("code", code);
        if (details != null) {
            error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        }
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        error.put("fbtrace_id", "A" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36));
        var body = Json.object();
        body.set("error", error);
        return new GraphAnswer(status, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}

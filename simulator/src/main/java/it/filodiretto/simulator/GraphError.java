// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A Graph call refused, in the shape of Meta's error body. Thrown without a stack: it is an answer, not a bug. */
final class GraphError extends RuntimeException {

    private record Known(int status, String title) {}

    private static final Map<Integer, Known> KNOWN = Map.ofEntries(
            known(1, 500, "An unknown error occurred"),
            known(2, 503, "An unexpected error has occurred. Please retry your request later."),
            known(4, 400, "Application request limit reached"),
            known(10, 403, "Application does not have permission for this action"),
            known(33, 400, "Parameter value is not valid"),
            known(100, 400, "Invalid parameter"),
            known(190, 401, "Invalid OAuth access token - Cannot parse access token"),
            known(368, 403, "Temporarily blocked for policies violations"),
            known(80007, 400, "Rate limit issues"),
            known(130429, 429, "Rate limit hit"),
            known(130472, 400, "User's number is part of an experiment"),
            known(131000, 500, "Something went wrong"),
            known(131005, 403, "Access denied"),
            known(131008, 400, "Required parameter is missing"),
            known(131009, 400, "Parameter value is not valid"),
            known(131016, 500, "Service unavailable"),
            known(131021, 400, "Recipient cannot be sender"),
            known(131026, 400, "Message undeliverable"),
            known(131031, 403, "Business Account locked"),
            known(131042, 400, "Business eligibility payment issue"),
            known(131047, 400, "Re-engagement message"),
            known(131048, 429, "Spam rate limit hit"),
            known(131049, 400, "This message was not delivered to maintain healthy ecosystem engagement."),
            known(131050, 400, "User has stopped marketing messages"),
            known(131051, 400, "Unsupported message type"),
            known(131053, 400, "Media upload error"),
            known(131056, 429, "(Business Account, Consumer Account) pair rate limit hit"),
            known(131057, 500, "Account in maintenance mode"),
            known(132000, 400, "Number of parameters does not match the expected number of params"),
            known(132001, 404, "Template name does not exist in the translation"),
            known(132005, 400, "Translated text too long"),
            known(132012, 400, "Parameter format does not match format in the created template"),
            known(132015, 400, "Template is paused"),
            known(132016, 400, "Template is disabled"),
            known(132018, 400, "Template parameter contains characters that are not allowed"),
            known(133004, 503, "Server temporarily unavailable"),
            known(133005, 400, "Two-step verification PIN mismatch"),
            known(133010, 400, "Phone number not registered"));

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

    GraphError withStatus(int otherStatus) {
        return new GraphError(otherStatus, code, subcode, title, details);
    }

    static String title(int code) {
        var found = KNOWN.get(code);
        return found == null ? "Generic user error" : found.title;
    }

    static int usualStatus(int code) {
        var found = KNOWN.get(code);
        return found == null ? 400 : found.status;
    }

    /** Whether the error says "too much": 400 or 429 by the rule {@link LimitRules#throttleStatus}. */
    static boolean throttles(int code) {
        return code == 4 || code == 80007 || code == 130429 || code == 131048 || code == 131056 || code == 133016;
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

    private static Map.Entry<Integer, Known> known(int code, int status, String title) {
        return Map.entry(code, new Known(status, title));
    }
}

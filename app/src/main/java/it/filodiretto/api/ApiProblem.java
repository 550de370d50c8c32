// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * What a call cannot do, as RFC 9457 tells it to a program. Thrown by any API controller.
 *
 * <p>{@code type} is {@code urn:filodiretto:problem:<code>}, and {@code code} stands beside it alone.
 */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** One mistake in the body. {@code pointer} is a JSON pointer, {@code #/subscribers/3/phone}. */
    public record Fault(String pointer, String detail) {}

    private final int status;
    private final String code;
    private final transient List<Fault> faults;
    private final transient Map<String, Object> more;

    private ApiProblem(int status, String code, String detail, List<Fault> faults, Map<String, Object> more) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.faults = List.copyOf(faults);
        this.more = new LinkedHashMap<>(more);
    }

    /** @param code stable word for programs, {@code window-closed}; @param detail a sentence for the developer who reads it */
    public static ApiProblem of(int status, String code, String detail) {
        return new ApiProblem(status, code, detail, List.of(), Map.of());
    }

    /** 404: there is no such thing in this municipality. */
    public static ApiProblem notFound(String what) {
        return of(404, "not-found", "There is no such " + what + " here");
    }

    /** 422: the body is readable JSON, and these parts of it are wrong. */
    public static ApiProblem invalid(Fault... faults) {
        return new ApiProblem(422, "invalid", "The body has " + (faults.length == 1 ? "a mistake" : faults.length + " mistakes"), List.of(faults), Map.of());
    }

    /** 422 with one mistake. */
    public static ApiProblem invalid(String pointer, String detail) {
        return invalid(new Fault(pointer, detail));
    }

    /** The same with one more member. */
    public ApiProblem with(String name, Object value) {
        var extended = new LinkedHashMap<>(more);
        extended.put(name, value);
        return new ApiProblem(status, code, getMessage() == null ? "" : getMessage(), faults, extended);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The body: {@code type, title, status, detail, code, errors?} and what {@link #with} added. */
    Map<String, Object> body() {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:filodiretto:problem:" + code);
        var known = HttpStatus.resolve(status);
        body.put("title", known == null ? code : known.getReasonPhrase());
        body.put("status", status);
        body.put("detail", getMessage());
        body.put("code", code);
        if (!faults.isEmpty()) {
            body.put("errors", faults);
        }
        body.putAll(more);
        return body;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import it.filodiretto.shared.Busy;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Turns what goes wrong in an API controller into {@code application/problem+json}. Pages are not concerned. */
@RestControllerAdvice(annotations = RestController.class)
public class Problems extends ResponseEntityExceptionHandler {

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** For filters, which no advice reaches. */
    public void write(HttpServletResponse response, ApiProblem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem.body()));
    }

    @ExceptionHandler
    ResponseEntity<Object> known(ApiProblem problem) {
        return answer(problem, new HttpHeaders());
    }

    /** Under a heavy load no connection to the database came free in time: not an error of the caller, nor of the program. */
    @ExceptionHandler({CannotCreateTransactionException.class, CannotGetJdbcConnectionException.class, QueryTimeoutException.class})
    ResponseEntity<Object> busy(Exception e) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Busy.AGAIN.toSeconds()));
        return answer(ApiProblem.of(503, Busy.CODE, Busy.DETAIL), headers);
    }

    /** In the path it names what there is not; as a parameter it is a mistake. */
    @ExceptionHandler
    ResponseEntity<Object> badAddress(MethodArgumentTypeMismatchException e) {
        var problem = e.getParameter().hasParameterAnnotation(PathVariable.class)
            ? ApiProblem.of(404, "not-found", "Nothing is called " + e.getName() + " = " + e.getValue())
            : ApiProblem.invalid("#/" + e.getName(), "The parameter " + e.getName() + " cannot be " + e.getValue());
        return answer(problem, new HttpHeaders());
    }

    /** Unreadable JSON is 400; readable JSON that makes no valid value is 422, with a pointer to it. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e, HttpHeaders headers,
                                                                            HttpStatusCode status, WebRequest request) {
        if (!(e.getCause() instanceof JacksonException cause) || cause instanceof tools.jackson.core.exc.StreamReadException) {
            return answer(ApiProblem.of(400, "unreadable", "The body is not well-formed JSON"), headers);
        }
        return answer(ApiProblem.invalid(pointer(cause), detail(cause)), headers);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status,
                                                             WebRequest request) {
        var code = status.value() == 405 ? "method-not-allowed" : status.value() == 415 ? "unsupported-media-type" : "bad-request";
        return answer(ApiProblem.of(status.value(), code, String.valueOf(e.getMessage())), headers);
    }

    private static ResponseEntity<Object> answer(ApiProblem problem, HttpHeaders headers) {
        Map<String, Object> body = problem.body();
        return ResponseEntity.status(problem.status()).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
    }

    private static String pointer(JacksonException cause) {
        var steps = new ArrayList<String>();
        for (var step : cause.getPath()) {
            steps.add(step.getPropertyName() != null ? step.getPropertyName().replace("~", "~0").replace("/", "~1") : String.valueOf(step.getIndex()));
        }
        return "#" + (steps.isEmpty() ? "" : "/" + String.join("/", steps));
    }

    private static String detail(JacksonException cause) {
        for (Throwable it = cause.getCause(); it != null; it = it.getCause()) {
            if (it instanceof IllegalArgumentException && it.getMessage() != null) {
                return it.getMessage();
            }
        }
        if (cause instanceof UnrecognizedPropertyException it && it.getKnownPropertyIds() != null) {
            return "There is no field " + it.getPropertyName() + " here, only " + it.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        }
        return cause instanceof MismatchedInputException it && it.getTargetType() != null
            ? kind(it.getTargetType()) + " is expected here" : String.valueOf(cause.getOriginalMessage());
    }

    /** As JSON names it: of our classes a program knows nothing. */
    private static String kind(Class<?> type) {
        return CharSequence.class.isAssignableFrom(type) ? "A string" : Collection.class.isAssignableFrom(type) ? "A list"
            : Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class ? "A number"
            : type == Boolean.class || type == boolean.class ? "A boolean" : "An object";
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.ModelAndView;

/**
 * What people and programs see when something went wrong: a sentence, a way on, and a code that stands in the log too.
 * It is the one place where an unexpected exception is logged.
 */
@Controller
class ErrorPages implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private final Words words;
    private final DataSize largestFile;

    ErrorPages(Words words, @Value("${spring.servlet.multipart.max-file-size}") DataSize largestFile) {
        this.words = words;
        this.largestFile = largestFile;
    }

    @RequestMapping(path = "/error")
    Object show(HttpServletRequest request) {
        var status = status(request);
        var path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        var code = code();
        if (status.is5xxServerError()) {
            log.atError().addKeyValue("code", code).addKeyValue("method", request.getMethod()).addKeyValue("path", path)
                .setCause((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)).log("A request failed");
        }
        return isForPrograms(path) ? problem(status, code) : page(request, path, status, code);
    }

    /** What stands in the path and cannot be read names what there is not: an address that was cut, say. */
    private static HttpStatus status(HttpServletRequest request) {
        if (request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) instanceof MethodArgumentTypeMismatchException it
                && it.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return HttpStatus.NOT_FOUND;
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer it ? HttpStatus.resolve(it) : null;
        return status == null ? HttpStatus.NOT_FOUND : status;
    }

    static boolean isForPrograms(String path) {
        return path.startsWith("/api/") || path.startsWith("/webhooks/") || path.equals("/metrics");
    }

    /** As those of the API: {@code code} is a word for programs, or of an error of ours what stands in the log. */
    private static ResponseEntity<Map<String, Object>> problem(HttpStatus status, String code) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("code", status.is5xxServerError() ? code : status.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private ModelAndView page(HttpServletRequest request, String path, HttpStatus status, String code) {
        var kind = request.getAttribute(Page.OPEN_TOO_LONG) != null ? "open-too-long" : switch (status) {
            case NOT_FOUND, METHOD_NOT_ALLOWED -> "404";
            case FORBIDDEN, UNAUTHORIZED -> "403";
            case CONTENT_TOO_LARGE -> "413";
            case TOO_MANY_REQUESTS -> "429";
            default -> status.is4xxClientError() ? "400" : "500";
        };
        var shown = new ModelAndView("page/error", status);
        shown.addObject("title", words.in(Page.languageOf(request), "error." + kind + ".title"));
        shown.addObject("sentence", words.in(Page.languageOf(request), "error." + kind + ".sentence", largestFile.toMegabytes()));
        shown.addObject("code", status.is5xxServerError() ? code : status.value() + "");
        shown.addObject("home", path.startsWith("/console/") ? "/console" : "/");
        return shown;
    }

    private static String code() {
        var code = new StringBuilder();
        for (var i = 0; i < 6; i++) {
            code.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        return code.toString();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.page.Page;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * What is the same for every citizen is drawn once in a few seconds, compressed once, and kept by browsers for a minute:
 * when an alert sends a whole town to its site, the database does not notice. Nothing with a form that posts is among it.
 */
@Component
@Order(KeptPagesFilter.ORDER)
class KeptPagesFilter extends OncePerRequestFilter {

    /** After the town was found. */
    static final int ORDER = 10;

    private static final Pattern SAME_FOR_ALL = Pattern.compile("/[a-z0-9-]+(?:/(?:iscrizione|contatti|informativa(?:/[0-9]{1,6})?|avvisi(?:/[0-9a-f-]{36}(?:/cap\\.xml)?)?"
        + "|avvisi\\.(?:rss|atom|json)|allerte\\.atom|domande|note-legali|accessibilita|numeri|numeri\\.csv|icona|icona\\.js|icona\\.svg|iscrizione/qr\\.svg))?");
    private static final String PUBLIC = "public, max-age=60";
    /** More addresses than a town has pages are a sign of somebody who tries them out. */
    private static final int MOST = 2_000;

    private final long keptNanos;
    private final Map<String, KeptPage> kept = new ConcurrentHashMap<>();

    KeptPagesFilter(@Value("${filodiretto.pages-kept}") Duration kept) {
        this.keptNanos = kept.toNanos();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("GET") || request.getAttribute(Page.TOWN) == null
            || !SAME_FOR_ALL.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var key = key(request);
        var found = key == null ? null : kept.get(key);
        if (found != null && System.nanoTime() - found.drawnAt() < keptNanos) {
            send(found, request, response);
            return;
        }
        var drawing = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, drawing);
        if (drawing.getStatus() != HttpServletResponse.SC_OK) {
            drawing.copyBodyToResponse();
            return;
        }
        var page = KeptPage.of(drawing.getContentAsByteArray(), String.valueOf(drawing.getContentType()), System.nanoTime());
        if (key != null && keptNanos > 0) {
            if (kept.size() >= MOST) {
                kept.clear();
            }
            kept.put(key, page);
        }
        send(page, request, response);
    }

    /** Null for a search: there are as many as words. Language and moved address are part of the key: links differ by them. */
    private static @Nullable String key(HttpServletRequest request) {
        return request.getQueryString() != null ? null : Page.key(request);
    }

    /** Or only that it has not changed, to who has it already. */
    private static void send(KeptPage page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, PUBLIC);
        response.setHeader(HttpHeaders.ETAG, page.tag());
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (page.isAmong(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean small = accepted != null && accepted.contains("gzip");
        if (small) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        var body = small ? page.compressed() : page.body();
        response.setContentType(page.type());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}

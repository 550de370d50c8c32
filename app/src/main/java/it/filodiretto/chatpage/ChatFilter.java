// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Page;
import it.filodiretto.webchat.ChatKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Which sites may speak with a town's chat, and by which key. Our own pages keep the key in a cookie; other sites keep it
 * themselves and show it in a header, and no cookie counts there: so no site can write in somebody's name.
 */
@Component
@Order(ChatFilter.ORDER)
class ChatFilter extends OncePerRequestFilter {

    /** After the town was found. */
    static final int ORDER = 20;

    private static final Pattern CHAT = Pattern.compile("/[a-z0-9-]+/(?:chat|richiamata)(?:/.*)?");
    private static final String COOKIE = "filodiretto-chat";
    private static final String BEARER = "Bearer ";
    /** Bytes of what is posted, files apart: 4,096 characters of any kind, encoded as forms are. */
    private static final long LONGEST = 100_000;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String FOREIGN = ChatFilter.class.getName() + ".foreign";
    private static final String KEY = ChatFilter.class.getName() + ".key";

    private final Municipalities municipalities;
    private final String ownOrigin;
    private final List<String> everywhere;

    ChatFilter(Municipalities municipalities, @Value("${filodiretto.public-url}") String publicUrl, @Value("${filodiretto.chat.origins}") List<String> everywhere) {
        this.municipalities = municipalities;
        this.ownOrigin = originOf(URI.create(publicUrl));
        this.everywhere = List.copyOf(everywhere);
    }

    /** By which the browser is let into its talk, if it has one. */
    static Optional<ChatKey> key(HttpServletRequest request) {
        return Optional.ofNullable((ChatKey) request.getAttribute(KEY));
    }

    /** Whether it comes from a page of this program, which keeps the key in a cookie. */
    static boolean isOurs(HttpServletRequest request) {
        return request.getAttribute(FOREIGN) == null;
    }

    /** The browser is to show it again, for a day. */
    static void keep(ChatKey key, String slug, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(COOKIE, key.value()).path("/" + slug).httpOnly(true).sameSite("Lax")
            .secure(request.isSecure()).maxAge(KEPT).build().toString());
    }

    /** The browser is to forget it. */
    static void forget(String slug, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(COOKIE, "").path("/" + slug).httpOnly(true).sameSite("Lax").maxAge(0).build().toString());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getAttribute(Page.TOWN) == null || !CHAT.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean foreign = origin != null && !isOwn(origin, request);
        if (foreign && !isAllowed(origin)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        if (foreign) {
            request.setAttribute(FOREIGN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.RETRY_AFTER);
        }
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type, last-event-id");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        var form = String.valueOf(request.getContentType()).startsWith("multipart/");
        if (request.getMethod().equals("POST") && !form && (request.getContentLengthLong() > LONGEST || request.getContentLengthLong() < 0)) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        shown(request).or(() -> foreign ? Optional.empty() : kept(request)).ifPresent(it -> request.setAttribute(KEY, it));
        chain.doFilter(request, response);
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
        return origin.equals(ownOrigin) || origin.equals(request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST));
    }

    private boolean isAllowed(String origin) {
        var chat = municipalities.current().webChat().map(it -> it.chat()).orElse(null);
        return chat != null && chat.origins().contains(origin)
            || everywhere.stream().anyMatch(it -> it.endsWith(":*") ? origin.startsWith(it.substring(0, it.length() - 1)) : it.equals(origin));
    }

    private static Optional<ChatKey> shown(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)).filter(it -> it.startsWith(BEARER)).flatMap(it -> ChatKey.of(it.substring(BEARER.length())));
    }

    private static Optional<ChatKey> kept(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null ? Optional.empty()
            : Arrays.stream(cookies).filter(it -> it.getName().equals(COOKIE)).findFirst().flatMap(it -> ChatKey.of(it.getValue()));
    }

    private static String originOf(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}

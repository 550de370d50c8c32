// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.meta.BodySyntax;
import it.filodiretto.meta.WhatsAppSecrets;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code /webhooks/whatsapp}, where Meta tells what happened. 200 is said when the body is on disk and not before;
 * nothing of its meaning is read until then. A servlet, because it must have the bytes as they came.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks">Meta, webhooks</a>
 */
public class WebhookController extends HttpServlet {

    public static final String PATH = "/webhooks/whatsapp";
    static final int MOST_BYTES = 3 << 20;
    private static final int MOST_THROWN_AWAY = 64 << 20;

    private final transient WhatsAppSecrets secrets;
    private final transient WebhookStore store;
    private final transient Clock clock;

    WebhookController(WhatsAppSecrets secrets, WebhookStore store, Clock clock) {
        this.secrets = secrets;
        this.store = store;
        this.clock = clock;
    }

    /** Meta's handshake: the challenge goes back to who knows the verify token. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var token = request.getParameter("hub.verify_token");
        var challenge = request.getParameter("hub.challenge");
        if (token == null || !"subscribe".equals(request.getParameter("hub.mode")) || !isOurs(token)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else if (challenge == null || challenge.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            response.setContentType("text/plain;charset=UTF-8");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getOutputStream().write(challenge.getBytes(StandardCharsets.UTF_8));
        }
    }

    private boolean isOurs(String token) {
        var given = token.getBytes(StandardCharsets.UTF_8);
        var found = false;
        for (var one : secrets.verifyTokens()) {
            found |= MessageDigest.isEqual(given, one.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(answer(request));
    }

    private int answer(HttpServletRequest request) throws IOException {
        var appSecrets = secrets.appSecrets();
        var signature = WebhookSignature.read(request.getHeader("X-Hub-Signature-256"));
        if (appSecrets.isEmpty() || signature.isEmpty()) {
            throwAway(request);
            return HttpServletResponse.SC_UNAUTHORIZED;
        }
        var body = read(request);
        if (body == null) {
            throwAway(request);
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        var signer = signature.get().madeBy(appSecrets, body, body.length);
        if (signer.isEmpty()) {
            return HttpServletResponse.SC_UNAUTHORIZED;
        }
        if (isForm(request)) {
            return HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
        }
        return switch (BodySyntax.check(body, body.length)) {
            case MALFORMED -> HttpServletResponse.SC_BAD_REQUEST;
            case ORDINARY -> stored(body, false, signer.get());
            case URGENT -> stored(body, true, signer.get());
        };
    }

    private int stored(byte[] body, boolean urgent, WhatsAppSecrets.AppSecret signer) {
        var speaksFor = signer.speaksFor() == null ? null : String.join(" ", signer.speaksFor());
        try {
            return store.store(new WebhookStore.Arrived(body, clock.instant(), urgent, speaksFor)) ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
    }

    /** Null if it is too large. */
    private static byte @Nullable [] read(HttpServletRequest request) throws IOException {
        var said = request.getContentLengthLong();
        if (said > MOST_BYTES) {
            return null;
        }
        var in = request.getInputStream();
        if (said >= 0) {
            return in.readNBytes((int) said);
        }
        var body = in.readNBytes(MOST_BYTES + 1);
        return body.length > MOST_BYTES ? null : body;
    }

    /** Lets the other side finish: who still writes when the connection closes may never see the answer. */
    private static void throwAway(HttpServletRequest request) throws IOException {
        var in = request.getInputStream();
        var buffer = new byte[16 << 10];
        var left = MOST_THROWN_AWAY;
        for (int read = in.read(buffer); read >= 0 && left > 0; read = in.read(buffer)) {
            left -= read;
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        if (type == null) {
            return false;
        }
        var bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.asList("application/x-www-form-urlencoded", "multipart/form-data").contains(bare);
    }
}

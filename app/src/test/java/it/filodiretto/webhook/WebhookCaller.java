// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.TestEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts as Meta does. */
public final class WebhookCaller {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI webhook;

    public WebhookCaller(int port) {
        this.webhook = URI.create("http://127.0.0.1:" + port + WebhookController.PATH);
    }

    public int post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8), TestEnvironment.APP_SECRET);
    }

    int post(byte[] body, String secret) {
        return post(BodyPublishers.ofByteArray(body), "application/json", sign(body, secret));
    }

    int post(BodyPublisher body, String type, String signature) {
        var request = HttpRequest.newBuilder(webhook).POST(body).header("Content-Type", type);
        if (!signature.isEmpty()) {
            request.header("X-Hub-Signature-256", signature);
        }
        return send(request.build());
    }

    int get(String query) {
        return send(HttpRequest.newBuilder(URI.create(webhook + query)).build());
    }

    String getBody(String query) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(URI.create(webhook + query)).build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

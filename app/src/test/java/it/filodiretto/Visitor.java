// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** A browser without a screen: keeps cookies, posts forms with their guard, follows no redirect. */
@NullMarked
public final class Visitor {

    private static final Pattern GUARD = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final String BOUNDARY = "between-the-parts-of-a-form";

    private final HttpClient client;
    private final String start;

    private final String[] always;

    private Visitor(String start, HttpClient client, String... always) {
        this.client = client;
        this.start = start;
        this.always = always;
    }

    /** Comes from 127.0.0.1. */
    public static Visitor of(int port) {
        return from("127.0.0.1", port);
    }

    /** @param address any of 127.0.0.0/8, so that a test may be somebody else's neighbour */
    public static Visitor from(String address, int port) {
        try {
            return new Visitor("http://127.0.0.1:" + port, HttpClient.newBuilder().cookieHandler(new CookieManager())
                .localAddress(InetAddress.getByName(address)).build());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, with a header in every request. */
    public Visitor with(String header, String value) {
        return new Visitor(start, client, header, value);
    }

    /** What is no text. */
    public byte[] bytes(String path) {
        try {
            return client.send(request(path).GET().build(), BodyHandlers.ofByteArray()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** Posts a form with the guard of the page {@code of}. */
    public HttpResponse<String> post(String path, String of, Map<String, String> fields) {
        var guard = GUARD.matcher(get(of).body());
        var form = fields.entrySet().stream().map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue())).collect(Collectors.joining("&"));
        return postBare(path, form + (guard.find() ? "&_csrf=" + encoded(guard.group(1)) : ""));
    }

    /** Posts a form with a file, and the guard of the page {@code of}. */
    public HttpResponse<String> postFile(String path, String of, Map<String, String> fields, String field, String name, byte[] file) {
        var guard = GUARD.matcher(get(of).body());
        var body = new ByteArrayOutputStream();
        fields.forEach((key, value) -> body.writeBytes(part("name=\"" + key + "\"\r\n\r\n" + value + "\r\n")));
        body.writeBytes(guard.find() ? part("name=\"_csrf\"\r\n\r\n" + guard.group(1) + "\r\n") : new byte[0]);
        body.writeBytes(part("name=\"" + field + "\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path, "Content-Type", "multipart/form-data; boundary=" + BOUNDARY).POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static byte[] part(String text) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + text).getBytes(StandardCharsets.UTF_8);
    }

    /** Posts a form as it stands. */
    public HttpResponse<String> postBare(String path, String form) {
        return send(request(path, "Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)));
    }

    /** Posts JSON. */
    public HttpResponse<String> postJson(String path, String json, String... headers) {
        return send(request(path, headers).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    public HttpResponse<String> login(String email, String password) {
        return post("/console/login", "/console/login", Map.of("email", email, "password", password));
    }

    /** @param path or a whole address of this server, as redirects have it */
    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith(start) ? path : start + path));
        if (always.length > 0) {
            request.headers(always);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

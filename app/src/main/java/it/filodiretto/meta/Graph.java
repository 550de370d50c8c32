// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.MultiPartRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calls Meta's Graph API, and tells apart what surely never left from what may have arrived. */
@Component
public class Graph implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(55);
    /** How long the bytes of a file may take, in either direction. */
    public static final Duration READ_WITHIN = Duration.ofMinutes(8);

    private final String root;
    private final Duration answerWithin;
    private final HttpClient client = new HttpClient();

    public Graph(MetaSettings meta, WhatsAppSettings settings) throws Exception {
        this.root = meta.root();
        this.answerWithin = settings.answerWithin();
        client.setExecutor(new VirtualThreadPool());
        client.setMaxConnectionsPerDestination(settings.connections());
        client.setMaxRequestsQueuedPerDestination(100_000);
        client.setConnectTimeout(CONNECT_WITHIN.toMillis());
        client.setIdleTimeout(IDLE.toMillis());
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.start();
        client.getContentDecoderFactories().clear();
        // Jetty would look into 401, 3xx and others by itself, and lose a 401 that comes without a challenge, as Meta's do.
        client.getProtocolHandlers().clear();
    }

    /** How many calls are on their way at one time: the next waits for one of them. */
    public int connections() {
        return client.getMaxConnectionsPerDestination();
    }

    public sealed interface Reply {

        /** An answer came, whole. */
        record Answered(int status, byte[] body) implements Reply {

            public boolean isSuccess() {
                return status >= 200 && status < 300;
            }
        }

        /** Not a byte left this machine. @param atOnce it failed at once, and may succeed at once */
        record NeverLeft(String why, boolean atOnce) implements Reply {}

        /** It may have arrived. */
        record Lost(String why) implements Reply {}
    }

    /** @param path below the version, {@code 390575000001/messages} */
    public Reply post(String path, String token, byte[] json) {
        return post(address(path), token, json);
    }

    /** To an {@link #address} that is used again and again. */
    public Reply post(URI address, String token, byte[] json) {
        return twice(HttpMethod.POST, address, token, json);
    }

    /** @param path below the version */
    public URI address(String path) {
        return URI.create(root + path);
    }

    Reply delete(String path, String token) {
        return twice(HttpMethod.DELETE, address(path), token, null);
    }

    public Reply delete(String path, String token, byte[] json) {
        return twice(HttpMethod.DELETE, address(path), token, json);
    }

    public Reply get(String path, String token) {
        return twice(HttpMethod.GET, address(path), token, null);
    }

    /** What is done with an answer's bytes while they come. */
    public interface Reading<T> {
        T of(int status, InputStream bytes) throws IOException;
    }

    /** Reads what lies at an absolute address, piece by piece. */
    public <T> T read(URI address, String token, Reading<T> reading) throws IOException {
        try (var listener = new InputStreamResponseListener()) {
            client.newRequest(address).headers(it -> it.put(HttpHeader.AUTHORIZATION, "Bearer " + token))
                .timeout(READ_WITHIN.toMillis(), TimeUnit.MILLISECONDS).send(listener);
            var answer = listener.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
            try (var bytes = listener.getInputStream()) {
                return reading.of(answer.getStatus(), bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    /** Uploads a file, piece by piece, as a form with these fields. */
    public Reply upload(String path, String token, Map<String, String> fields, FilePart file) {
        var form = new MultiPartRequestContent();
        fields.forEach((name, value) -> form.addPart(new MultiPart.ContentSourcePart(name, null, HttpFields.EMPTY, new StringRequestContent(value))));
        form.addPart(new MultiPart.ContentSourcePart("file", file.name(), HttpFields.build().put(HttpHeader.CONTENT_TYPE, file.type()),
            new InputStreamRequestContent(file.type(), file.bytes(), null)));
        form.close();
        var left = new AtomicBoolean();
        var request = client.newRequest(root + path).method(HttpMethod.POST).headers(it -> it.put(HttpHeader.AUTHORIZATION, "Bearer " + token))
            .timeout(READ_WITHIN.toMillis(), TimeUnit.MILLISECONDS).onRequestHeaders(_ -> left.set(true)).body(form);
        return answer(request, left);
    }

    /** The second step of a resumable upload, whole: the one call that wants another word before the token. */
    Reply upload(String session, String token, byte[] bytes) {
        var left = new AtomicBoolean();
        return answer(client.newRequest(root + session).method(HttpMethod.POST)
            .headers(it -> it.put(HttpHeader.AUTHORIZATION, "OAuth " + token).put("file_offset", "0"))
            .timeout(READ_WITHIN.toMillis(), TimeUnit.MILLISECONDS).onRequestHeaders(_ -> left.set(true))
            .body(new BytesRequestContent("application/octet-stream", bytes)), left);
    }

    /** @param type as Meta spells it, {@code audio/ogg; codecs=opus} */
    public record FilePart(String name, String type, InputStream bytes) {}

    /** A kept connection that the other side has closed meanwhile is found out only when it is used. */
    private Reply twice(HttpMethod method, URI address, String token, byte @Nullable [] json) {
        var first = call(method, address, token, json);
        return first instanceof Reply.NeverLeft never && never.atOnce() ? call(method, address, token, json) : first;
    }

    private Reply call(HttpMethod method, URI address, String token, byte @Nullable [] json) {
        var left = new AtomicBoolean();
        var request = client.newRequest(address).method(method)
            .headers(it -> it.put(HttpHeader.AUTHORIZATION, "Bearer " + token))
            .timeout(answerWithin.toMillis(), TimeUnit.MILLISECONDS)
            .onRequestHeaders(_ -> left.set(true));
        if (json != null) {
            request.body(new BytesRequestContent("application/json", json));
        }
        return answer(request, left);
    }

    private Reply answer(Request request, AtomicBoolean left) {
        try {
            var answer = request.send();
            return new Reply.Answered(answer.getStatus(), answer.getContent());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return lost(left, "interrupted", false);
        } catch (TimeoutException _) {
            return lost(left, "no answer within " + answerWithin.toSeconds() + " s", false);
        } catch (ExecutionException e) {
            return lost(left, e.getCause() == null ? "failed" : e.getCause().getClass().getSimpleName(), true);
        } catch (RuntimeException e) {
            return lost(left, e.getClass().getSimpleName(), false);
        }
    }

    private static Reply lost(AtomicBoolean left, String why, boolean atOnce) {
        return left.get() ? new Reply.Lost(why) : new Reply.NeverLeft(why, atOnce);
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }
}

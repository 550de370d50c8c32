// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** An operator's browser: hears that something has changed, and fetches the list and the talk that is open. */
final class ChatOperator implements AutoCloseable {

    static final String LIST = "list";
    private static final Pattern GUARD = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(new CookieManager())
        .executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final URI app;
    private String guard = "";
    private final Map<String, Long> changes = new HashMap<>();

    ChatOperator(URI app) {
        this.app = app;
    }

    ChatOperator enter() throws IOException, InterruptedException {
        var form = client.send(HttpRequest.newBuilder(app.resolve("/console/login")).GET().build(), BodyHandlers.ofString());
        post("/console/login", "email=operatore@prova.example&password=demo&_csrf=" + guard(form.body()));
        guard = guard(client.send(HttpRequest.newBuilder(inbox("")).GET().build(), BodyHandlers.ofString()).body());
        client.sendAsync(HttpRequest.newBuilder(inbox("/eventi")).GET().build(), BodyHandlers.ofLines()).thenAccept(it -> it.body().forEach(line -> {
            if (line.startsWith("data: ")) {
                changed(line.substring("data: ".length()));
            }
        }));
        return this;
    }

    /** How often this talk has changed till now; {@link #LIST}: how often the list has. */
    synchronized long changes(String what) {
        return changes.getOrDefault(what, 0L);
    }

    /** @param what as the stream names it: a talk, {@code list}, or {@code all} of them */
    private synchronized void changed(String what) {
        if (what.equals("all")) {
            changes.replaceAll((_, count) -> count + 1);
            changes.merge(LIST, 1L, Long::sum);
        } else {
            changes.merge(what, 1L, Long::sum);
        }
        notifyAll();
    }

    private synchronized boolean awaitChange(String what, long after, long end) throws InterruptedException {
        while (changes(what) <= after && System.nanoTime() < end) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return changes(what) > after;
    }

    /** Has the list before her all the time, as a browser does: after each change it is fetched, one at a time. */
    Void browse() throws IOException, InterruptedException {
        long seen = 0;
        while (!Thread.currentThread().isInterrupted()) {
            if (awaitChange(LIST, seen, System.nanoTime() + 1_000_000_000L)) {
                seen = changes(LIST);
                client.send(HttpRequest.newBuilder(inbox("/elenco?aperta=")).GET().build(), BodyHandlers.discarding());
            }
        }
        return null;
    }

    /** Fetches the talk after each change of it, until these words are in it. */
    boolean reads(String talk, String words, long since, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long seen = since; awaitChange(talk, seen, end); ) {
            seen = changes(talk);
            var lines = client.send(HttpRequest.newBuilder(inbox("/" + talk + "/scambi?visto=")).GET().build(), BodyHandlers.ofString());
            if (lines.statusCode() != 200) {
                throw new IOException("The talk answered " + lines.statusCode());
            }
            if (lines.body().contains(words)) {
                return true;
            }
        }
        return false;
    }

    void answers(String talk, String text) throws IOException, InterruptedException {
        var answer = post("/console/prova/messaggi/" + talk + "/risposte", "testo=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&_csrf=" + guard);
        if (answer.statusCode() != 302) {
            throw new IOException("The answer was not taken: " + answer.statusCode());
        }
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(app.resolve(path)).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private URI inbox(String below) {
        return app.resolve("/console/prova/messaggi" + below);
    }

    private static String guard(String page) throws IOException {
        var found = GUARD.matcher(page);
        if (!found.find()) {
            throw new IOException("The page has no guard");
        }
        return URLEncoder.encode(found.group(1), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * An operator's browser: hears that something has changed, and fetches the list and the talk that is open. Ten of them share what
 * sends and receives, so that it takes little of the two cores; each has its own session.
 */
final class ChatOperator {

    static final String LIST = "list";
    private static final Pattern GUARD = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client;
    private final URI app;
    private String session = "";
    private String guard = "";
    private final Map<String, Shown> shown = new ConcurrentHashMap<>();

    ChatOperator(HttpClient client, URI app) {
        this.client = client;
        this.app = app;
    }

    ChatOperator enter() throws IOException, InterruptedException {
        var form = keep(client.send(HttpRequest.newBuilder(app.resolve("/console/login")).GET().build(), BodyHandlers.ofString()));
        keep(post("/console/login", "email=operatore@prova.example&password=demo&_csrf=" + guard(form.body())));
        guard = guard(client.send(request(inbox("")).GET().build(), BodyHandlers.ofString()).body());
        client.sendAsync(request(inbox("/eventi")).GET().build(), BodyHandlers.ofLines()).thenAccept(it -> it.body().forEach(line -> {
            if (line.startsWith("data: ")) {
                changed(line.substring("data: ".length()));
            }
        }));
        return this;
    }

    /** The browser shows the session that it was given last. */
    private <T> HttpResponse<T> keep(HttpResponse<T> answer) {
        answer.headers().allValues("Set-Cookie").stream().map(it -> it.split(";", 2)[0]).filter(it -> it.startsWith("filodiretto=")).forEach(it -> session = it);
        return answer;
    }

    /** What is on the screen, a talk or the list, and how often it has changed. */
    private static final class Shown {

        private long changes;

        synchronized long changes() {
            return changes;
        }

        synchronized void changed() {
            changes++;
            notifyAll();
        }

        synchronized boolean awaitChange(long after, long end) throws InterruptedException {
            while (changes <= after && System.nanoTime() < end) {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
            return changes > after;
        }
    }

    private Shown shown(String what) {
        return shown.computeIfAbsent(what, _ -> new Shown());
    }

    /** How often this talk has changed till now; {@link #LIST}: how often the list has. */
    long changes(String what) {
        return shown(what).changes();
    }

    /** @param what as the stream names it: a talk, {@code list}, or {@code all} of them */
    private void changed(String what) {
        if (what.equals("all")) {
            shown.values().forEach(Shown::changed);
        } else {
            shown(what).changed();
        }
    }

    /** Has the list before her all the time, as a browser does: after each change it is fetched, one at a time. */
    Void browse() throws IOException, InterruptedException {
        long seen = 0;
        while (!Thread.currentThread().isInterrupted()) {
            if (shown(LIST).awaitChange(seen, System.nanoTime() + 1_000_000_000L)) {
                seen = changes(LIST);
                client.send(request(inbox("/elenco?aperta=")).GET().build(), BodyHandlers.discarding());
            }
        }
        return null;
    }

    /** Fetches the talk after each change of it, until these words are in it. */
    boolean reads(String talk, String words, long since, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long seen = since; shown(talk).awaitChange(seen, end); ) {
            seen = changes(talk);
            var lines = client.send(request(inbox("/" + talk + "/scambi?visto=")).GET().build(), BodyHandlers.ofString());
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
        return client.send(request(app.resolve(path)).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Cookie", session);
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
}

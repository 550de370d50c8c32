// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** One open chat, as the button's script holds it: a stream for what comes, a post for what is said. */
final class ChatCitizen implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");
    private static final Pattern ANSWER = Pattern.compile("Risposta numero \\S+");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI chat;
    private final String address;
    private final String key;
    private final AtomicInteger said = new AtomicInteger();
    private final ConcurrentHashMap<String, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private String code = "";
    private Flow.Subscription stream = new Flow.Subscription() {

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    /** @param place which one it is: 25 are neighbours on one address */
    ChatCitizen(HttpClient client, URI app, int place) {
        this.client = client;
        this.chat = app.resolve("/prova/chat/");
        this.address = "10.0." + place / 25 / 250 + "." + (place / 25 % 250 + 1);
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        this.key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String code() {
        return code;
    }

    ChatCitizen begin() throws IOException, InterruptedException {
        var answer = say("Buongiorno, avrei una domanda.");
        var found = CODE.matcher(answer);
        if (!found.find()) {
            throw new IOException("The chat did not begin: " + answer);
        }
        code = found.group(1);
        client.sendAsync(request("flusso?da=1").GET().build(), BodyHandlers.fromLineSubscriber(new Flow.Subscriber<String>() {

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                stream = subscription;
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(String line) {
                var answered = ANSWER.matcher(line);
                if (answered.find()) {
                    awaited.computeIfAbsent(answered.group(), _ -> new CountDownLatch(1)).countDown();
                }
            }

            @Override
            public void onError(Throwable e) {}

            @Override
            public void onComplete() {}
        }));
        return this;
    }

    /** Asks, is read and answered, and reads the answer. @return false: it was not there in time */
    boolean asks(ChatOperator operator, String talk) throws IOException, InterruptedException {
        var number = code + "." + said.incrementAndGet();
        var seen = operator.changes(talk);
        say("Domanda numero " + number + ", buongiorno");
        if (!operator.reads(talk, "Domanda numero " + number + ",", seen, PATIENCE)) {
            return false;
        }
        var answer = "Risposta numero " + number;
        var arrives = awaited.computeIfAbsent(answer, _ -> new CountDownLatch(1));
        operator.answers(talk, answer + " , eccola");
        var arrived = arrives.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        awaited.remove(answer);
        return arrived;
    }

    private String say(String text) throws IOException, InterruptedException {
        var id = "bench-" + said.incrementAndGet() + "-abcd";
        var answer = client.send(request("messaggi").header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}")).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The chat answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String below) {
        return HttpRequest.newBuilder(chat.resolve(below)).header("Authorization", "Bearer " + key).header("X-Forwarded-For", address);
    }

    @Override
    public void close() {
        stream.cancel();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The other side of the simulator: takes webhooks, sends messages. */
final class TownHall implements AutoCloseable {

    /** How long every {@code await()} waits for what will come: a slow machine gets there too. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    record Post(byte[] body, String signature) {
        JsonNode json() {
            return Json.PLAIN.readTree(body);
        }

        JsonNode value() {
            return json().path("entry").path(0).path("changes").path(0).path("value");
        }
    }

    final List<Post> posts = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedDeque<Integer> answers = new ConcurrentLinkedDeque<>();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String verifyToken = Secrets.forTests().verify();

    TownHall() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/webhooks/whatsapp", this::handle);
        server.start();
    }

    URI webhook() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/whatsapp");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                var query = exchange.getRequestURI().getQuery();
                var challenge = query.replaceAll(".*hub.challenge=([^&]*).*", "$1").getBytes();
                var right = query.contains("hub.verify_token=" + verifyToken);
                exchange.sendResponseHeaders(right ? 200 : 403, right ? challenge.length : -1);
                if (right) {
                    exchange.getResponseBody().write(challenge);
                }
                return;
            }
            var body = exchange.getRequestBody().readAllBytes();
            posts.add(new Post(body, exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")));
            var status = answers.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        }
    }

    /** All statuses of all posts, as {@code "delivered wamid…"}. */
    List<String> statuses() {
        return posts.stream().flatMap(it -> it.json().path("entry").valueStream())
                .flatMap(it -> it.path("changes").valueStream())
                .flatMap(it -> it.path("value").path("statuses").valueStream())
                .map(it -> it.path("status").asString() + " " + it.path("id").asString()).toList();
    }

    HttpResponse<String> call(Simulator simulator, String method, String path, String body) throws IOException, InterruptedException {
        return call(simulator, method, path, body, "token");
    }

    HttpResponse<String> call(Simulator simulator, String method, String path, String body, String token)
            throws IOException, InterruptedException {
        return call(simulator, method, path, body, token, "application/json");
    }

    HttpResponse<String> call(Simulator simulator, String method, String path, String body, String token, String type)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(simulator.url().resolve(path)).header("Authorization", "Bearer " + token)
                        .header("Content-Type", type).method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(Simulator simulator, String message) throws IOException, InterruptedException {
        return call(simulator, "POST", "/v26.0/100/messages", message);
    }

    static String text(String to, String words) {
        return """
                {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"%s"},"biz_opaque_callback_data":"our-id"}"""
                .formatted(to, words);
    }

    static String template(String to, String name, String... values) {
        var message = Json.object().put("messaging_product", "whatsapp").put("to", to).put("type", "template")
                .put("biz_opaque_callback_data", "our-id");
        var template = message.putObject("template").put("name", name);
        template.putObject("language").put("code", "it");
        var parameters = template.putArray("components").addObject().put("type", "body").putArray("parameters");
        for (var value : values) {
            parameters.addObject().put("type", "text").put("text", value);
        }
        return message.toString();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.PLAIN.readTree(answer.body());
    }

    static int code(HttpResponse<String> answer) {
        return json(answer).path("error").path("code").asInt(0);
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}

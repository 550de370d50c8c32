// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What automation does with the product: the calls of the contract for one municipality. */
public record Api(URI server, String slug, String key) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public JsonNode get(String path) {
        return call(request(path).GET());
    }

    public JsonNode post(String path, Object body) {
        return call(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Prepares the number and waits until a notice can be sent. */
    public void setUp() {
        post("channels/whatsapp:set-up", Map.of());
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!get("channels/whatsapp").path("ready").asBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("The number does not become ready: " + get("channels/whatsapp"));
            }
            AppProcess.sleep(200);
        }
    }

    /** Subscribes these numbers to all topics, in pages of 10,000. */
    public void subscribe(List<String> phones) {
        subscribe(phones, Map.of("evidence", "modulo cartaceo"));
    }

    /** Subscribes these numbers to these topics only. */
    public void subscribe(List<String> phones, List<String> topics) {
        subscribe(phones, Map.of("evidence", "modulo cartaceo", "topics", topics));
    }

    private void subscribe(List<String> phones, Map<String, Object> how) {
        for (int from = 0; from < phones.size(); from += 10_000) {
            var page = phones.subList(from, Math.min(phones.size(), from + 10_000)).stream().map(it -> {
                var line = new HashMap<>(how);
                line.put("phone", it);
                return line;
            }).toList();
            var answer = post("subscribers:import", Map.of("subscribers", page));
            if (answer.path("refused").size() > 0) {
                throw new IllegalStateException("Refused: " + answer.path("refused").get(0));
            }
        }
    }

    /** Sends a notice now. @return the broadcast's id */
    public String announce(String title, String topic) {
        return announce(title, topic, "now");
    }

    /** @param send {@code now}, or when */
    public String announce(String title, String topic, String send) {
        return post("notices", Map.of("title", title, "text", "Manca l'acqua in via Roma fino alle 15.", "topic", topic, "send", send))
            .path("broadcast").path("id").asString();
    }

    public JsonNode broadcast(String id) {
        return get("broadcasts/" + id);
    }

    static boolean answers(URI address) {
        return status(address) == 200;
    }

    /** The status of a GET; 0 without an answer within 2 seconds. */
    static int status(URI address) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).GET().build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve("/api/v1/municipalities/" + slug + "/" + path))
            .timeout(Duration.ofSeconds(60)).header("Authorization", "Bearer " + key);
    }

    private static JsonNode call(HttpRequest.Builder request) {
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(response.request().uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MediaTest extends SimulatedTown {

    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};

    private HttpResponse<String> upload(String mimeType, String content) throws Exception {
        return town.call(simulator, "POST", "/v26.0/100/media",
                "--xyz\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                        + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: " + mimeType + "\r\n\r\n"
                        + content + "\r\n--xyz--\r\n", "token", "multipart/form-data; boundary=xyz");
    }

    private JsonNode lookUp(String id) throws IOException, InterruptedException {
        return TownHall.json(town.call(simulator, "GET", "/v26.0/" + id, ""));
    }

    private HttpResponse<String> fetch(JsonNode medium, String token) throws IOException, InterruptedException {
        var address = URI.create(medium.path("url").asString());
        return town.call(simulator, "GET", address.getRawPath() + "?" + address.getRawQuery(), "", token);
    }

    private String inbound() {
        simulator.phone("+393471231101").chat("100").attach(Attachment.image("image/jpeg", JPEG, "la buca"));
        await().until(() -> !town.posts.isEmpty());
        return town.posts.getLast().value().at("/messages/0/image/id").asString();
    }

    @Test
    void anUploadIsLookedUpAndFetchedWithTheTokenForFiveMinutes() throws Exception {
        var id = TownHall.json(upload("text/plain", "ciao")).path("id").asString();
        var medium = lookUp(id);
        assertThat(medium.path("mime_type").asString()).isEqualTo("text/plain");
        assertThat(medium.path("sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(medium.path("file_size").isNumber()).isTrue();
        assertThat(fetch(medium, "token").body()).isEqualTo("ciao");
        assertThat(fetch(medium, "wrong").statusCode()).isEqualTo(404);
        simulator.clock().move(Duration.ofMinutes(6));
        assertThat(fetch(medium, "token").statusCode()).isEqualTo(404);
        assertThat(fetch(lookUp(id), "token").body()).isEqualTo("ciao");
        simulator.clock().move(Duration.ofDays(30));
        assertThat(lookUp(id).at("/error/code").asInt()).isEqualTo(100);
    }

    @Test
    void whatAPersonSentDiesAfterSevenDays() throws Exception {
        var id = inbound();
        simulator.clock().move(Duration.ofDays(6));
        assertThat(fetch(lookUp(id), "token").statusCode()).isEqualTo(200);
        simulator.clock().move(Duration.ofDays(1));
        assertThat(lookUp(id).has("error")).isTrue();
    }

    @Test
    void theHashIsSpelledEitherWayAndTheSizeToo() throws Exception {
        simulator.change(it -> it.media(it.media().hexHash(false).sizeAsText(true).urlInWebhook(true)));
        var medium = lookUp(inbound());
        assertThat(town.posts.getLast().value().at("/messages/0/image/url").asString()).startsWith(simulator.url().toString());
        assertThat(medium.path("sha256").asString()).isEqualTo(town.posts.getLast().value().at("/messages/0/image/sha256").asString());
        assertThat(medium.path("file_size").asString()).isEqualTo("5");
        assertThat(medium.path("file_size").isString()).isTrue();
    }

    @Test
    void wrongTypesAndTooMuchAreRefusedAndDeadIdsCannotBeSent() throws Exception {
        simulator.phone("+393471231101").write("ciao");
        assertThat(TownHall.code(upload("application/zip", "x"))).isEqualTo(100);
        assertThat(TownHall.code(upload("image/png", "x".repeat(5 * 1024 * 1024 + 1)))).isEqualTo(131053);
        var id = TownHall.json(upload("image/png", "x")).path("id").asString();
        var picture = """
                {"messaging_product":"whatsapp","to":"393471231101","type":"%s","%s":{"id":"%s"}}""";
        assertThat(town.send(simulator, picture.formatted("image", "image", id)).statusCode()).isEqualTo(200);
        assertThat(TownHall.code(town.send(simulator, picture.formatted("video", "video", id)))).isEqualTo(131053);
        simulator.clock().move(Duration.ofDays(31));
        simulator.phone("+393471231101").write("ancora io");
        assertThat(TownHall.code(town.send(simulator, picture.formatted("image", "image", id)))).isEqualTo(100);
    }

    @Test
    void aFileMayBeGoneDamagedOrOnAHostThatIsNobodys() throws Exception {
        var id = inbound();
        simulator.faults().next(FaultKind.MEDIA_GONE, 1);
        assertThat(fetch(lookUp(id), "token").statusCode()).isEqualTo(404);
        simulator.faults().next(FaultKind.MEDIA_ELSEWHERE, 1);
        assertThat(lookUp(id).path("url").asString()).startsWith("https://media.example.org/");
        simulator.faults().next(FaultKind.MEDIA_DAMAGED, 1);
        assertThat(fetch(lookUp(id), "token").headers().firstValue("Content-Length")).contains("4");
        simulator.faults().next(FaultKind.MEDIA_UPLOAD, 1);
        assertThat(TownHall.code(upload("text/plain", "ciao"))).isEqualTo(131053);
    }
}

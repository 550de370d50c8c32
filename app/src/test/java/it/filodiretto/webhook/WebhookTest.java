// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.TestEnvironment;
import it.filodiretto.TownTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
class WebhookTest {

    private static final String JSON = "application/json";

    @LocalServerPort int port;
    @Autowired JdbcClient db;
    private WebhookCaller meta;

    @BeforeEach
    void call() {
        meta = new WebhookCaller(port);
    }

    @Test
    void theHandshakeEchoesTheChallengeToWhoKnowsTheToken() {
        assertThat(meta.getBody("?hub.mode=subscribe&hub.challenge=11581&hub.verify_token=" + TestEnvironment.VERIFY_TOKEN)).isEqualTo("11581");
        assertThat(meta.get("?hub.mode=subscribe&hub.challenge=11581&hub.verify_token=wrong")).isEqualTo(403);
        assertThat(meta.get("?hub.mode=subscribe&hub.challenge=11581")).isEqualTo(403);
        assertThat(meta.get("?hub.mode=subscribe&hub.verify_token=" + TestEnvironment.VERIFY_TOKEN)).isEqualTo(400);
        assertThat(meta.get("")).isEqualTo(403);
    }

    @Test
    void whatIsNotSignedRightlyIsNobodys() {
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(meta.post(BodyPublishers.ofByteArray(body), JSON, "")).isEqualTo(401);
        assertThat(meta.post(BodyPublishers.ofByteArray(body), JSON, "sha256=" + "0".repeat(64))).isEqualTo(401);
        assertThat(meta.post(BodyPublishers.ofByteArray(body), JSON, "sha256=short")).isEqualTo(401);
        assertThat(meta.post(BodyPublishers.ofByteArray(body), JSON, WebhookCaller.sign(body, TestEnvironment.APP_SECRET).replace("sha256", "sha1"))).isEqualTo(401);
        assertThat(meta.post(body, "another secret")).isEqualTo(401);
    }

    @Test
    void theSignatureIsOverTheBytesAsTheyCame() {
        var escaped = "{\"x\":\"perch\\u00e9 1\\/2 \\ud83d\\ude00\" , \"x\":1}";
        assertThat(meta.post(escaped)).isEqualTo(200);
        assertThat(meta.post("{\"x\":\"perché 😀\"}")).isEqualTo(200);
        var signature = WebhookCaller.sign(escaped.getBytes(StandardCharsets.UTF_8), TestEnvironment.APP_SECRET);
        assertThat(meta.post(BodyPublishers.ofString(escaped.replace("\\u00e9", "\\u00E9")), JSON, signature)).isEqualTo(401);
    }

    @Test
    void whatIsSignedMustBeOneJsonObjectInUtf8() {
        for (var bad : new String[] {"", "[]", "1", "null", "{", "{}{}", "{} x", "{\"a\":01}", "{'a':1}", "{\"a\":1,}", "\uFEFF{}", "{\"a\":NaN}", "// x\n{}"}) {
            assertThat(meta.post(bad)).as(bad).isEqualTo(400);
        }
        assertThat(meta.post(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}, TestEnvironment.APP_SECRET)).isEqualTo(400);
        assertThat(meta.post(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'}, TestEnvironment.APP_SECRET)).isEqualTo(400);
        assertThat(meta.post(new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'}, TestEnvironment.APP_SECRET)).isEqualTo(400);
        assertThat(meta.post("{}".getBytes(StandardCharsets.UTF_16LE), TestEnvironment.APP_SECRET)).isEqualTo(400);
        assertThat(meta.post(" \n{\"n\":" + "9".repeat(5_000) + "} ")).isEqualTo(200);
    }

    @Test
    void aThousandDeepIsTakenAndOneMoreIsNot() {
        assertThat(meta.post(deep(1_000))).isEqualTo(200);
        assertThat(meta.post(deep(1_001))).isEqualTo(400);
    }

    @Test
    void threeMegabytesAreTakenAndOneByteMoreIsNot() {
        var most = ("{\"x\":\"" + "a".repeat(WebhookController.MOST_BYTES - 8) + "\"}").getBytes(StandardCharsets.US_ASCII);
        assertThat(meta.post(most, TestEnvironment.APP_SECRET)).isEqualTo(200);
        assertThat(meta.post(chunked(most.length), JSON, "sha256=" + "0".repeat(64))).isEqualTo(401);
        assertThat(meta.post(new byte[most.length + 1], TestEnvironment.APP_SECRET)).isEqualTo(413);
        assertThat(meta.post(chunked(4 << 20), JSON, "sha256=" + "0".repeat(64))).isEqualTo(413);
    }

    @Test
    void formsAreNotTaken() {
        var body = "a=1".getBytes(StandardCharsets.US_ASCII);
        var signature = WebhookCaller.sign(body, TestEnvironment.APP_SECRET);
        assertThat(meta.post(BodyPublishers.ofByteArray(body), "application/x-www-form-urlencoded", signature)).isEqualTo(415);
        assertThat(meta.post(BodyPublishers.ofByteArray(body), "multipart/form-data; boundary=x", signature)).isEqualTo(415);
        assertThat(meta.post(BodyPublishers.ofByteArray("{}".getBytes(StandardCharsets.US_ASCII)), "text/plain",
            WebhookCaller.sign("{}".getBytes(StandardCharsets.US_ASCII), TestEnvironment.APP_SECRET))).isEqualTo(200);
    }

    @Test
    void whatWasAnsweredWith200IsInTheDatabaseAndNotReadable() {
        var before = db.sql("select count(*) from webhook_call").query(Integer.class).single();
        assertThat(meta.post("{\"secret\":\"Rosa\"}")).isEqualTo(200);
        assertThat(db.sql("select count(*) from webhook_call").query(Integer.class).single()).isEqualTo(before + 1);
        assertThat(db.sql("select count(*) from webhook_call where position('Rosa'::bytea in sealed) > 0").query(Integer.class).single()).isZero();
    }

    private static java.net.http.HttpRequest.BodyPublisher chunked(int length) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length]));
    }

    private static String deep(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import it.filodiretto.BrowserTest;
import it.filodiretto.Machine;
import it.filodiretto.TestPostgres;
import it.filodiretto.database.Roles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators whose browsers are served by two processes on one database. */
@Tag("waiting")
class InboxOnTwoNodesTest {

    private static final String SECRET = "app-secret-of-two-nodes";
    private static final String NUMBER = "390564000001";

    @TempDir Path directory;

    private final String database = TestPostgres.server().url(TestPostgres.newDatabase());

    @Test
    void twoOperatorsStayInStepAndNeverCollideAlsoWhenTwoProcessesServeThem() throws Exception {
        try (var one = node(); var other = node(); var anna = BrowserTest.newContext(); var dario = BrowserTest.newContext()) {
            one.start();
            other.start();
            var annasPage = enter(anna, one, "operatore");
            var dariosPage = enter(dario, other, "admin");
            var waits = new ArrayList<Long>();
            for (int i = 0; i < 3; i++) {
                writes(one.webhook(), "39347000000" + i, "Domanda numero " + i);
                var from = System.nanoTime();
                annasPage.getByText("Domanda numero " + i).waitFor();
                dariosPage.getByText("Domanda numero " + i).waitFor();
                waits.add(millisSince(from));
            }
            assertThat(waits.stream().sorted().skip(1).findFirst().orElseThrow()).as("milliseconds until both show what a citizen wrote: %s", waits).isLessThan(within(1_000, 10));
            for (var page : List.of(annasPage, dariosPage)) {
                BrowserTest.brings(page, () -> page.getByText("Domanda numero 0").click());
            }
            annasPage.getByLabel("La tua risposta").fill("Risponde Anna.");
            var wrote = System.nanoTime();
            dariosPage.locator(".lock").getByText("Anna Rossi sta rispondendo").waitFor();
            assertThat(millisSince(wrote)).as("milliseconds until a browser at the other process shows who is writing").isLessThan(within(500, 15));
            dariosPage.getByLabel("La tua risposta").fill("Risponde Dario.");
            dariosPage.getByText("Invia su WhatsApp").click();
            dariosPage.getByText("Non è partita: Anna Rossi sta rispondendo").waitFor();
            annasPage.getByText("Invia su WhatsApp").click();
            annasPage.locator(".log").getByText("Risponde Anna.").waitFor();
            var from = System.nanoTime();
            dariosPage.locator(".log").getByText("Risponde Anna.").waitFor();
            assertThat(millisSince(from)).isLessThan(within(500, 10));
            var id = annasPage.url().replaceFirst(".*/messaggi/([0-9a-f-]{36}).*", "$1");
            var messages = other.api("prova").get("conversations/" + id + "/messages").path("items");
            assertThat(messages.size()).as("one question, one answer").isEqualTo(2);
        }
    }

    private static Page enter(BrowserContext context, AppProcess node, String account) {
        var page = context.newPage();
        page.navigate(node.url() + "/console/login");
        BrowserTest.logIn(page, account + "@prova.example", "demo");
        page.waitForURL(node.url() + "/console/prova");
        page.waitForResponse(it -> it.url().contains("/messaggi/elenco"), () -> page.navigate(node.url() + "/console/prova/messaggi"));
        return page;
    }

    private static void writes(URI webhook, String from, String text) throws Exception {
        var body = """
            {"object":"whatsapp_business_account","entry":[{"id":"390564000100","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",\
            "metadata":{"display_phone_number":"393663476285","phone_number_id":"%s"},"messages":[\
            {"from":"%s","id":"wamid.two.%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}"""
            .formatted(NUMBER, from, from, System.currentTimeMillis() / 1000, text);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(webhook).header("Content-Type", "application/json").header("X-Hub-Signature-256", "sha256=" + signature)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private AppProcess node() throws IOException {
        int port = AppProcess.freePort();
        return new AppProcess(port, Path.of("target/outside", getClass().getSimpleName() + "-" + port + ".log"), Map.of(
            "SPRING_DATASOURCE_URL", database, "SPRING_DATASOURCE_USERNAME", Roles.APPLICATION,
            "SPRING_DATASOURCE_PASSWORD", TestPostgres.server().password(Roles.APPLICATION),
            "SPRING_FLYWAY_USER", Roles.OWNER, "SPRING_FLYWAY_PASSWORD", TestPostgres.server().password(Roles.OWNER),
            "FILODIRETTO_DATA_DIR", directory.resolve("shared").toString(), "FILODIRETTO_META_APP_SECRET", SECRET,
            "SPRING_PROFILES_ACTIVE", "demo", "FILODIRETTO_MUNICIPALITIES", towns(directory.resolve("towns")).toString()));
    }

    /** One town that the demonstration does not fill, but whose operators it makes. */
    static Path towns(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var profile = Objects.requireNonNull(InboxOnTwoNodesTest.class.getResourceAsStream("/municipalities/santa-fiora.yaml"))) {
            Files.writeString(directory.resolve("prova.yaml"), new String(profile.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("(?m)^slug: .*$", "slug: prova"));
        }
        return directory;
    }

    private static long within(int milliseconds, int secondsElsewise) {
        return Machine.within(Duration.ofMillis(milliseconds), Duration.ofSeconds(secondsElsewise)).toMillis();
    }

    private static long millisSince(long from) {
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }
}

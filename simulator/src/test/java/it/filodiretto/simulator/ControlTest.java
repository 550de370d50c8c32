// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {

    private TownHall town;
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        town = new TownHall();
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(town.webhook()));
        town.call(simulator, "POST", "/_control/accounts", """
                {"phone_number_id":"100","business_account_id":"1000","display_number":"+39 366 3476285","name":"Santa Fiora","slug":"santa-fiora"}""");
    }

    @AfterEach
    void stop() {
        simulator.close();
        town.close();
    }

    @Test
    void telephonesWriteAndTheLedgerIsReadLineByLine() throws Exception {
        town.call(simulator, "POST", "/_control/phones/393471231101/messages", "{\"account\":\"100\",\"text\":\"ciao\"}");
        await().until(() -> town.posts.size() == 1);
        for (var count = 0; count < 3; count++) {
            town.send(simulator, TownHall.text("393471231101", "Buongiorno " + count));
        }
        var lines = town.call(simulator, "GET", "/_control/accepted?after=1&limit=5", "").body().lines().map(Json.PLAIN::readTree).toList();
        assertThat(lines).extracting(it -> it.path("sequence").asInt()).containsExactly(2, 3);
        assertThat(lines.getFirst().path("biz_opaque_callback_data").asString()).isEqualTo("our-id");
        await().until(() -> TownHall.json(town.call(simulator, "GET", "/_control/phones/393471231101/messages?account=100", ""))
                .path("messages").size() == 4);
    }

    @Test
    void rulesFaultsAndClockAreChangedByJson() throws Exception {
        town.call(simulator, "POST", "/_control/rules", "{\"statuses\":{\"read_after\":\"PT0.5S\",\"flow\":\"KEPT\"},\"limits\":{\"portfolio\":250}}");
        assertThat(simulator.rules().statuses().readAfter()).isEqualTo(Duration.ofMillis(500));
        assertThat(simulator.rules().limits().portfolio()).isEqualTo(250);
        assertThat(simulator.rules().limits().window()).isTrue();
        assertThat(town.call(simulator, "POST", "/_control/rules", "{\"limits\":{\"portfolios\":1}}").statusCode()).isEqualTo(400);
        town.call(simulator, "POST", "/_control/faults", "{\"kind\":\"cut_after\",\"times\":5,\"share\":0.5,\"seed\":3,\"for\":\"PT30S\",\"delay\":\"PT1S\"}");
        assertThat(simulator.faults().active()).containsExactly(
                Fault.of(FaultKind.CUT_AFTER).times(5).share(0.5, 3).lasts(Duration.ofSeconds(30)).delay(Duration.ofSeconds(1)));
        town.call(simulator, "DELETE", "/_control/faults/CUT_AFTER", "");
        assertThat(simulator.faults().active()).isEmpty();
        town.call(simulator, "POST", "/_control/clock", "{\"offset\":\"PT2H\"}");
        assertThat(simulator.clock().offset().toMinutes()).isBetween(119L, 120L);
        assertThat(TownHall.json(town.call(simulator, "POST", "/_control/verify", "{}")).path("verified").asBoolean()).isTrue();
        assertThat(town.call(simulator, "GET", "/_control/nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesOfOtherSitesMayNotTurnTheKnobs() throws Exception {
        var foreign = HttpRequest.newBuilder(simulator.url().resolve("/_control/clock")).header("Origin", "http://example.org")
                .POST(HttpRequest.BodyPublishers.ofString("{\"offset\":\"PT2H\"}")).build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        }
        assertThat(simulator.clock().offset().toMinutes()).isZero();
    }

    @Test
    void aFileKeepsTelephonesMessagesAndTemplatesOverARestart(@TempDir Path folder) throws Exception {
        var settings = SimulatorSettings.forTests().file(folder.resolve("simulator.json"));
        var accounts = """
                [{"slug":"x","municipality":"Comune di X","phoneNumberId":"300","businessAccountId":"3000","portfolioId":"3000",
                  "displayNumber":"+39 055 8000001","name":"X","phones":[{"name":"Rosa","number":"+393471231101"}]}]""".getBytes();
        try (var first = Simulator.start(settings, accounts)) {
            first.phone("+393471231101").write("ciao");
            first.phone("+393402223334").name("Ugo").chat("300").write("ci sono anch’io");
            first.phone("+393471231101").power(false);
            first.templates().approved("3000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
            town.call(first, "POST", "/v26.0/3000/subscribed_apps", "{}");
        }
        assertThat(Files.exists(settings.file())).isTrue();
        try (var second = Simulator.start(settings, accounts)) {
            assertThat(second.phone("+393471231101").on()).isFalse();
            assertThat(second.phone("+393402223334").name()).isEqualTo("Ugo");
            assertThat(second.phone("+393471231101").chat("300").messages()).extracting(PhoneMessage::text).containsExactly("ciao");
            assertThat(second.templates().status("3000", "avviso")).isEqualTo("APPROVED");
            var inside = town.call(second, "POST", "/v26.0/300/messages", TownHall.text("393402223334", "Buongiorno"));
            assertThat(inside.statusCode()).isEqualTo(200);
            assertThat(TownHall.json(town.call(second, "GET", "/v26.0/3000/subscribed_apps", "")).path("data")).hasSize(1);
        }
    }

    @Test
    void aFileKeepsFilesFatesTheAppAndWhatWasSetOfANumberOverARestart(@TempDir Path folder) throws Exception {
        var settings = SimulatorSettings.forTests().file(folder.resolve("simulator.json"));
        var accounts = """
                [{"slug":"x","municipality":"Comune di X","phoneNumberId":"300","businessAccountId":"3000","portfolioId":"3000",
                  "displayNumber":"+39 055 8000001","name":"X","phones":[{"name":"Rosa","number":"+393471231101"}]}]""".getBytes();
        var code = "";
        var photo = "";
        try (var first = Simulator.start(settings, accounts)) {
            var chat = first.phone("+393471231101").chat("300");
            chat.attach(Attachment.image("image/jpeg", new byte[] {1, 2, 3}, "la buca"));
            photo = chat.messages().getFirst().media();
            first.fates().set(Fate.share(0.05, 7, 131049).times(3));
            first.app().mode(MetaApp.Mode.DEVELOPMENT);
            first.app().tokenEnds(java.time.Instant.parse("2099-01-01T00:00:00Z"));
            town.call(first, "POST", "/v26.0/300", "{\"pin\":\"246810\"}");
            town.call(first, "POST", "/_control/accounts/300", "{\"override_callback_uri\":\"http://127.0.0.1:1/altrove\"}");
            code = TownHall.json(town.call(first, "POST", "/v26.0/300/message_qrdls", "{\"prefilled_message\":\"Iscrivimi\"}")).path("code").asString();
            town.call(first, "POST", "/v26.0/300/block_users", "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"393471231101\"}]}");
            town.call(first, "POST", "/v26.0/300/messages", TownHall.text("393471231101", "Buongiorno"));
            await().until(() -> town.call(first, "GET", "/_control/prices", "").body().contains("\"messages\":1"));
        }
        try (var second = Simulator.start(settings, accounts)) {
            assertThat(town.call(second, "GET", "/v26.0/" + photo, "").body()).contains("\"mime_type\":\"image");
            assertThat(second.fates().all()).containsExactly(Fate.share(0.05, 7, 131049).times(3));
            assertThat(second.app().mode()).isEqualTo(MetaApp.Mode.DEVELOPMENT);
            assertThat(second.app().tokenEnds()).isEqualTo("2099-01-01T00:00:00Z");
            assertThat(TownHall.code(town.call(second, "POST", "/v26.0/300/register", "{\"messaging_product\":\"whatsapp\",\"pin\":\"111111\"}"))).isEqualTo(133005);
            assertThat(town.call(second, "GET", "/v26.0/300?fields=webhook_configuration", "").body()).contains("altrove");
            assertThat(town.call(second, "GET", "/v26.0/300/message_qrdls/" + code, "").body()).contains("Iscrivimi");
            assertThat(town.call(second, "GET", "/v26.0/300/block_users", "").body()).contains("393471231101");
            assertThat(town.call(second, "GET", "/_control/prices", "").body()).contains("\"free_service_left\":999");
        }
    }

    @Test
    void aBodyOfOnesOwnIsPostedAndSignedAsItIs() throws Exception {
        var odd = "{\"object\":\"whatsapp_business_account\",\"entry\":[ ]}";
        town.call(simulator, "POST", "/_control/webhook?account=100", odd);
        await().until(() -> town.posts.size() == 1);
        assertThat(new String(town.posts.getFirst().body())).isEqualTo(odd);
        assertThat(town.posts.getFirst().signature()).isEqualTo(Signature.of(odd.getBytes(), "app-secret"));
    }
}

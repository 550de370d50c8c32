// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final String ROSA = "393471231101";

    private TownHall town;
    private Simulator simulator;
    private Phone rosa;

    @BeforeEach
    void start() throws Exception {
        town = new TownHall();
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(town.webhook()));
        simulator.addAccount("100", "1000", "+39 366 3476285", "Santa Fiora Comune Amico");
        rosa = simulator.phone("+" + ROSA).name("Rosa");
    }

    @AfterEach
    void stop() {
        simulator.close();
        town.close();
    }

    @Test
    void theHandshakeIsAnsweredOnlyToTheRightToken() {
        assertThat(simulator.verify()).isTrue();
        assertThat(simulator.verify("another")).isFalse();
    }

    @Test
    void aWebhookIsSignedOverItsExactBytesWhichAreEscapedAsMetaDoes() {
        rosa.write("perché 1/2 😀");
        await().until(() -> town.posts.size() == 1);
        var post = town.posts.getFirst();
        assertThat(new String(post.body(), StandardCharsets.UTF_8)).contains("perch\\u00e9 1\\/2 \\ud83d\\ude00");
        assertThat(post.signature()).isEqualTo(Signature.of(post.body(), "app-secret")).matches("sha256=[0-9a-f]{64}");
        assertThat(post.value().at("/messages/0/text/body").asString()).isEqualTo("perché 1/2 😀");
        assertThat(post.value().at("/messages/0/from").asString()).isEqualTo(ROSA);
        assertThat(post.value().at("/contacts/0/profile/name").asString()).isEqualTo("Rosa");
        assertThat(post.value().at("/metadata/phone_number_id").asString()).isEqualTo("100");
    }

    @Test
    void aTextInsideTheWindowArrivesAndItsStatusesCarryOurId() throws Exception {
        rosa.write("ciao");
        var answer = town.send(simulator, TownHall.text("+39 347 123 1101", "Buongiorno"));
        assertThat(answer.statusCode()).isEqualTo(200);
        var id = TownHall.json(answer).at("/messages/0/id").asString();
        assertThat(id).startsWith("wamid.");
        assertThat(TownHall.json(answer).at("/contacts/0/wa_id").asString()).isEqualTo(ROSA);
        await().until(() -> town.statuses().contains("delivered " + id));
        assertThat(town.statuses()).containsExactly("sent " + id, "delivered " + id);
        assertThat(rosa.received()).extracting(PhoneMessage::text).containsExactly("Buongiorno");
        var status = town.posts.getLast().value().at("/statuses/0");
        assertThat(status.path("biz_opaque_callback_data").asString()).isEqualTo("our-id");
        assertThat(status.path("recipient_user_id").asString()).isEqualTo(rosa.userId("100")).startsWith("IT.");
        assertThat(simulator.accepted()).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo(id);
            assertThat(it.to()).isEqualTo(ROSA);
            assertThat(it.opaque()).isEqualTo("our-id");
            assertThat(it.body()).contains("Buongiorno");
        });
    }

    @Test
    void textOutsideTheWindowIsRefusedAndTheClockClosesIt() throws Exception {
        assertThat(TownHall.code(town.send(simulator, TownHall.text(ROSA, "Buongiorno")))).isEqualTo(131047);
        rosa.write("ciao");
        assertThat(town.send(simulator, TownHall.text(ROSA, "Buongiorno")).statusCode()).isEqualTo(200);
        simulator.clock().move(Duration.ofHours(24));
        assertThat(TownHall.code(town.send(simulator, TownHall.text(ROSA, "Buonanotte")))).isEqualTo(131047);
        simulator.change(it -> it.limits(it.limits().windowAnswersLate(true)));
        assertThat(town.send(simulator, TownHall.text(ROSA, "Buonanotte")).statusCode()).isEqualTo(200);
        await().until(() -> town.statuses().stream().anyMatch(it -> it.startsWith("failed ")));
    }

    @Test
    void aWrongTokenIs190() throws Exception {
        var answer = town.call(simulator, "POST", "/v26.0/100/messages", TownHall.text(ROSA, "x"), "wrong");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(TownHall.json(answer).at("/error/type").asString()).isEqualTo("OAuthException");
        assertThat(TownHall.code(answer)).isEqualTo(190);
    }

    @Test
    void aWebhookNotTakenComesAgainUntilItIs() {
        town.answers.add(500);
        town.answers.add(503);
        rosa.write("ciao");
        await().until(() -> town.posts.size() == 3);
        assertThat(town.posts).extracting(it -> new String(it.body())).containsOnly(new String(town.posts.getFirst().body()));
        await().until(() -> simulator.webhooksWaiting() == 0);
    }

    @Test
    void aRefusedConnectionFallsOnTheNextAddress() throws Exception {
        try (var other = new TownHall(); var two = Simulator.start(
                SimulatorSettings.forTests().webhook(URI.create("http://127.0.0.1:9/webhooks/whatsapp"), other.webhook()))) {
            two.addAccount("200", "2000", "+39 055 8000001", "Calenzano");
            two.phone("+393331112222").write("uno");
            two.phone("+393331112222").write("due");
            await().until(() -> other.posts.size() == 2);
        }
    }

    @Test
    void aFrozenAddressDelaysOnlyWhatWasGivenToIt() throws Exception {
        try (var frozen = new ServerSocket(0, 200, InetAddress.getLoopbackAddress()); var other = new TownHall(); var two = Simulator.start(
                SimulatorSettings.forTests().webhook(URI.create("http://127.0.0.1:" + frozen.getLocalPort() + "/w"), other.webhook())
                        .rules(Rules.forTests().webhooks(WebhookRules.quick().timeout(Duration.ofSeconds(2)))))) {
            two.addAccount("200", "2000", "+39 055 8000001", "Calenzano");
            for (var count = 0; count < 100; count++) {
                two.phone("+393331112222").write("messaggio " + count);
            }
            await().until(() -> other.posts.size() >= 100);
        }
    }

    @Test
    void buttonsAreTappedAndAnsweredWithTheirIds() throws Exception {
        rosa.write("ciao");
        town.send(simulator, """
                {"messaging_product":"whatsapp","to":"393471231101","type":"interactive","interactive":{"type":"button",
                 "body":{"text":"Vuoi?"},"action":{"buttons":[{"type":"reply","reply":{"id":"si","title":"Sì, iscrivimi"}}]}}}""");
        await().until(() -> !rosa.received().isEmpty());
        rosa.tap("Sì, iscrivimi");
        await().until(() -> town.posts.stream().anyMatch(
                it -> it.value().at("/messages/0/interactive/button_reply/id").asString("").equals("si")));
        var reply = town.posts.stream().filter(it -> it.value().at("/messages/0/type").asString("").equals("interactive")).findFirst().orElseThrow();
        assertThat(reply.value().at("/messages/0/context/id").asString()).isEqualTo(rosa.received().getFirst().id());
    }

    @Test
    void aTelephoneAskedForLaterHasWhatReachedItBefore() throws Exception {
        simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
        assertThat(town.send(simulator, TownHall.template("393409999999", "avviso", "neve")).statusCode()).isEqualTo(200);
        assertThat(simulator.phone("+393409999999").received()).extracting(PhoneMessage::text).containsExactly("Avviso: neve. Saluti.");
    }

    @Test
    void aTelephoneSwitchedOffGetsItsMessagesWhenItIsOnAgain() throws Exception {
        rosa.write("ciao");
        rosa.power(false);
        var id = TownHall.json(town.send(simulator, TownHall.text(ROSA, "Buongiorno"))).at("/messages/0/id").asString();
        await().until(() -> town.statuses().contains("sent " + id));
        assertThat(rosa.received()).isEmpty();
        rosa.power(true);
        await().until(() -> town.statuses().contains("delivered " + id));
        assertThat(rosa.received()).hasSize(1);
    }

    @Test
    void aHiddenNumberIsReachedByItsUserId() throws Exception {
        rosa.identity(Phone.Identity.USER_ID_ONLY);
        rosa.write("ciao");
        await().until(() -> town.posts.size() == 1);
        var message = town.posts.getFirst().value().at("/messages/0");
        assertThat(message.has("from")).isFalse();
        var userId = message.path("from_user_id").asString();
        var answer = town.send(simulator, """
                {"messaging_product":"whatsapp","recipient":"%s","type":"text","text":{"body":"Buongiorno"}}""".formatted(userId));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TownHall.json(answer).at("/contacts/0").has("wa_id")).isFalse();
        await().until(() -> rosa.received().size() == 1);
        await().until(() -> town.posts.size() == 2);
        assertThat(town.posts.getLast().value().at("/statuses/0").has("recipient_id")).isFalse();
    }
}

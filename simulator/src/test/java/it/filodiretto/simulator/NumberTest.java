// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A number's life, and the faults that whoever runs it should find. */
class NumberTest extends SimulatedTown {

    private JsonNode get(String path) throws IOException, InterruptedException {
        return TownHall.json(town.call(simulator, "GET", "/v26.0/" + path, ""));
    }

    private int post(String path, String body) throws IOException, InterruptedException {
        return TownHall.code(town.call(simulator, "POST", "/v26.0/" + path, body));
    }

    private void control(String path, String body) throws IOException, InterruptedException {
        assertThat(town.call(simulator, "POST", "/_control/" + path, body).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenHasALifeAndScopes() throws Exception {
        simulator.app().tokenEnds(simulator.clock().instant().plus(Duration.ofDays(3)));
        assertThat(get("debug_token?input_token=token").at("/data/expires_at").asLong()).isPositive();
        simulator.clock().move(Duration.ofDays(4));
        assertThat(get("debug_token?input_token=token").at("/error/code").asInt()).isEqualTo(190);
        simulator.app().tokenEnds(null);
        simulator.app().scopes(Set.of("whatsapp_business_management"));
        assertThat(get("debug_token?input_token=token").at("/data/scopes")).hasSize(1);
        assertThat(post("100/messages", TownHall.text("393471231101", "x"))).isEqualTo(10);
    }

    @Test
    void webhooksGoWhereTheNumbersOwnAddressSaysAfterAHandshake() throws Exception {
        try (var other = new TownHall()) {
            var asked = "{\"webhook_configuration\":{\"override_callback_uri\":\"%s\",\"verify_token\":\"%s\"}}";
            assertThat(post("100", asked.formatted(other.webhook(), "wrong"))).isEqualTo(100);
            assertThat(post("100", asked.formatted(other.webhook(), "verify-token"))).isZero();
            assertThat(get("100?fields=webhook_configuration").at("/webhook_configuration/phone_number").asString())
                    .isEqualTo(other.webhook().toString());
            simulator.phone("+393471231101").write("ciao");
            await().until(() -> other.posts.size() == 1);
            assertThat(town.posts).isEmpty();
            post("100", "{\"webhook_configuration\":{\"override_callback_uri\":\"\"}}");
            simulator.phone("+393471231101").write("ciao");
            await().until(() -> town.posts.size() == 1);
        }
    }

    @Test
    void anAppInDevelopmentOrNotSubscribedHearsNothing() throws Exception {
        control("app", "{\"mode\":\"DEVELOPMENT\"}");
        assertThat(get(MetaApp.ID + "?fields=app_mode").path("app_mode").asString()).isEqualTo("DEVELOPMENT");
        simulator.phone("+393471231101").write("uno");
        control("app", "{\"mode\":\"LIVE\"}");
        town.call(simulator, "POST", "/v26.0/1000/subscribed_apps", "");
        town.call(simulator, "DELETE", "/v26.0/1000/subscribed_apps", "");
        simulator.phone("+393471231101").write("due");
        town.call(simulator, "POST", "/v26.0/1000/subscribed_apps", "");
        simulator.phone("+393471231101").write("tre");
        await().until(() -> town.posts.size() == 1);
        assertThat(town.posts.getFirst().value().at("/messages/0/text/body").asString()).isEqualTo("tre");
        assertThat(get(MetaApp.ID + "/subscriptions").at("/data/0/callback_url").asString()).isEqualTo(town.webhook().toString());
    }

    @Test
    void anyFieldOfANumberMayBeMadeToShowATrouble() throws Exception {
        control("accounts/100", """
                {"coexistence":true,"fields":{"quality_rating":"RED","name_status":"DECLINED","whatsapp_business_manager_messaging_limit":"TIER_250"}}""");
        var shown = get("100?fields=quality_rating,name_status,is_on_biz_app,whatsapp_business_manager_messaging_limit");
        assertThat(shown.path("quality_rating").asString()).isEqualTo("RED");
        assertThat(shown.path("name_status").asString()).isEqualTo("DECLINED");
        assertThat(shown.path("is_on_biz_app").asBoolean()).isTrue();
        assertThat(shown.path("whatsapp_business_manager_messaging_limit").asString()).isEqualTo("TIER_250");
        control("accounts/100", "{\"fields\":{\"quality_rating\":null}}");
        assertThat(get("100?fields=quality_rating").path("quality_rating").asString()).isEqualTo("GREEN");
    }

    @Test
    void aNumberIsVerifiedThenRegisteredWithItsPin() throws Exception {
        control("accounts/100", "{\"registered\":false,\"verified\":false}");
        assertThat(post("100/register", "{\"pin\":\"111111\"}")).isEqualTo(133006);
        assertThat(post("100/request_code", "{\"code_method\":\"SMS\",\"language\":\"it\"}")).isZero();
        assertThat(post("100/verify_code", "{\"code\":\"000000\"}")).isEqualTo(136025);
        assertThat(post("100/verify_code", "{\"code\":\"123456\"}")).isZero();
        assertThat(post("100/request_code", "{\"code_method\":\"SMS\"}")).isEqualTo(136024);
        assertThat(post("100/register", "{\"pin\":\"111111\"}")).isZero();
        assertThat(post("100/register", "{\"pin\":\"222222\"}")).isEqualTo(133005);
        assertThat(post("100", "{\"pin\":\"222222\"}")).isZero();
        for (var count = 0; count < 7; count++) {
            assertThat(post("100/register", "{\"pin\":\"222222\"}")).isZero();
        }
        assertThat(post("100/register", "{\"pin\":\"222222\"}")).isEqualTo(133016);
        simulator.clock().move(Duration.ofHours(73));
        assertThat(post("100/register", "{\"pin\":\"222222\"}")).isZero();
    }

    @Test
    void aProfileAndShortLinksAreKept() throws Exception {
        var upload = TownHall.json(town.call(simulator, "POST", "/v26.0/" + MetaApp.ID + "/uploads?file_length=3&file_type=image/png", ""));
        var handle = TownHall.json(town.call(simulator, "POST", "/v26.0/" + upload.path("id").asString(), "png")).path("h").asString();
        assertThat(post("100/whatsapp_business_profile", """
                {"messaging_product":"whatsapp","about":"Il Comune risponde","vertical":"GOVT","profile_picture_handle":"%s"}""".formatted(handle))).isZero();
        assertThat(get("100/whatsapp_business_profile?fields=about,vertical,profile_picture_url").at("/data/0/profile_picture_url").asString()).isNotEmpty();
        assertThat(post("100/whatsapp_business_profile", "{\"vertical\":\"TOWN\"}")).isEqualTo(100);
        assertThat(post("100/message_qrdls", "{\"prefilled_message\":\"Iscrivimi\",\"generate_qr_image\":\"SVG\"}")).isZero();
        assertThat(get("100/message_qrdls").at("/data/0/deep_link_url").asString()).startsWith("https://wa.me/message/");
    }

    @Test
    void whoWroteLatelyMayBeBlocked() throws Exception {
        simulator.phone("+393471231101").write("ciao");
        var answer = TownHall.json(town.call(simulator, "POST", "/v26.0/100/block_users",
                "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"+393471231101\"},{\"user\":\"+393470000000\"}]}"));
        assertThat(answer.at("/block_users/added_users")).hasSize(1);
        assertThat(answer.at("/block_users/failed_users")).hasSize(1);
        simulator.phone("+393471231101").write("mi sentite?");
        simulator.phone("+393471231102").write("io sì");
        await().until(() -> town.posts.size() == 2);
        assertThat(town.posts.getLast().value().at("/messages/0/text/body").asString()).isEqualTo("io sì");
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TemplatesTest extends SimulatedTown {

    private static final String PATH = "/v26.0/1000/message_templates";

    private static String definition(String name, String body, String examples) {
        return """
                {"name":"%s","category":"UTILITY","language":"it","parameter_format":"named","components":[
                 {"type":"BODY","text":"%s","example":{"body_text_named_params":[%s]}},
                 {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Niente avvisi"}]}]}""".formatted(name, body, examples);
    }

    private static String notice(String name) {
        return definition(name, "Avviso del Comune: {{titolo}}. Grazie.", "{\"param_name\":\"titolo\",\"example\":\"Neve\"}");
    }

    private static String named(String value) {
        return """
                {"messaging_product":"whatsapp","to":"393471231101","type":"template","template":{"name":"avviso",
                 "language":{"code":"it"},"components":[{"type":"body","parameters":[%s]}]}}""".formatted(value);
    }

    @Test
    void aTemplateIsPendingThenApprovedByAWebhookWithoutMetadata() throws Exception {
        simulator.change(it -> it.templates(it.templates().reviewAfter(Duration.ofSeconds(1))));
        var answer = TownHall.json(town.call(simulator, "POST", PATH, notice("avviso")));
        assertThat(answer.path("status").asString()).isEqualTo("PENDING");
        assertThat(TownHall.code(town.send(simulator, named("{\"type\":\"text\",\"parameter_name\":\"titolo\",\"text\":\"Neve\"}")))).isEqualTo(132001);
        await().until(() -> town.posts.size() == 1);
        var value = town.posts.getFirst().value();
        assertThat(town.posts.getFirst().json().at("/entry/0/id").asString()).isEqualTo("1000");
        assertThat(value.has("metadata")).isFalse();
        assertThat(value.path("event").asString()).isEqualTo("APPROVED");
        assertThat(value.path("message_template_id").asString()).isEqualTo(answer.path("id").asString());
        assertThat(town.send(simulator, named("{\"type\":\"text\",\"parameter_name\":\"titolo\",\"text\":\"Neve\"}")).statusCode()).isEqualTo(200);
        assertThat(TownHall.code(town.call(simulator, "POST", PATH, notice("avviso")))).isEqualTo(100);
    }

    @Test
    void whatIsSentMustFitTheDefinition() throws Exception {
        simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{titolo}}. Grazie.");
        assertThat(TownHall.code(town.send(simulator, named("")))).isEqualTo(132000);
        assertThat(TownHall.code(town.send(simulator, named("{\"type\":\"text\",\"text\":\"Neve\"}")))).isEqualTo(132012);
        assertThat(TownHall.code(town.send(simulator, parameter("Neve\\nforte")))).isEqualTo(132018);
        assertThat(TownHall.code(town.send(simulator, parameter("Neve     forte")))).isEqualTo(132018);
        assertThat(TownHall.code(town.send(simulator, parameter("")))).isEqualTo(100);
        assertThat(TownHall.code(town.send(simulator, parameter("Neve")))).isZero();
        assertThat(TownHall.code(town.send(simulator, TownHall.template("393471231101", "altro", "x")))).isEqualTo(132001);
    }

    private static String parameter(String text) {
        return named("{\"type\":\"text\",\"parameter_name\":\"titolo\",\"text\":\"" + text + "\"}");
    }

    @Test
    void badDefinitionsAreRefusedWithMetasSubcodes() throws Exception {
        assertThat(subcode(definition("avviso", "{{titolo}} e altre parole", "{\"param_name\":\"titolo\",\"example\":\"x\"}"))).isEqualTo(2388299);
        assertThat(subcode(definition("avviso", "Il {{a}} {{b}} ora", "{}, {}"))).isEqualTo(2388293);
        assertThat(subcode(definition("avviso", "Avviso del Comune: {{titolo}}. Grazie.", ""))).isEqualTo(2388043);
        assertThat(TownHall.code(town.call(simulator, "POST", PATH, notice("Avviso")))).isEqualTo(100);
    }

    private int subcode(String definition) throws Exception {
        return TownHall.json(town.call(simulator, "POST", PATH, definition)).at("/error/error_subcode").asInt(0);
    }

    @Test
    void theListComesInPagesAndATemplateCanBeDeleted() throws Exception {
        for (var name : new String[] {"uno", "due", "tre"}) {
            town.call(simulator, "POST", PATH, notice(name));
        }
        var first = TownHall.json(town.call(simulator, "GET", PATH + "?fields=name,status&limit=2", ""));
        assertThat(first.path("data")).hasSize(2);
        assertThat(first.at("/data/0").propertyNames()).containsOnly("id", "name", "status");
        assertThat(first.at("/paging/next").asString()).isNotEmpty();
        var second = TownHall.json(town.call(simulator, "GET", PATH + "?limit=2&after=" + first.at("/paging/cursors/after").asString(), ""));
        assertThat(second.at("/data/0/name").asString()).isEqualTo("tre");
        assertThat(second.path("paging").has("next")).isFalse();
        assertThat(town.call(simulator, "DELETE", PATH + "?name=due", "").statusCode()).isEqualTo(200);
        assertThat(TownHall.json(town.call(simulator, "GET", PATH, "")).path("data")).hasSize(2);
    }

    @Test
    void aPausedTemplateIsRefusedAndTheWebhookTells() throws Exception {
        simulator.templates().approved("1000", "avviso", "en_US", "UTILITY", "Notice: {{titolo}}. Thanks.");
        simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{titolo}}. Grazie.");
        simulator.templates().status("1000", "avviso", "PAUSED");
        assertThat(TownHall.code(town.send(simulator, parameter("Neve")))).isEqualTo(132015);
        await().until(() -> town.posts.size() == 2);
        assertThat(town.posts).extracting(it -> it.value().path("message_template_language").asString()).containsExactlyInAnyOrder("en-US", "it");
        simulator.templates().status("1000", "avviso", "APPROVED");
        assertThat(TownHall.code(town.send(simulator, parameter("Neve")))).isZero();
    }

    @Test
    void theEdgesOfSetUpAnswerAsMetaDoes() throws Exception {
        assertThat(town.call(simulator, "POST", "/v26.0/1000/subscribed_apps", "{}").body()).isEqualTo("{\"success\":true}");
        assertThat(TownHall.json(town.call(simulator, "GET", "/v26.0/1000/subscribed_apps", "")).path("data")).hasSize(1);
        town.call(simulator, "POST", "/v26.0/100/settings", "{\"calling\":{\"status\":\"DISABLED\"}}");
        assertThat(TownHall.json(town.call(simulator, "GET", "/v26.0/100/settings", "")).at("/calling/status").asString()).isEqualTo("DISABLED");
        var number = TownHall.json(town.call(simulator, "GET", "/v26.0/100?fields=throughput,whatsapp_business_manager_messaging_limit,quality_rating", ""));
        assertThat(number.at("/throughput/level").asString()).isEqualTo("STANDARD");
        assertThat(number.propertyNames()).containsExactlyInAnyOrder("throughput", "whatsapp_business_manager_messaging_limit", "quality_rating", "id");
        assertThat(TownHall.json(town.call(simulator, "GET", "/v26.0/debug_token?input_token=token", "")).at("/data/is_valid").asBoolean()).isTrue();
        assertThat(TownHall.code(town.call(simulator, "GET", "/v26.0/999", ""))).isEqualTo(100);
    }
}

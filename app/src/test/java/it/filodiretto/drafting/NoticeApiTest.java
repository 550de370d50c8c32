// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.TestEnvironment;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.operator.Role;
import it.filodiretto.wording.Topic;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TownTest
@NullMarked
class NoticeApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired KeyMaker keys;
    @Autowired Notices notices;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
    }

    @Test
    @DisplayName("BI-14: a notice sent by a program is counted person by person, in the contract's words")
    void theCountsAreTheContracts() {
        town.subscribe(4);
        var created = post(town, "/notices", """
            {"title":"Manca l'acqua","text":"Torna verso le 15.","topic":"strade","send":"now"}""");
        assertThat(created.statusCode()).isEqualTo(201);
        var id = json(created).at("/broadcast/id").asString();
        var status = json(get(town, "/broadcasts/" + id));
        assertThat(status.propertyNames()).contains("state", "recipients", "counts", "started_at", "finished_at", "failures");
        assertThat(status.get("state").asString()).isEqualTo("sending");
        assertThat(status.get("recipients").asLong()).isEqualTo(4);
        assertThat(status.get("counts").propertyNames()).containsExactly("queued", "in_flight", "uncertain", "accepted", "sent", "delivered", "read",
            "failed", "left", "excluded");
        assertThat(status.at("/counts/queued").asLong()).isEqualTo(4);
        assertThat(status.get("finished_at").isNull()).isTrue();
        assertThat(status.get("failures").isArray()).isTrue();
    }

    @Test
    void pauseResumeAndCancelAnswerWithTheBroadcast() {
        var id = json(post(town, "/notices", notice("now"))).at("/broadcast/id").asString();
        town.subscribe(1);
        assertThat(json(post(town, "/broadcasts/" + id + ":pause", "")).get("state").asString()).isEqualTo("paused");
        assertThat(json(post(town, "/broadcasts/" + id + ":resume", "")).get("state").asString()).isEqualTo("sending");
        assertThat(json(post(town, "/broadcasts/" + id + ":cancel", "")).get("state").asString()).isEqualTo("cancelled");
        var late = post(town, "/broadcasts/" + id + ":resume", "");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void whatIsWrongIsPointedAt() {
        var answer = post(town, "/notices", """
            {"title":"","text":"x","topic":"offerte","level":"viola","districts":["Atlantide"],"channels":["fax"],"send":"2020-01-01T10:00:00Z"}""");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("errors").valueStream().map(it -> it.get("pointer").asString()))
            .containsExactlyInAnyOrder("#/level", "#/send", "#/topic", "#/title", "#/districts/0", "#/channels/0");
        assertThat(post(town, "/notices", notice("domani")).statusCode()).isEqualTo(422);
        var nameless = post(town, "/notices", "{\"title\":\"x\",\"text\":\"x\",\"topic\":\"strade\",\"send\":\"draft\",\"districts\":[null],\"channels\":[\"whatsapp\",null]}");
        assertThat(nameless.statusCode()).as(nameless.body()).isEqualTo(422);
        assertThat(nameless.body()).contains("#/districts/0", "#/channels/1");
        for (var time : new String[] {"2026-13-01T10:00:00Z", "+999999999-12-31T10:00:00Z", "-0044-03-15T10:00:00Z"}) {
            assertThat(post(town, "/notices", notice(time)).statusCode()).as(time).isEqualTo(422);
        }
    }

    @Test
    void aDraftAndAScheduledNoticeHaveABroadcastThatWaits() {
        var draft = json(post(town, "/notices", notice("draft"))).at("/broadcast/id").asString();
        assertThat(json(get(town, "/broadcasts/" + draft)).get("state").asString()).isEqualTo("draft");
        var scheduled = json(post(town, "/notices", notice("2126-11-24T18:00:00+01:00"))).at("/broadcast/id").asString();
        assertThat(json(get(town, "/broadcasts/" + scheduled)).get("state").asString()).isEqualTo("scheduled");
        assertThat(json(post(town, "/broadcasts/" + scheduled + ":cancel", "")).get("state").asString()).isEqualTo("cancelled");
    }

    @Test
    void withoutATemplateTheProblemNamesTheDraftThatWasKept() {
        db.sql("delete from whatsapp_template where municipality_id = ?").param(town.id().value()).update();
        var answer = post(town, "/notices", notice("now"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("code").asString()).isEqualTo("no-template");
        assertThat(get(town, "/notices/" + json(answer).at("/notice/id").asString() + "/preflight").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("BI-13: the preflight says whom it reaches, by which means, who is left out and why, and that the cost is an estimate")
    void thePreflightSaysWhomItReaches() {
        var phones = town.subscribe(5);
        town.citizenWrites(phones.getFirst(), "Buongiorno, una domanda sul mercato");
        var id = json(post(town, "/notices", notice("draft"))).get("id").asString();
        var preflight = json(get(town, "/notices/" + id + "/preflight"));
        assertThat(preflight.get("reachable").asLong()).isEqualTo(5);
        assertThat(preflight.at("/means/0/free_text").asLong()).isEqualTo(1);
        assertThat(preflight.at("/means/0/template").asLong()).isEqualTo(4);
        assertThat(preflight.at("/cost/estimate").asBoolean()).isTrue();
        assertThat(preflight.at("/limit/known").asBoolean()).isFalse();
        assertThat(preflight.at("/duration/seconds").asLong()).isEqualTo(1);
    }

    @Test
    void anotherTownsBroadcastIsNotFound() {
        var id = json(post(town, "/notices", notice("now"))).at("/broadcast/id").asString();
        assertThat(get(otherTown, "/broadcasts/" + id).statusCode()).isEqualTo(404);
        assertThat(post(otherTown, "/broadcasts/" + id + ":cancel", "").statusCode()).isEqualTo(404);
        assertThat(get(town, "/broadcasts/nessuno").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("SF-08 where a second person signs, what a town's key sends waits for one; the installation's own key does as it is told")
    void SF_08_aTownsKeySignsNothing() {
        town.notices(new NoticePolicy(Set.of("strade"), null, null));
        var waits = json(post(town, keys.bearer(town.id(), Role.APPROVER), "/notices", notice("now")));
        assertThat(waits.get("state").asString()).isEqualTo("to_approve");
        assertThat(waits.get("words").asString()).contains("aspetta la firma");
        var id = new NoticeId(UUID.fromString(waits.get("id").asString()));
        assertThat(find(id).state()).isEqualTo(NoticeState.TO_APPROVE);
        var approver = Visitor.of(port);
        approver.login(keys.operator(town.id(), Role.APPROVER), KeyMaker.PASSWORD);
        var page = "/console/" + town.slug() + "/avvisi/" + id + "/firma";
        assertThat(approver.get(page).body()).contains("Te lo chiede Filodiretto");
        assertThat(approver.post(page, page, Map.of("firma", find(id).hash(), "pubblico", "on")).statusCode()).isEqualTo(302);
        assertThat(find(id).state()).isEqualTo(NoticeState.SENDING);

        var later = json(post(town, keys.bearer(town.id(), Role.EDITOR), "/notices", notice("2126-11-24T18:00:00+01:00")));
        assertThat(later.get("state").asString()).isEqualTo("to_approve");
        assertThat(json(post(town, "/notices", notice("now"))).get("state").asString()).isEqualTo("sending");
    }

    @Test
    @DisplayName("quiet hours hold for «now» of a town's key too; alerts of civil protection leave at any hour")
    void aTownsKeyWakesNobody() {
        town.notices(new NoticePolicy(Set.of(), new NoticePolicy.Quiet(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59)), null));
        var key = keys.bearer(town.id(), Role.APPROVER);
        var waits = json(post(town, key, "/notices", notice("now")));
        assertThat(waits.get("state").asString()).isEqualTo("scheduled");
        assertThat(waits.get("words").asString()).contains("Ore di silenzio");
        assertThat(Instant.parse(waits.get("leaves_at").asString())).isAfter(town.now());
        assertThat(json(post(town, key, "/notices", notice("2126-11-24T18:00:00+01:00"))).get("leaves_at").asString()).isEqualTo("2126-11-24T22:59:59Z");
        assertThat(json(post(town, key, "/notices", notice("now").replace("strade", Topic.CIVIL_PROTECTION))).get("state").asString()).isEqualTo("sending");
        assertThat(json(post(town, "/notices", notice("now"))).get("state").asString()).isEqualTo("sending");
    }

    private Notice find(NoticeId id) {
        return town.inTown(() -> notices.find(id)).orElseThrow();
    }

    private static String notice(String send) {
        return """
            {"title":"Strada chiusa","text":"Via Roma è chiusa.","topic":"strade","send":"%s"}""".formatted(send);
    }

    private HttpResponse<String> post(Town where, String path, String body) {
        return post(where, "Bearer " + TestEnvironment.API_KEY, path, body);
    }

    private HttpResponse<String> post(Town where, String bearer, String path, String body) {
        return Visitor.of(port).postJson("/api/v1/municipalities/" + where.slug() + path, body, "Authorization", bearer);
    }

    private HttpResponse<String> get(Town where, String path) {
        return Visitor.of(port).get("/api/v1/municipalities/" + where.slug() + path, "Authorization", "Bearer " + TestEnvironment.API_KEY);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}

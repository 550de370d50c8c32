// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.shared.Ids;
import java.net.http.HttpResponse;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import tools.jackson.databind.json.JsonMapper;

@TownTest
class ApiFrameTest {

    private static final String SAMPLES = "/api/v1/municipalities/arezzo/samples";
    private static final String GOOD = "{\"some_name\":\"a\",\"number\":1}";

    @LocalServerPort int port;
    @Value("${filodiretto.api-key}") String key;
    @Autowired SampleCalls calls;

    @Test
    void whoeverComesWhenNoConnectionIsFreeIsToldToComeAgainAsAtTheDoor() {
        var answer = new Problems(JsonMapper.builder().build()).busy(new CannotGetJdbcConnectionException("none is free"));
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).as("as page.Admission says").isEqualTo("3");
    }

    @Test
    void withoutAKeyThatCountsNothingIsToldButThat() {
        for (var shown : new String[] {"Bearer wrong", "Bearer fd_abc_def", "Basic abc", "Bearer "}) {
            var answer = Visitor.of(port).postJson(SAMPLES, GOOD, "Authorization", shown);
            assertProblem(answer, 401, "unauthorized");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
        assertProblem(Visitor.of(port).postJson("/api/v1/municipalities/nessuno/samples", GOOD), 401, "unauthorized");
    }

    @Test
    void aTownThatIsNotServedDoesNotExist() {
        var answer = post("/api/v1/municipalities/nessuno/samples", GOOD);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aPathThatIsNoCallIsAProblemToo() {
        var answer = post("/api/v1/nothing", GOOD);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"title\":\"Not Found\",\"status\":404,\"code\":\"not-found\"}");
    }

    @Test
    void aWordInThePathThatNamesNothingIsNotThereAndAWrongParameterIsAMistake() {
        var people = "/api/v1/municipalities/arezzo/subscribers/";
        assertProblem(Visitor.of(port).get(people + "nobody/evidence", "Authorization", "Bearer " + key), 404, "not-found");
        var wrong = Visitor.of(port).get(people + Ids.next() + "/evidence?whole=perhaps", "Authorization", "Bearer " + key);
        assertProblem(wrong, 422, "invalid");
        assertThat(wrong.body()).contains("\"pointer\":\"#/whole\"");
    }

    @Test
    void namesAreInSnakeCase() {
        assertThat(post(SAMPLES, GOOD).body()).contains("\"town_slug\":\"arezzo\"");
        assertThat(post(SAMPLES, GOOD).statusCode()).isEqualTo(201);
    }

    @Test
    void brokenJsonIsUnreadable() {
        assertProblem(post(SAMPLES, "{\"number\":"), 400, "unreadable");
    }

    @Test
    void aWrongValueIsPointedAt() {
        var answer = post(SAMPLES, "{\"some_name\":\"a\",\"number\":\"x\"}");
        assertProblem(answer, 422, "invalid");
        assertThat(answer.body()).contains("\"pointer\":\"#/number\"");
        assertThat(post(SAMPLES, "[]").body()).contains("\"pointer\":\"#\"", "An object is expected here");
        assertThat(post(SAMPLES, "{\"some_name\":[1],\"number\":1}").body()).contains("A string is expected here").doesNotContain("java.");
    }

    @Test
    void aFieldThatTheCallDoesNotKnowIsRefusedAndThoseItKnowsAreNamed() {
        var before = calls.done.get();
        var answer = post(SAMPLES, "{\"some_name\":\"a\",\"number\":1,\"numbr\":2}");
        assertProblem(answer, 422, "invalid");
        assertThat(answer.body()).contains("\"pointer\":\"#/numbr\"", "There is no field numbr here, only number, some_name");
        assertThat(calls.done.get()).isEqualTo(before);
    }

    @Test
    void aTextThatNoDatabaseKeepsIsPointedAt() {
        var answer = post(SAMPLES, "{\"some_name\":\"a\\u0000b\",\"number\":1}");
        assertProblem(answer, 422, "invalid");
        assertThat(answer.body()).contains("\"pointer\":\"#/some_name\"", "cannot hold the character U+0000");
    }

    @Test
    void whatARecordRefusesIsSaidInItsWords() {
        var answer = post(SAMPLES, "{\"some_name\":\"a\",\"number\":-1}");
        assertProblem(answer, 422, "invalid");
        assertThat(answer.body()).contains("number is at least 0, not -1");
    }

    @Test
    void aKnownProblemKeepsItsCodeAndMembers() {
        var answer = post(SAMPLES, "{\"some_name\":\"a\",\"number\":409}");
        assertProblem(answer, 409, "slot-taken");
        assertThat(answer.body()).contains("\"next\":\"later\"", "\"type\":\"urn:filodiretto:problem:slot-taken\"");
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndTheWorkIsDoneOnce() {
        var idempotency = Ids.next().toString();
        var first = post(SAMPLES, GOOD, "Idempotency-Key", idempotency);
        var before = calls.done.get();
        var second = post(SAMPLES, GOOD, "Idempotency-Key", idempotency);
        assertThat(calls.done.get()).isEqualTo(before);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void twoCallsUnderOneKeyAtTheSameTimeDoTheWorkOnce() throws Exception {
        var idempotency = Ids.next().toString();
        var slow = "{\"some_name\":\"a\",\"number\":" + SampleCalls.SLOW + "}";
        var first = new FutureTask<>(() -> post(SAMPLES, slow, "Idempotency-Key", idempotency));
        Thread.startVirtualThread(first);
        assertThat(calls.arrived.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        var before = calls.done.get();
        var second = new FutureTask<>(() -> post(SAMPLES, slow, "Idempotency-Key", idempotency));
        Thread.startVirtualThread(second);
        try {
            assertProblem(second.get(30, TimeUnit.SECONDS), 409, "in-progress");
        } finally {
            calls.mayGoOn.release(2);
        }
        assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        assertThat(post(SAMPLES, slow, "Idempotency-Key", idempotency).body()).isEqualTo(first.get().body());
        assertThat(calls.done.get()).isEqualTo(before + 1);
        calls.mayGoOn.drainPermits();
    }

    @Test
    void aSetUpAsksTheProviderOutsideOfAnyTransactionAlsoUnderAKey() {
        assertThat(post(SAMPLES + ":set-up", "{}", "Idempotency-Key", Ids.next().toString()).body()).isEqualTo("{\"in_transaction\":false}");
        assertThat(post(SAMPLES + "%3Aset-up", "{}", "Idempotency-Key", Ids.next().toString()).body()).as("a colon may be written so too").isEqualTo("{\"in_transaction\":false}");
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        var idempotency = Ids.next().toString();
        post(SAMPLES, GOOD, "Idempotency-Key", idempotency);
        assertProblem(post(SAMPLES, "{\"some_name\":\"b\",\"number\":1}", "Idempotency-Key", idempotency), 422, "idempotency-key-reused");
    }

    @Test
    void whatWasRefusedMayBeCorrectedUnderTheSameKey() {
        var idempotency = Ids.next().toString();
        assertProblem(post(SAMPLES, "{\"some_name\":\"a\",\"number\":409}", "Idempotency-Key", idempotency), 409, "slot-taken");
        assertThat(post(SAMPLES, GOOD, "Idempotency-Key", idempotency).statusCode()).isEqualTo(201);
    }

    @Test
    void everyAnswerSaysHowMuchIsLeft() {
        assertThat(post(SAMPLES, GOOD).headers().firstValue("RateLimit")).hasValueSatisfying(it -> assertThat(it).startsWith("\"default\";r="));
    }

    private HttpResponse<String> post(String path, String json, String... headers) {
        var all = new java.util.ArrayList<>(java.util.List.of("Authorization", "Bearer " + key));
        all.addAll(java.util.List.of(headers));
        return Visitor.of(port).postJson(path, json, all.toArray(String[]::new));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}

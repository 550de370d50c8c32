// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest extends SimulatedTown {

    private static final String TEXT = TownHall.text("393471231101", "Buongiorno");

    @BeforeEach
    void start() throws Exception {
        simulator.phone("+393471231101").write("ciao");
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE", "NO_ANSWER"})
    void beforeAcceptanceNothingIsAccepted(FaultKind kind) throws Exception {
        simulator.faults().set(Fault.of(kind).times(1).delay(Duration.ofMillis(50)));
        assertThatThrownBy(() -> town.send(simulator, TEXT)).isInstanceOf(IOException.class);
        assertThat(simulator.accepted()).isEmpty();
        assertThat(town.send(simulator, TEXT).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_AFTER", "NO_ANSWER_AFTER"})
    void afterAcceptanceTheAnswerIsLostAndTheStatusesTell(FaultKind kind) {
        simulator.faults().set(Fault.of(kind).times(1).delay(Duration.ofMillis(50)));
        assertThatThrownBy(() -> town.send(simulator, TEXT)).isInstanceOf(IOException.class);
        assertThat(simulator.accepted()).hasSize(1);
        await().until(() -> town.statuses().contains("delivered " + simulator.accepted().getFirst().id()));
    }

    @Test
    void answersMayBeBrokenAlthoughTheMessageWasAccepted() throws Exception {
        simulator.faults().next(FaultKind.MALFORMED_ANSWER, 1);
        assertThat(town.send(simulator, TEXT).body()).startsWith("{").doesNotEndWith("}");
        simulator.faults().next(FaultKind.ANSWER_WITHOUT_ID, 1);
        assertThat(TownHall.json(town.send(simulator, TEXT)).has("messages")).isFalse();
        simulator.faults().next(FaultKind.SERVER_ERROR_AFTER, 1);
        assertThat(town.send(simulator, TEXT).statusCode()).isEqualTo(500);
        assertThat(simulator.accepted()).hasSize(3);
    }

    @Test
    void aServerErrorOrARefusalAcceptsNothing() throws Exception {
        simulator.faults().next(FaultKind.SERVER_ERROR, 1);
        assertThat(town.send(simulator, TEXT).statusCode()).isEqualTo(500);
        simulator.faults().set(Fault.of(FaultKind.REFUSED).times(1).code(131042));
        assertThat(TownHall.code(town.send(simulator, TEXT))).isEqualTo(131042);
        simulator.faults().on(FaultKind.TOKEN_INVALID);
        assertThat(town.send(simulator, TEXT).statusCode()).isEqualTo(401);
        simulator.faults().off(FaultKind.TOKEN_INVALID);
        assertThat(simulator.accepted()).isEmpty();
        assertThat(town.send(simulator, TEXT).statusCode()).isEqualTo(200);
    }

    @Test
    void aLateAnswerComesAfterTheStatuses() throws Exception {
        simulator.faults().set(Fault.of(FaultKind.SLOW_AFTER).times(1).delay(Duration.ofSeconds(2)));
        var id = TownHall.json(town.send(simulator, TEXT)).at("/messages/0/id").asString();
        assertThat(town.statuses()).contains("sent " + id, "delivered " + id);
    }

    @Test
    void aFaultEndsByItselfAndAShareIsRepeatable() {
        simulator.faults().during(FaultKind.SERVER_ERROR, Duration.ofSeconds(1));
        assertThat(simulator.faults().active()).hasSize(1);
        await().until(() -> simulator.faults().active().isEmpty());
        var first = struck();
        assertThat(struck()).isEqualTo(first).isBetween(150, 250);
    }

    private int struck() {
        simulator.faults().share(FaultKind.SLOW, 0.2, 7);
        IntStream.range(0, 1_000).forEach(_ -> simulator.faults().strike(FaultKind.SLOW, "100"));
        var struck = simulator.faults().struck(FaultKind.SLOW);
        simulator.faults().off(FaultKind.SLOW);
        return struck;
    }

    @Test
    void aWebhookMayComeTwiceOrWithAWrongSignatureFirst() {
        await().until(() -> town.posts.size() == 1);
        simulator.faults().next(FaultKind.DUPLICATE_WEBHOOK, 1);
        simulator.phone("+393471231101").write("due volte");
        await().until(() -> town.posts.size() == 3);
        assertThat(town.posts.get(1).body()).isEqualTo(town.posts.get(2).body());
        simulator.faults().next(FaultKind.WRONG_SIGNATURE, 1);
        town.answers.add(401);
        simulator.phone("+393471231101").write("falso");
        await().until(() -> town.posts.size() == 5);
        assertThat(town.posts.get(3).signature()).isNotEqualTo(Signature.of(town.posts.get(3).body(), "app-secret"));
        assertThat(town.posts.get(4).signature()).isEqualTo(Signature.of(town.posts.get(4).body(), "app-secret"));
    }

    @Test
    void withoutNetworkNothingPassesAndWebhooksFollow() {
        await().until(() -> town.posts.size() == 1);
        simulator.faults().on(FaultKind.NETWORK_DOWN);
        simulator.phone("+393471231101").write("ci siete?");
        assertThatThrownBy(() -> town.send(simulator, TEXT)).isInstanceOf(IOException.class);
        assertThat(town.posts).hasSize(1);
        simulator.faults().off(FaultKind.NETWORK_DOWN);
        await().until(() -> town.posts.size() == 2);
    }

    @Test
    void somePeopleAreNotOnWhatsApp() throws Exception {
        simulator.phone("+393471231101").failsWith(131026);
        assertThat(town.send(simulator, TEXT).statusCode()).isEqualTo(200);
        var id = simulator.accepted().getFirst().id();
        await().until(() -> town.statuses().contains("failed " + id));
        assertThat(town.posts.getLast().value().findValue("errors").path(0).path("code").asInt()).isEqualTo(131026);
        assertThat(simulator.phone("+393471231101").received()).isEmpty();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.broadcast.NoticeStates;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.shared.Ids;
import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On topics of which the town's profile says so, a second person signs. */
@TownTest
@NullMarked
class SecondSignatureTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Operators operators;
    @Autowired Notices notices;
    @Autowired Deliveries deliveries;
    @Autowired JdbcClient db;

    @BeforeEach
    void disruptionsWantTwo() {
        town.notices(new NoticePolicy(Set.of("disservizi"), null, null));
        TownTemplates.accept(town, db);
        town.subscribe(3);
    }

    @Test
    @DisplayName("SF-08: a notice leaves by the tick of a second person; whoever wrote it cannot give it")
    void SF_08_aSecondPersonSigns() {
        var writer = enter(Role.APPROVER, "Luca Bini");
        var id = asked(writer);
        assertThat(find(id).state()).isEqualTo(NoticeState.TO_APPROVE);
        assertThat(writer.get(at(id, "/firma")).body()).contains("L’hai scritto tu", "Parte appena firma un’altra persona").doesNotContain("Firma e invia", "Te lo chiede", "appena firmi");
        assertThat(writer.post(at(id, "/firma"), at(id, "/firma"), Map.of("firma", find(id).hash())).statusCode()).isEqualTo(409);
        assertThat(find(id).state()).isEqualTo(NoticeState.TO_APPROVE);

        var page = enter(Role.APPROVER, "Marta Vanni").get(at(id, "/firma")).body();
        assertThat(page).contains("Te lo chiede Luca Bini", "Firma e invia a 3 persone");
        var signed = enter(Role.APPROVER, "Marta Vanni").post(at(id, "/firma"), at(id, "/firma"), Map.of("firma", find(id).hash(), "pubblico", "on"));
        assertThat(signed.statusCode()).isEqualTo(302);
        assertThat(find(id).state()).isEqualTo(NoticeState.SENDING);
        assertThat(enter(Role.AGENT, "Anna").get(at(id, "")).body()).contains("Chiesta la firma da Luca Bini", "Approvato e inviato da Marta Vanni");
    }

    @Test
    void anEditorCannotSendAroundTheSignature() {
        var editor = enter(Role.EDITOR, "Luca Bini");
        var id = written(editor, "disservizi");
        assertThat(editor.get(at(id, "/testo")).body()).as("the draft's button").contains("Chiedi la firma").doesNotContain("Invia ora a");
        assertThat(editor.get(at(id, "/invio")).body()).contains("Chiedi la firma").doesNotContain("Invia ora a");
        assertThat(editor.post(at(id, "/invio"), at(id, "/invio"), Map.of("firma", find(id).hash())).statusCode()).isEqualTo(409);
        var other = enter(Role.EDITOR, "Piero");
        assertThat(other.post(at(id, "/invio"), at(id, "/invio"), Map.of("firma", find(id).hash())).statusCode()).isEqualTo(409);
        assertThat(find(id).state()).isEqualTo(NoticeState.DRAFT);
        var free = written(editor, "strade");
        assertThat(editor.post(at(free, "/invio"), at(free, "/invio"), Map.of("firma", find(free).hash())).statusCode()).isEqualTo(302);
        assertThat(find(free).state()).isEqualTo(NoticeState.SENDING);
    }

    @Test
    void whatIsSentBackIsADraftWithTheReason() {
        var id = asked(enter(Role.EDITOR, "Luca Bini"));
        enter(Role.APPROVER, "Marta Vanni").post(at(id, "/rimando"), at(id, "/firma"), Map.of("motivo", "Manca la via."));
        assertThat(find(id).state()).isEqualTo(NoticeState.DRAFT);
        assertThat(find(id).refusal()).isEqualTo("Manca la via.");
    }

    @Test
    void inAnEmergencyOneSendsAloneWithAReasonThatAllSee() {
        var editor = enter(Role.EDITOR, "Luca Bini");
        var id = asked(editor);
        assertThat(editor.post(at(id, "/urgenza"), at(id, "/firma"), Map.of("firma", find(id).hash(), "motivo", "boh")).statusCode()).isEqualTo(409);
        assertThat(editor.post(at(id, "/urgenza"), at(id, "/firma"), Map.of("firma", find(id).hash(), "motivo", "Frana sulla provinciale, nessuno risponde"))
            .statusCode()).isEqualTo(302);
        assertThat(find(id).state()).isEqualTo(NoticeState.SENDING);
        assertThat(enter(Role.AGENT, "Anna").get(at(id, "")).body()).contains("Inviato con una firma sola", "Frana sulla provinciale");
        assertThat(town.inTransaction(() -> db.sql("select count(*) from audit where action = 'notice.override'").query(Long.class).single())).isOne();
    }

    @Test
    @DisplayName("SF-08: a second click on the signature, or another colleague's, does not send now what is to leave tomorrow")
    void aSecondClickOnTheSignatureSendsNothing() {
        var writer = enter(Role.EDITOR, "Luca Bini");
        var id = written(writer, "disservizi");
        var tomorrow = LocalDateTime.ofInstant(town.now(), town.municipality().zone()).plusDays(1).withSecond(0).withNano(0);
        writer.post(at(id, "/richiesta"), at(id, "/invio"), Map.of("firma", find(id).hash(), "quando", tomorrow.toString()));
        for (var name : List.of("Marta Vanni", "Piero Sani")) {
            var signed = enter(Role.APPROVER, name).post(at(id, "/firma"), console("/nuovo"), Map.of("firma", find(id).hash(), "pubblico", "on"));
            assertThat(signed.statusCode()).isEqualTo(302);
            assertThat(find(id).state()).as(name).isEqualTo(NoticeState.SCHEDULED);
        }
        var own = written(writer, "strade");
        var signed = Map.of("firma", find(own).hash(), "quando", tomorrow.toString());
        for (int click = 0; click < 2; click++) {
            assertThat(writer.post(at(own, "/programma"), console("/nuovo"), signed).statusCode()).isEqualTo(302);
        }
        writer.post(at(own, "/invio"), console("/nuovo"), signed);
        assertThat(find(own).state()).as("a page that was open before it was scheduled").isEqualTo(NoticeState.SCHEDULED);
        assertThat(entries(own, "signed")).isOne();
    }

    @Test
    void whatWasTakenBackIsNotSentByAPageThatWasOpenBefore() {
        var writer = enter(Role.EDITOR, "Luca Bini");
        var id = asked(writer);
        writer.post(at(id, "/rimando"), at(id, "/firma"), Map.of());
        var signed = enter(Role.APPROVER, "Marta Vanni").post(at(id, "/firma"), console("/nuovo"), Map.of("firma", find(id).hash(), "pubblico", "on"));
        assertThat(signed.statusCode()).isEqualTo(409);
        assertThat(signed.body()).contains("è tornato in bozza");
        assertThat(find(id).state()).isEqualTo(NoticeState.DRAFT);
    }

    @Test
    @DisplayName("SF-08: a retry that says something else than what was signed wants a signature of its own")
    void aRetryThatSaysSomethingElseWantsASignature() {
        var writer = enter(Role.EDITOR, "Luca Bini");
        var id = asked(writer);
        enter(Role.APPROVER, "Marta Vanni").post(at(id, "/firma"), at(id, "/firma"), Map.of("firma", find(id).hash(), "pubblico", "on"));
        var states = new NoticeStates(town, deliveries, db);
        await().until(() -> states.messages(find(id).broadcast()).size() == 3);
        states.failed(states.messages(find(id).broadcast()).subList(0, 1), "131026", "Non raggiunto");
        var again = idIn(writer.post(at(id, "/seguito"), console("/nuovo"), Map.of("tipo", "RETRY")));
        assertThat(writer.get(at(again, "/invio")).body()).contains("Invia ora a 1 persona").doesNotContain("Chiedi la firma");
        writer.post(at(again, "/testo"), at(again, "/testo"), Map.of("argomento", "disservizi", "titolo", "Tutt’altro", "testo", "Niente di firmato.", "passo", "bozza"));
        assertThat(writer.get(at(again, "/invio")).body()).contains("Chiedi la firma").doesNotContain("Invia ora a");
        assertThat(writer.post(at(again, "/invio"), console("/nuovo"), Map.of("firma", find(again).hash())).statusCode()).isEqualTo(409);
        assertThat(find(again).state()).isEqualTo(NoticeState.DRAFT);
    }

    @Test
    @DisplayName("SF-04: who is to sign an update is told that the all-clear has left since it was written")
    void whoSignsAnUpdateIsToldOfTheAllClear() {
        var writer = enter(Role.EDITOR, "Luca Bini");
        var id = asked(writer);
        var approver = enter(Role.APPROVER, "Marta Vanni");
        approver.post(at(id, "/firma"), at(id, "/firma"), Map.of("firma", find(id).hash(), "pubblico", "on"));
        var update = idIn(writer.post(at(id, "/seguito"), console("/nuovo"), Map.of("tipo", "UPDATE")));
        var clear = idIn(writer.post(at(id, "/seguito"), console("/nuovo"), Map.of("tipo", "ALL_CLEAR")));
        for (var each : List.of(update, clear)) {
            assertThat(writer.post(at(each, "/richiesta"), at(each, "/invio"), Map.of("firma", find(each).hash())).statusCode()).isEqualTo(302);
        }
        assertThat(approver.get(at(update, "/firma")).body()).doesNotContain("Dopo che questo avviso è stato scritto");
        approver.post(at(clear, "/firma"), at(clear, "/firma"), Map.of("firma", find(clear).hash(), "pubblico", "on"));
        assertThat(approver.get(at(update, "/firma")).body()).contains("Dopo che questo avviso è stato scritto è partito «Risolto: Manca l’acqua»");
    }

    @Test
    @DisplayName("SF-08: a topic that an editor adds on screen is no way around the signature where the profile wants it for all")
    void aNewTopicIsNoWayAroundTheSignature() {
        town.notices(new NoticePolicy(Set.of(NoticePolicy.EVERY_TOPIC), null, null));
        var editor = enter(Role.EDITOR, "Luca Bini");
        var settings = "/console/" + town.slug() + "/contenuti/argomenti/nuovo";
        assertThat(editor.post(settings, settings, Map.of("name", "Di passaggio", "description", "Nuovo", "category", "UTILITY", "seen", "")).statusCode()).isEqualTo(302);
        var id = written(editor, "di-passaggio");
        assertThat(editor.post(at(id, "/invio"), console("/nuovo"), Map.of("firma", find(id).hash())).statusCode()).isEqualTo(409);
        assertThat(find(id).state()).isEqualTo(NoticeState.DRAFT);
    }

    private long entries(NoticeId id, String kind) {
        return town.inTransaction(() -> db.sql("select count(*) from register_entry where subject_id = ? and kind = ?").param(id.value()).param(kind)
            .query(Long.class).single());
    }

    private NoticeId asked(Visitor writer) {
        var id = written(writer, "disservizi");
        assertThat(writer.post(at(id, "/richiesta"), at(id, "/invio"), Map.of("firma", find(id).hash())).statusCode()).isEqualTo(302);
        return id;
    }

    private NoticeId written(Visitor writer, String topic) {
        var answer = writer.post(console(""), console("/nuovo"), Map.of("argomento", topic, "titolo", "Manca l’acqua", "testo", "Torna verso le 15.",
            "bozza", Ids.next().toString(), "passo", "avanti"));
        return idIn(answer);
    }

    private static NoticeId idIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        var found = Pattern.compile("/avvisi/([0-9a-f-]{36})").matcher(answer.headers().firstValue("Location").orElseThrow());
        assertThat(found.find()).isTrue();
        return new NoticeId(UUID.fromString(found.group(1)));
    }

    private Visitor enter(Role role, String name) {
        var email = "a." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, name, "una buona password", Set.of(role));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    private Notice find(NoticeId id) {
        return town.inTown(() -> notices.find(id)).orElseThrow();
    }

    private String at(NoticeId id, String below) {
        return console("/" + id + below);
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/avvisi" + below;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.alarm.Alarm;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.audience.Neighbourhoods;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.Role;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.wording.Topic;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may sign is told, and told again when nobody does; what a drill showed. */
@TownTest
@NullMarked
class SignatureCallsTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired KeyMaker keys;
    @Autowired Notices notices;
    @Autowired Alarms alarms;
    @Autowired Neighbourhoods neighbourhoods;
    @Autowired Deliveries deliveries;
    @Autowired JdbcClient db;

    @BeforeEach
    void disruptionsWantTwo() {
        town.notices(new NoticePolicy(Set.of("disservizi", Topic.CIVIL_PROTECTION), null, null));
        TownTemplates.accept(town, db);
        town.subscribe(1);
    }

    @Test
    @DisplayName("BI-13 who may sign is told by mail and on the console, with the page to sign; when nobody does, the administrators too")
    void whoMaySignIsTold() {
        var approver = keys.operator(town.id(), Role.APPROVER);
        keys.operator(town.id(), Role.ADMIN);
        var id = asked("disservizi");
        assertThat(open()).singleElement().satisfies(it -> {
            assertThat(it.words()).contains("Da firmare: «Manca l’acqua»");
            assertThat(it.link()).isEqualTo("avvisi/" + id + "/firma");
        });
        assertThat(mails()).isOne();
        town.timePasses(Duration.ofMinutes(31));
        await().until(() -> open().size() == 2);
        assertThat(mails()).as("the approver again, and the administrator").isEqualTo(3);
        var visitor = Visitor.of(port);
        visitor.login(approver, KeyMaker.PASSWORD);
        var page = "/console/" + town.slug() + "/avvisi/" + id + "/firma";
        assertThat(visitor.get("/console/" + town.slug()).body()).contains("Da firmare", page);
        visitor.post(page, page, Map.of("firma", notice(id).hash(), "pubblico", "on"));
        assertThat(notice(id).state()).isEqualTo(NoticeState.SENDING);
        assertThat(open()).isEmpty();
    }

    @Test
    void anAlertWaitsFiveMinutesAndWhatIsSentBackCallsNobody() {
        keys.operator(town.id(), Role.ADMIN);
        var id = asked(Topic.CIVIL_PROTECTION);
        assertThat(mails()).as("nobody else may sign: the administrators at once").isOne();
        town.timePasses(Duration.ofMinutes(6));
        await().until(() -> open().size() == 2);
        town.inTown(() -> notices.giveBack(id, "Manca la via."));
        assertThat(open()).isEmpty();
    }

    @Test
    @DisplayName("who sends alone in an emergency is told to who could have signed, by mail and on each page, until one has seen it")
    void whoSendsAloneIsTold() {
        var approver = keys.operator(town.id(), Role.APPROVER);
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi")))).id();
        var editor = in(keys.operator(town.id(), Role.EDITOR));
        var page = "/console/" + town.slug() + "/avvisi/" + id;
        editor.post(page + "/urgenza", page + "/invio", Map.of("firma", notice(id).hash(), "motivo", "Non risponde nessuno al telefono"));
        assertThat(notice(id).state()).isEqualTo(NoticeState.SENDING);
        assertThat(open()).singleElement().satisfies(it -> assertThat(it.words()).contains("«Manca l’acqua»", "una firma sola", "Non risponde nessuno"));
        assertThat(mails()).isOne();
        assertThat(editor.get(page).body()).contains("È partito con una firma sola").doesNotContain("L’ho visto");
        editor.post(page + "/visto", page, Map.of());
        assertThat(open()).as("an editor could not have signed").hasSize(1);

        var reader = in(approver);
        assertThat(reader.get("/console/" + town.slug()).body()).contains("una firma sola");
        assertThat(reader.get(page).body()).contains("L’ho visto");
        reader.post(page + "/visto", page, Map.of());
        assertThat(open()).isEmpty();
        assertThat(reader.get(page).body()).contains("Visto, dopo l’invio, da Anna Prova").doesNotContain("L’ho visto");
    }

    @Test
    void whereNobodyElseCouldHaveSignedWhoSentItSaysThatItWasSeen() {
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi")))).id();
        var editor = in(keys.operator(town.id(), Role.EDITOR));
        var page = "/console/" + town.slug() + "/avvisi/" + id;
        editor.post(page + "/urgenza", page + "/invio", Map.of("firma", notice(id).hash(), "motivo", "Non risponde nessuno al telefono"));
        assertThat(open()).hasSize(1);
        assertThat(editor.get(page).body()).contains("L’ho visto");
        editor.post(page + "/visto", page, Map.of());
        assertThat(open()).isEmpty();
    }

    @Test
    @DisplayName("also in an emergency an ordinary notice waits for the end of the quiet hours; an alert does not")
    void theQuietHoursHoldForWhoSendsAlone() {
        town.notices(new NoticePolicy(Set.of("disservizi", Topic.CIVIL_PROTECTION), new NoticePolicy.Quiet(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59)), null));
        var reason = "Non risponde nessuno al telefono";
        var ordinary = asked("disservizi");
        assertThat(town.inTown(() -> notices.override(ordinary, notice(ordinary).hash(), reason))).isInstanceOf(PublishOutcome.Scheduled.class);
        assertThat(notice(ordinary).dueAt()).isAfter(town.now());
        assertThat(open()).as("it is told at once").singleElement().satisfies(it -> assertThat(it.words()).contains("una firma sola"));
        town.inTown(() -> notices.unschedule(ordinary));
        assertThat(open()).isEmpty();
        var alert = asked(Topic.CIVIL_PROTECTION);
        assertThat(town.inTown(() -> notices.override(alert, notice(alert).hash(), reason))).isInstanceOf(PublishOutcome.Started.class);
    }

    @Test
    @DisplayName("a drill has its report: volunteers, delivered, read, how soon")
    void aDrillHasItsReport() {
        var phones = town.subscribe(4);
        town.inTown(() -> phones.forEach(it -> neighbourhoods.agreesToDrills(town.citizen(it), "corso")));
        var details = new NoticeDetails(NoticeKind.GENERAL, "", null, null, "", "", "", true);
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Prova di evacuazione", "Raggiungi la piazza.", Topic.CIVIL_PROTECTION).with(details)))).id();
        assertThat(town.inTown(() -> notices.publish(id, null))).isInstanceOf(PublishOutcome.Started.class);
        var states = new NoticeStates(town, deliveries, db);
        var broadcast = notice(id).broadcast();
        await().until(() -> states.messages(broadcast).size() == 4);
        states.report(states.messages(broadcast).subList(0, 2), DeliveryReport.Status.READ);
        states.report(states.messages(broadcast).subList(2, 3), DeliveryReport.Status.DELIVERED);
        states.failed(states.messages(broadcast).subList(3, 4), "131026", "Il numero non usa WhatsApp.");
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), Role.EDITOR), KeyMaker.PASSWORD);
        var page = visitor.get("/console/" + town.slug() + "/avvisi/" + id + "/esercitazione").body();
        assertThat(page).contains("Resoconto dell’esercitazione", "3 (75 %)", "2 (50 %)", "1 (25 %)", "Il numero non usa WhatsApp").doesNotContain("Meno di metà");
        assertThat(visitor.get("/console/" + town.slug() + "/avvisi/" + id).body()).contains("/esercitazione");
    }

    private NoticeId asked(String topic) {
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Manca l’acqua", "Torna verso le 15.", topic)))).id();
        assertThat(town.inTown(() -> notices.ask(id, null, null))).isInstanceOf(PublishOutcome.Asked.class);
        return id;
    }

    private Visitor in(String email) {
        var visitor = Visitor.of(port);
        visitor.login(email, KeyMaker.PASSWORD);
        return visitor;
    }

    private long mails() {
        return town.inTransaction(() -> db.sql("select count(*) from alarm_mail").query(Long.class).single());
    }

    private List<Alarm> open() {
        return town.inTown(alarms::open);
    }

    private Notice notice(NoticeId id) {
        return town.inTown(() -> notices.find(id)).orElseThrow();
    }
}

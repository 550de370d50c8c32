// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.PlannedNotices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.notice.Relation;
import it.filodiretto.operator.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
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

/** Notices that leave by themselves: again and again, before a deadline, and not at night. */
@TownTest
@NullMarked
class NoticePlansTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final NoticePolicy ALWAYS_QUIET =
        new NoticePolicy(Set.of("disservizi"), new NoticePolicy.Quiet(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59)), null);

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired KeyMaker keys;
    @Autowired Notices notices;
    @Autowired PlannedNotices planned;
    @Autowired Rounds rounds;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
        town.subscribe(1);
    }

    @Test
    void timesAreCountedFromTheFirstOnTheTownsClock() {
        var first = at("2027-01-31T10:00");
        assertThat(Recurrence.MONTHLY.after(first, first, ROME)).isEqualTo(at("2027-02-28T10:00"));
        assertThat(Recurrence.MONTHLY.after(at("2027-02-28T10:00"), first, ROME)).isEqualTo(at("2027-03-31T10:00"));
        var night = at("2027-03-27T02:30");
        assertThat(Recurrence.DAILY.after(night, night, ROME)).isEqualTo(at("2027-03-28T03:30"));
        assertThat(Recurrence.DAILY.after(at("2027-03-28T03:30"), night, ROME)).isEqualTo(at("2027-03-29T02:30"));
        var autumn = at("2027-10-24T09:00");
        assertThat(Recurrence.FORTNIGHTLY.after(autumn, autumn, ROME)).isEqualTo(at("2027-11-07T09:00"));
    }

    @Test
    @DisplayName("a notice that repeats leaves, and the next of its line is scheduled, seen by all, until the last day")
    void aLine() {
        var start = town.now().plus(Duration.ofHours(1));
        var id = written(NoticeText.of("Domani la raccolta della carta", "Esponi il sacco entro le 6.", "strade"));
        var last = LocalDate.ofInstant(start, ROME).plusDays(10);
        assertThat(send(id, start, new NoticePlan(Recurrence.WEEKLY, last, 0))).isInstanceOf(PublishOutcome.Scheduled.class);
        town.timePasses(Duration.ofMinutes(61));
        await().until(() -> find(id).state() != NoticeState.SCHEDULED);
        var second = newest().getFirst();
        assertThat(second.state()).isEqualTo(NoticeState.SCHEDULED);
        assertThat(second.hash()).isEqualTo(find(id).hash());
        assertThat(LocalDateTime.ofInstant(second.dueAt(), ROME)).isEqualTo(LocalDateTime.ofInstant(start, ROME).plusWeeks(1).withNano(LocalDateTime.ofInstant(second.dueAt(), ROME).getNano()));
        town.timePasses(Duration.ofDays(7));
        await().until(() -> find(second.id()).state() != NoticeState.SCHEDULED);
        assertThat(newest().stream().filter(it -> it.state() == NoticeState.SCHEDULED)).as("the last day is past").isEmpty();
    }

    @Test
    void whatStoodStillForDaysIsPassedOverAndTheLineGoesOn() {
        var start = town.now().plus(Duration.ofHours(1));
        var id = written(NoticeText.of("Domani la raccolta della carta", "Esponi il sacco entro le 6.", "strade"));
        send(id, start, new NoticePlan(Recurrence.DAILY, LocalDate.ofInstant(start, ROME).plusDays(20), 0));
        town.timePasses(Duration.ofDays(5));
        await().until(() -> find(id).state() == NoticeState.CANCELLED);
        var ahead = newest().stream().filter(it -> it.state() == NoticeState.SCHEDULED).toList();
        assertThat(ahead).hasSize(1);
        assertThat(ahead.getFirst().dueAt()).isAfter(town.now()).isBefore(town.now().plus(Duration.ofDays(1)));
        town.inTown(() -> notices.unschedule(ahead.getFirst().id()));
        assertThat(town.inTown(() -> planned.plan(ahead.getFirst().id()))).as("who takes it back ends the line").isEmpty();
    }

    @Test
    @DisplayName("a reminder leaves the days before a deadline at nine, and does not when the notice is cancelled")
    void aReminder() {
        var deadline = LocalDate.ofInstant(town.now(), ROME).plusDays(10).atTime(12, 0).atZone(ROME).toInstant();
        var details = new NoticeDetails(NoticeKind.DEADLINE, "", null, deadline, "Paga con PagoPA", "", "", false);
        var id = written(NoticeText.of("TARI: scade la prima rata", "Hai ricevuto il bollettino per posta.", "scadenze").with(details));
        assertThat(send(id, null, new NoticePlan(Recurrence.NEVER, null, 3))).isInstanceOf(PublishOutcome.Started.class);
        var reminder = newest().getFirst();
        assertThat(reminder.title()).isEqualTo("Promemoria: TARI: scade la prima rata");
        assertThat(LocalDateTime.ofInstant(reminder.dueAt(), ROME)).isEqualTo(LocalDateTime.ofInstant(deadline, ROME).minusDays(3).withHour(9));
        var cancellation = town.inTown(() -> notices.follow(id, Relation.CANCELLATION)).orElseThrow();
        var text = find(cancellation).content();
        assertThat(town.inTown(() -> notices.change(cancellation, text.saying(text.title(), "La scadenza è rimandata.")))).isInstanceOf(WriteOutcome.Written.class);
        assertThat(town.inTown(() -> notices.publish(cancellation, null))).isInstanceOf(PublishOutcome.Started.class);
        assertThat(find(reminder.id()).state()).isEqualTo(NoticeState.CANCELLED);
    }

    @Test
    @DisplayName("the all-clear ends what repeats")
    void theAllClearEndsTheRepeats() {
        var start = town.now().plus(Duration.ofHours(1));
        var id = written(NoticeText.of("Acqua non potabile", "Falla bollire.", "disservizi"));
        send(id, start, new NoticePlan(Recurrence.DAILY, LocalDate.ofInstant(start, ROME).plusDays(9), 0));
        town.timePasses(Duration.ofMinutes(61));
        await().until(() -> newest().stream().anyMatch(it -> it.state() == NoticeState.SCHEDULED && !it.id().equals(id)));
        var clear = town.inTown(() -> notices.follow(id, Relation.ALL_CLEAR)).orElseThrow();
        assertThat(town.inTown(() -> notices.publish(clear, null))).isInstanceOf(PublishOutcome.Started.class);
        assertThat(newest().stream().filter(it -> it.state() == NoticeState.SCHEDULED)).isEmpty();
    }

    @Test
    @DisplayName("the all-clear ends also what an update was to repeat")
    void theAllClearEndsTheReminderOfAnUpdate() {
        var deadline = LocalDate.ofInstant(town.now(), ROME).plusDays(10).atTime(12, 0).atZone(ROME).toInstant();
        var id = written(NoticeText.of("Acqua non potabile", "Falla bollire.", "disservizi"));
        send(id, null, NoticePlan.NONE);
        var update = town.inTown(() -> notices.follow(id, Relation.UPDATE)).orElseThrow();
        town.inTown(() -> notices.keep(update, find(update).content().with(new NoticeDetails(NoticeKind.GENERAL, "", null, deadline, "", "", "", false))));
        assertThat(send(update, null, new NoticePlan(Recurrence.NEVER, null, 3))).isInstanceOf(PublishOutcome.Started.class);
        assertThat(newest().getFirst().state()).isEqualTo(NoticeState.SCHEDULED);
        var clear = town.inTown(() -> notices.follow(id, Relation.ALL_CLEAR)).orElseThrow();
        assertThat(town.inTown(() -> notices.publish(clear, null))).isInstanceOf(PublishOutcome.Started.class);
        assertThat(newest().stream().filter(it -> it.state() == NoticeState.SCHEDULED)).isEmpty();
    }

    @Test
    @DisplayName("what was scheduled leaves when the program is there again, though nobody was when its time came")
    void theScheduleOutlivesTheProgram() {
        var id = written(NoticeText.of("Raccolta", "Carta.", "strade"));
        send(id, town.now().plus(Duration.ofMinutes(30)), new NoticePlan(Recurrence.NEVER, null, 0));
        rounds.stop();
        try {
            town.timePasses(Duration.ofHours(1));
            assertThat(find(id).state()).isEqualTo(NoticeState.SCHEDULED);
        } finally {
            rounds.start();
        }
        await().until(() -> find(id).state() == NoticeState.SENDING);
    }

    @Test
    void whatCannotFollowIsSaidInWords() {
        var id = written(NoticeText.of("Raccolta", "Carta.", "strade"));
        var soon = town.now().plus(Duration.ofHours(1));
        assertThat(words(send(id, null, new NoticePlan(Recurrence.WEEKLY, LocalDate.of(2099, 1, 1), 0)))).contains("giorno e dell’ora della prima volta");
        assertThat(words(send(id, soon, new NoticePlan(Recurrence.WEEKLY, null, 0)))).contains("fino a che giorno");
        assertThat(words(send(id, soon, new NoticePlan(Recurrence.WEEKLY, LocalDate.of(2020, 1, 1), 0)))).contains("dopo la prima volta");
        assertThat(words(send(id, soon, new NoticePlan(Recurrence.WEEKLY, LocalDate.of(2099, 1, 1), 0)))).contains("un anno");
        assertThat(words(send(id, soon, new NoticePlan(Recurrence.NEVER, null, 3)))).contains("ha bisogno di una scadenza");
        assertThat(find(id).state()).isEqualTo(NoticeState.DRAFT);
    }

    @Test
    void theConsoleAsksForItAndShowsIt() {
        var editor = signedIn();
        var id = written(NoticeText.of("Raccolta", "Carta.", "strade"));
        var page = "/console/" + town.slug() + "/avvisi/" + id + "/invio";
        assertThat(editor.get(page).body()).contains("Si ripete", "Ogni due settimane").doesNotContain("Promemoria prima");
        var when = LocalDateTime.ofInstant(town.now(), ROME).plusDays(1).withHour(10).withMinute(0).withSecond(0).withNano(0);
        var answer = editor.post("/console/" + town.slug() + "/avvisi/" + id + "/programma", page, Map.of("firma", find(id).hash(), "quando", when.toString(),
            "ripete", "MONTHLY", "ultimo", when.toLocalDate().plusDays(90).toString()));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(editor.get("/console/" + town.slug() + "/avvisi/" + id).body()).contains("Si ripete ogni mese", "Parte da solo", "non si ripete più da solo");
    }

    @Test
    @DisplayName("signed at night a notice waits for the morning, unless it cannot")
    void theSignatureHeedsQuietHours() {
        town.notices(ALWAYS_QUIET);
        var id = asked();
        var approver = signedIn();
        var page = "/console/" + town.slug() + "/avvisi/" + id + "/firma";
        assertThat(approver.get(page).body()).contains("Sono ore di silenzio: se firmi, parte", "non può aspettare");
        approver.post(page, page, Map.of("firma", find(id).hash()));
        assertThat(find(id).state()).isEqualTo(NoticeState.SCHEDULED);
        assertThat(LocalTime.ofInstant(find(id).dueAt(), ROME)).isEqualTo(LocalTime.of(23, 59, 59));
        var urgent = asked();
        approver.post(page.replace(id.toString(), urgent.toString()), page.replace(id.toString(), urgent.toString()), Map.of("firma", find(urgent).hash(), "silenzio", "on"));
        assertThat(find(urgent).state()).isEqualTo(NoticeState.SENDING);
    }

    @Test
    void whatComesLateInTheNightWaitsForTheMorning() {
        var editor = signedIn();
        var id = written(NoticeText.of("Raccolta", "Carta.", "strade"));
        var page = "/console/" + town.slug() + "/avvisi/" + id + "/invio";
        var when = LocalDateTime.ofInstant(town.now(), ROME).plusHours(1).withSecond(0).withNano(0);
        editor.post("/console/" + town.slug() + "/avvisi/" + id + "/programma", page, Map.of("firma", find(id).hash(), "quando", when.toString()));
        assertThat(find(id).state()).isEqualTo(NoticeState.SCHEDULED);
        town.notices(ALWAYS_QUIET);
        town.timePasses(Duration.ofHours(2));
        await().until(() -> find(id).dueAt() instanceof Instant due && due.isAfter(town.now()));
        assertThat(editor.get("/console/" + town.slug() + "/avvisi/" + id).body()).contains("Ore di silenzio");
    }

    private NoticeId asked() {
        var id = written(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi"));
        town.inTown(() -> notices.ask(id, null, null));
        return id;
    }

    private PublishOutcome send(NoticeId id, @org.jspecify.annotations.Nullable Instant at, NoticePlan plan) {
        return town.inTown(() -> planned.send(id, find(id).hash(), at, plan));
    }

    private static String words(PublishOutcome outcome) {
        return ((PublishOutcome.Refused) outcome).words();
    }

    private NoticeId written(NoticeText content) {
        return ((WriteOutcome.Written) town.inTown(() -> notices.write(content))).id();
    }

    private Notice find(NoticeId id) {
        return town.inTown(() -> notices.find(id)).orElseThrow();
    }

    private List<Notice> newest() {
        return town.inTown(() -> notices.newest(null, 20));
    }

    private Visitor signedIn() {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), Role.APPROVER), KeyMaker.PASSWORD);
        return visitor;
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ROME).toInstant();
    }
}

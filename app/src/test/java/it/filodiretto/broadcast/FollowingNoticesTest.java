// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.audience.Neighbourhoods;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.notice.Relation;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.register.RegisterEntry;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom a notice reaches: those of its districts, those who had the one before, the volunteers of a drill. */
@TownTest
@NullMarked
class FollowingNoticesTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Notices notices;
    @Autowired ScheduledNotices scheduledNotices;
    @Autowired Broadcasts broadcasts;
    @Autowired BroadcastTable table;
    @Autowired Bulks bulks;
    @Autowired NoticeRegister register;
    @Autowired Deliveries deliveries;
    @Autowired Subscriptions subscriptions;
    @Autowired Neighbourhoods neighbourhoods;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
    }

    @Test
    @DisplayName("SF-04: the all-clear goes to those who had the alert, minus who left, and to nobody else")
    void theAllClearGoesToThoseWhoHadTheAlert() {
        var phones = town.subscribe(4);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 4);
        var states = new NoticeStates(town, deliveries, db);
        states.failed(states.messages(broadcast(first)).subList(0, 1), "131026", "Non raggiunto");
        states.report(states.messages(broadcast(first)).subList(1, 4), DeliveryReport.Status.DELIVERED);
        var failed = people(first).size();
        var leaver = reached(first).getFirst();
        town.inTown(() -> subscriptions.leave(leaver, "lettera"));
        town.subscribe(5);

        var next = town.inTown(() -> notices.follow(first, Relation.ALL_CLEAR)).orElseThrow();
        assertThat(find(next).title()).isEqualTo("Risolto: Manca l’acqua");
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(next, null))).isInstanceOf(PublishOutcome.Started.class);
        await().until(() -> people(next).size() == 2);
        assertThat(failed).isEqualTo(phones.size());
        assertThat(reached(first)).containsAll(people(next)).hasSize(3);
        assertThat(people(next)).doesNotContain(leaver);
        assertThat(town.inTown(() -> notices.followers(first))).extracting(Notice::id).containsExactly(next);
    }

    @Test
    void aCancellationStopsWhatHasNotLeftAndARetryIsForWhomItDidNotReach() {
        town.subscribe(4);
        var first = sent(NoticeText.of("Strada chiusa", "Via Roma.", "strade"));
        await().until(() -> people(first).size() == 4);
        var states = new NoticeStates(town, deliveries, db);
        var messages = states.messages(broadcast(first));
        states.failed(messages.subList(0, 2), "131026", "Non raggiunto");
        states.failed(messages.subList(2, 3), "131050", "Non li vuole");
        var again = town.inTown(() -> notices.follow(first, Relation.RETRY)).orElseThrow();
        town.<PublishOutcome>inTown(() -> notices.publish(again, null));
        await().until(() -> people(again).size() == 2);

        var end = town.inTown(() -> notices.follow(first, Relation.CANCELLATION)).orElseThrow();
        town.<PublishOutcome>inTown(() -> notices.publish(end, null));
        assertThat(town.inTown(() -> broadcasts.find(broadcast(first))).orElseThrow().phase()).isEqualTo(BroadcastStatus.Phase.CANCELLED);
    }

    @Test
    @DisplayName("SF-04: who had it only at the second attempt has the all-clear too, and a third attempt writes to nobody twice")
    void whoHadItAtTheSecondAttemptHasTheAllClearToo() {
        town.subscribe(4);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 4);
        var states = new NoticeStates(town, deliveries, db);
        states.failed(states.messages(broadcast(first)).subList(0, 2), "131026", "Non raggiunto");
        var again = followed(first, Relation.RETRY);
        await().until(() -> people(again).size() == 2);
        states.failed(states.messages(broadcast(again)).subList(0, 1), "131026", "Non raggiunto");

        var third = followed(first, Relation.RETRY);
        assertThat(town.inTown(() -> broadcasts.find(broadcast(third))).orElseThrow().recipients()).isOne();
        await().until(() -> people(third).size() == 1);
        assertThat(people(third)).doesNotContainAnyElementsOf(reached(again));
        states.report(states.messages(broadcast(first)).subList(2, 4), DeliveryReport.Status.DELIVERED);
        states.report(states.messages(broadcast(again)).subList(1, 2), DeliveryReport.Status.DELIVERED);
        states.report(states.messages(broadcast(third)), DeliveryReport.Status.DELIVERED);

        var clear = followed(again, Relation.ALL_CLEAR);
        assertThat(java.util.Objects.requireNonNull(find(clear).following()).first()).as("the line is one").isEqualTo(first);
        assertThat(town.inTown(() -> broadcasts.find(broadcast(clear))).orElseThrow().recipients()).isEqualTo(4);
        await().until(() -> people(clear).size() == 4);
        assertThat(people(clear)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("SF-04: the page of an update says that it is over; a cancellation stops the update too")
    void theWholeLineIsToldAndStopped() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 1);
        var update = followed(first, Relation.UPDATE);
        var clear = followed(update, Relation.ALL_CLEAR);
        var reader = Visitor.of(port);
        assertThat(reader.get("/" + town.slug() + "/avvisi/" + update).body()).contains("Risolto:", "/avvisi/" + clear);
        assertThat(reader.get("/" + town.slug() + "/avvisi/" + first).body()).contains("/avvisi/" + update, "/avvisi/" + clear);
        assertThat(reader.get("/" + town.slug() + "/avvisi/" + clear).body()).doesNotContain("/avvisi/" + update).doesNotContain("fermato");
        followed(update, Relation.CANCELLATION);
        assertThat(town.inTown(() -> broadcasts.find(broadcast(update))).orElseThrow().phase()).isEqualTo(BroadcastStatus.Phase.CANCELLED);
        assertThat(reader.get("/" + town.slug() + "/avvisi/" + update).body()).contains("Il Comune ha fermato questo avviso");
    }

    @Test
    @DisplayName("SF-04: a cancellation stops also what was signed to follow by itself, later; what waits for a person goes on waiting")
    void aCancellationStopsWhatWouldFollowByItself() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        var update = scheduled(town.inTown(() -> notices.follow(first, Relation.UPDATE)).orElseThrow());
        var correction = scheduled(town.inTown(() -> notices.follow(first, Relation.CORRECTION)).orElseThrow());
        var draft = town.inTown(() -> notices.follow(first, Relation.UPDATE)).orElseThrow();
        var end = followed(first, Relation.CANCELLATION);
        assertThat(List.of(find(update).state(), find(correction).state())).containsOnly(NoticeState.CANCELLED);
        assertThat(town.inTown(() -> broadcasts.events(broadcast(update)))).extracting(BroadcastEvent::kind).contains(BroadcastEvent.Kind.CANCELLED);
        assertThat(find(draft).state()).isEqualTo(NoticeState.DRAFT);
        assertThat(find(end).state()).isEqualTo(NoticeState.SENDING);
    }

    @Test
    @DisplayName("SF-04: the all-clear stops what was signed to follow by itself, later; what had left stands")
    void anAllClearStopsWhatWouldFollowByItself() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        var update = scheduled(town.inTown(() -> notices.follow(first, Relation.UPDATE)).orElseThrow());
        var other = scheduled(town.inTown(() -> notices.follow(first, Relation.ALL_CLEAR)).orElseThrow());
        var clear = followed(first, Relation.ALL_CLEAR);
        assertThat(List.of(find(update).state(), find(other).state())).containsOnly(NoticeState.CANCELLED);
        assertThat(List.of(find(first).state(), find(clear).state())).doesNotContain(NoticeState.CANCELLED);
    }

    @Test
    @DisplayName("SF-04: what nobody knows whether it arrived does not go again once the all-clear has left")
    void whatIsInDoubtDoesNotGoAgainAfterTheAllClear() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 1);
        town.inTransaction(() -> db.sql("update send_queue set state = 'UNCERTAIN', uncertain_since = now() - interval '1 hour'").update()
            + db.sql("update bulk_count set queued = 0, uncertain = 1 where bulk_id = ?").param(broadcast(first).value()).update());
        followed(first, Relation.ALL_CLEAR);
        assertThat(town.inTown(() -> broadcasts.find(broadcast(first))).orElseThrow().phase()).isEqualTo(BroadcastStatus.Phase.CANCELLED);
        assertThat(town.<Long>inTown(() -> broadcasts.stuck(broadcast(first)))).isOne();
        assertThat(town.<ControlOutcome>inTown(() -> broadcasts.sendStuckAgain(broadcast(first)))).as("from a page of before").isInstanceOf(ControlOutcome.NotNow.class);
        assertThat(town.inTown(() -> broadcasts.events(broadcast(first)))).extracting(BroadcastEvent::kind).doesNotContain(BroadcastEvent.Kind.SENT_AGAIN);
    }

    @Test
    @DisplayName("SF-04: whose text came after her 24 hours gets no template of what is over by then")
    void noTemplateTakesThePlaceOfWhatIsOver() {
        town.subscribe(2);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 2);
        var states = new NoticeStates(town, deliveries, db);
        var messages = states.messages(broadcast(first));
        town.inTransaction(() -> db.sql("delete from send_queue").update());
        states.report(messages, DeliveryReport.Status.SENT);
        states.finish(broadcast(first));
        states.tooLate(messages.subList(0, 1));
        assertThat(queued(messages)).as("while it is true").isOne();
        town.inTransaction(() -> db.sql("delete from send_queue").update());
        states.finish(broadcast(first));
        followed(first, Relation.ALL_CLEAR);
        states.tooLate(messages.subList(1, 2));
        assertThat(queued(messages)).isZero();
    }

    private long queued(List<MessageId> messages) {
        return town.inTransaction(() -> db.sql("select count(*) from send_queue where message_id = any(?)").param(messages.stream().map(MessageId::id).toArray(UUID[]::new)).query(Long.class).single());
    }

    @Test
    @DisplayName("SF-04: who stops what the all-clear has just cut off changes nothing: it was true, and stays published")
    void whatTheAllClearHasCutOffStandsThoughSomebodyStopsItToo() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 1);
        followed(first, Relation.ALL_CLEAR);
        var events = town.inTown(() -> broadcasts.events(broadcast(first))).size();
        assertThat(town.<ControlOutcome>inTown(() -> broadcasts.cancel(broadcast(first)))).isInstanceOf(ControlOutcome.Done.class);
        assertThat(find(first).state()).isNotEqualTo(NoticeState.CANCELLED);
        assertThat(town.inTown(() -> broadcasts.events(broadcast(first)))).hasSize(events);
        followed(first, Relation.CANCELLATION);
        assertThat(find(first).state()).as("what is taken back does not stand").isEqualTo(NoticeState.CANCELLED);
    }

    @Test
    @DisplayName("SF-04: a paused notice does not go on while its update begins, in the same moment")
    void aPausedNoticeDoesNotGoOnWhileItsUpdateBegins() {
        town.subscribe(1);
        var beginning = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(beginning).size() == 1);
        var paused = followed(beginning, Relation.UPDATE);
        await().until(() -> people(paused).size() == 1);
        town.inTown(() -> broadcasts.pause(broadcast(paused)));
        town.timePasses(Duration.ofHours(1));
        var last = town.inTown(() -> notices.follow(paused, Relation.UPDATE)).orElseThrow();
        var resuming = town.inTransaction(() -> {
            assertThat(notices.publish(last, null)).isInstanceOf(PublishOutcome.Started.class);
            var other = CompletableFuture.supplyAsync(() -> town.<ControlOutcome>inTown(() -> broadcasts.resume(broadcast(paused))), Thread::startVirtualThread);
            await().until(() -> other.isDone() || waiting("%") > 0);
            return other;
        });
        assertThat(resuming.join()).isInstanceOf(ControlOutcome.NotNow.class);
    }

    @Test
    @DisplayName("SF-04: two all-clears of one line that are due in the same moment do not hold each other up: the first leaves, and the other does not")
    void twoThatAreDueInTheSameMomentDoNotHoldEachOtherUp() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 1);
        var clears = List.of(scheduled(town.inTown(() -> notices.follow(first, Relation.ALL_CLEAR)).orElseThrow()),
            scheduled(town.inTown(() -> notices.follow(first, Relation.ALL_CLEAR)).orElseThrow()));
        var line = broadcast(first);
        var ids = clears.stream().map(this::broadcast).toList();
        town.inTransaction(() -> db.sql("update broadcast_due set due_at = 'infinity' where broadcast_id = any(?)").param(ids.stream().map(BroadcastId::value).toArray(UUID[]::new)).update());
        town.timePasses(Duration.ofMinutes(61));
        var starting = town.inTransaction(() -> {
            table.lock(line);
            var both = ids.stream().map(id -> CompletableFuture.runAsync(() -> town.inTown(() -> scheduledNotices.start(id)), Thread::startVirtualThread)).toList();
            await().until(() -> waiting("%for update%") >= 2 || both.stream().anyMatch(CompletableFuture::isDone));
            return both;
        });
        starting.forEach(CompletableFuture::join);
        assertThat(clears.stream().map(it -> find(it).state())).containsExactlyInAnyOrder(NoticeState.SENDING, NoticeState.CANCELLED);
    }

    private long waiting(String query) {
        return db.sql("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like ?").param(query).query(Long.class).single();
    }

    @Test
    @DisplayName("SF-04: a paused notice is not let go on once its update has left: who waited for it has the update, and would read the old news last")
    void aPausedNoticeThatWasOvertakenDoesNotGoOn() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Torna alle 15.", "disservizi"));
        await().until(() -> people(first).size() == 1);
        town.inTown(() -> broadcasts.pause(broadcast(first)));
        town.timePasses(Duration.ofHours(1));
        var update = followed(first, Relation.UPDATE);
        await().until(() -> people(update).size() == 1);
        assertThat(town.<ControlOutcome>inTown(() -> broadcasts.resume(broadcast(first)))).isInstanceOfSatisfying(ControlOutcome.NotNow.class,
            it -> assertThat(it.words()).contains("«Aggiornamento: Manca l’acqua»"));
        assertThat(town.<ControlOutcome>inTown(() -> broadcasts.cancel(broadcast(first)))).isInstanceOf(ControlOutcome.Done.class);
    }

    @Test
    @DisplayName("SF-04: once the all-clear has left, nobody is told anew that the water fails; of the all-clear itself there may be a second attempt")
    void whatIsOvertakenIsNotTriedAgain() {
        town.subscribe(2);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 2);
        var states = new NoticeStates(town, deliveries, db);
        states.failed(states.messages(broadcast(first)).subList(0, 1), "131026", "Non raggiunto");
        town.timePasses(Duration.ofHours(1));
        states.report(states.messages(broadcast(first)).subList(1, 2), DeliveryReport.Status.DELIVERED);
        var clear = followed(first, Relation.ALL_CLEAR);
        await().until(() -> people(clear).size() == 1);
        var again = town.inTown(() -> notices.follow(first, Relation.RETRY)).orElseThrow();
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(again, null))).isInstanceOfSatisfying(PublishOutcome.Refused.class,
            it -> assertThat(it.words()).contains("«Risolto: Manca l’acqua»"));
        town.inTown(() -> notices.keep(again, find(again).content().saying("L’acqua è tornata", "Prima mancava.")));
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(again, null))).as("how things stand now may be said").isInstanceOf(PublishOutcome.Started.class);
        states.failed(states.messages(broadcast(clear)), "131026", "Non raggiunto");
        followed(clear, Relation.RETRY);
    }

    @Test
    @DisplayName("SF-04: a cancellation that leaves by itself does not stop itself")
    void aScheduledCancellationDoesNotStopItself() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        var end = scheduled(town.inTown(() -> notices.follow(first, Relation.CANCELLATION)).orElseThrow());
        town.timePasses(Duration.ofMinutes(61));
        await().until(() -> find(end).state() != NoticeState.SCHEDULED);
        assertThat(town.inTown(() -> broadcasts.find(broadcast(end))).orElseThrow().phase()).isEqualTo(BroadcastStatus.Phase.SENDING);
        assertThat(town.inTown(() -> broadcasts.find(broadcast(first))).orElseThrow().phase()).isEqualTo(BroadcastStatus.Phase.CANCELLED);
    }

    @Test
    @DisplayName("SF-04: two that follow the same notice begin one after the other, also in the same moment")
    void thoseOfALineBeginOneAfterTheOther() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        var update = town.inTown(() -> notices.follow(first, Relation.UPDATE)).orElseThrow();
        var line = broadcast(first);
        var before = town.now();
        var publishing = town.inTransaction(() -> {
            table.lock(line);
            var other = Thread.startVirtualThread(() -> town.inTown(() -> notices.publish(update, null)));
            await().until(() -> db.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%from broadcast where id%for update%'")
                .query(Long.class).single() > 0);
            town.timePasses(Duration.ofMinutes(1));
            return other;
        });
        await().until(() -> !publishing.isAlive());
        assertThat(town.inTransaction(() -> table.find(broadcast(update)).orElseThrow()).approvedAt())
            .as("not before the other let go").isAfter(before.plus(Duration.ofMinutes(1)));
    }

    @Test
    @DisplayName("SF-04: the all-clear waits for who writes into the register how what it follows has ended, and neither fails")
    void theAllClearAndTheRegisterDoNotWaitForEachOther() {
        town.subscribe(1);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 1);
        var update = followed(first, Relation.UPDATE);
        await().until(() -> people(update).size() == 1);
        scheduled(town.inTown(() -> notices.follow(first, Relation.UPDATE)).orElseThrow());
        var clear = town.inTown(() -> notices.follow(first, Relation.ALL_CLEAR)).orElseThrow();
        var publishing = town.inTransaction(() -> {
            table.lock(broadcast(update));
            var other = CompletableFuture.supplyAsync(() -> town.<PublishOutcome>inTown(() -> notices.publish(clear, null)), Thread::startVirtualThread);
            await().until(() -> waiting("%from broadcast where id%for update%") > 0);
            register.outcome(update, bulks.find(broadcast(update).bulk()).orElseThrow());
            return other;
        });
        assertThat(publishing.join()).isInstanceOf(PublishOutcome.Started.class);
        assertThat(town.inTown(() -> register.entries(update)).stream().map(RegisterEntry::kind)).contains("outcome");
    }

    private NoticeId scheduled(NoticeId id) {
        assertThat(town.<PublishOutcome>inTown(() -> notices.schedule(id, null, town.now().plus(Duration.ofHours(1))))).isInstanceOf(PublishOutcome.Scheduled.class);
        return id;
    }

    @Test
    @DisplayName("SF-04: the all-clear of a red alert is headed by no alert; its update still is")
    void theAllClearOfAnAlertIsNoAlert() {
        town.subscribe(1);
        var alert = sent(new NoticeText("Vento forte", "Resta a casa.", Topic.CIVIL_PROTECTION, AlertLevel.RED, List.of(), List.of("whatsapp")));
        var levels = new java.util.HashMap<Relation, @Nullable AlertLevel>();
        for (var relation : List.of(Relation.UPDATE, Relation.ALL_CLEAR, Relation.CORRECTION, Relation.CANCELLATION)) {
            levels.put(relation, find(town.inTown(() -> notices.follow(alert, relation)).orElseThrow()).content().level());
        }
        assertThat(levels).containsEntry(Relation.UPDATE, AlertLevel.RED).containsEntry(Relation.CORRECTION, AlertLevel.RED)
            .containsEntry(Relation.ALL_CLEAR, null).containsEntry(Relation.CANCELLATION, null);
    }

    private NoticeId followed(NoticeId before, Relation relation) {
        var next = town.inTown(() -> notices.follow(before, relation)).orElseThrow();
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(next, null))).isInstanceOf(PublishOutcome.Started.class);
        return next;
    }

    @Test
    @DisplayName("SF-04: an update and a correction go to those who had the first, and say what they are")
    void anUpdateAndACorrectionGoToThoseWhoHadTheFirst() {
        var phones = town.subscribe(2);
        var first = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        await().until(() -> people(first).size() == 2);
        town.subscribe(3);
        var titles = java.util.Map.of(Relation.UPDATE, "Aggiornamento: Manca l’acqua", Relation.CORRECTION, "Correzione: Manca l’acqua");
        titles.forEach((relation, title) -> {
            var next = town.inTown(() -> notices.follow(first, relation)).orElseThrow();
            assertThat(find(next).title()).isEqualTo(title);
            town.inTown(() -> notices.keep(next, find(next).content().saying(title, "Torna alle 18.")));
            assertThat(town.<PublishOutcome>inTown(() -> notices.publish(next, null))).isInstanceOf(PublishOutcome.Started.class);
            await().until(() -> Set.copyOf(people(next)).equals(citizens(phones.get(0), phones.get(1))));
        });
        assertThat(town.inTown(() -> notices.followers(first))).hasSize(2);
        assertThat(town.inTown(() -> broadcasts.find(broadcast(first))).orElseThrow().phase()).as("nothing stops the first").isNotEqualTo(BroadcastStatus.Phase.CANCELLED);
    }

    @Test
    void aNoticeForAHamletReachesItsPeopleAndThoseWhoNamedNone() {
        var district = town.municipality().districts().getFirst();
        var other = town.municipality().districts().getLast();
        var phones = town.subscribe(3);
        town.inTown(() -> neighbourhoods.choose(town.citizen(phones.get(0)), Set.of(district)));
        town.inTown(() -> neighbourhoods.choose(town.citizen(phones.get(1)), Set.of(other)));
        var id = sent(new NoticeText("Manca l’acqua", "Guasto.", "disservizi", null, List.of(district), List.of("whatsapp")));
        assertThat(town.inTown(() -> broadcasts.find(broadcast(id))).orElseThrow().recipients()).isEqualTo(2);
        await().until(() -> Set.copyOf(people(id)).equals(citizens(phones.get(0), phones.get(2))));
    }

    @Test
    @DisplayName("Peers 11: a drill reaches volunteers alone; the database refuses anybody else")
    void aDrillReachesVolunteersAlone() {
        var phones = town.subscribe(3);
        town.inTown(() -> neighbourhoods.agreesToDrills(town.citizen(phones.get(1)), "corso del 3 marzo"));
        var id = sent(NoticeText.of("Prova di allerta", "Che cosa faresti?", Topic.CIVIL_PROTECTION)
            .with(new NoticeDetails(NoticeKind.GENERAL, "", null, null, "", "", "", true)));
        await().until(() -> Set.copyOf(people(id)).equals(citizens(phones.get(1))));
        assertThatThrownBy(() -> town.inTown(() -> bulks.add(broadcast(id).bulk(), List.of(town.citizen(phones.get(0))))))
            .isInstanceOf(DataAccessException.class).hasMessageContaining("drill");
        assertThatThrownBy(() -> town.inTransaction(() -> db.sql("update notice set drill = false where id = ?").param(id.value()).update()))
            .isInstanceOf(DataAccessException.class);
        assertThat(people(id)).hasSize(1);

        var clear = town.inTown(() -> notices.follow(id, Relation.ALL_CLEAR)).orElseThrow();
        assertThat(find(clear).content().details().drill()).as("what follows a drill is one").isTrue();
        town.inTown(() -> notices.keep(clear, find(clear).content().with(NoticeDetails.NONE)));
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(clear, null))).isInstanceOfSatisfying(PublishOutcome.Refused.class,
            it -> assertThat(it.words()).contains("Spunta «Esercitazione»"));
    }

    private NoticeId sent(NoticeText content) {
        var id = ((WriteOutcome.Written) town.<WriteOutcome>inTown(() -> notices.write(content))).id();
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(id, null))).isInstanceOf(PublishOutcome.Started.class);
        return id;
    }

    private Notice find(NoticeId id) {
        return town.inTown(() -> notices.find(id)).orElseThrow();
    }

    private BroadcastId broadcast(NoticeId id) {
        return find(id).broadcast();
    }

    private List<CitizenId> people(NoticeId id) {
        return town.inTown(() -> bulks.outcomes(broadcast(id).bulk(), null, 100)).stream().map(Bulks.Outcome::citizen).toList();
    }

    private List<CitizenId> reached(NoticeId id) {
        return town.inTown(() -> bulks.reached(broadcast(id).bulk(), null, 100));
    }

    private Set<CitizenId> citizens(PhoneNumber... phones) {
        return Set.copyOf(List.of(phones).stream().map(town::citizen).toList());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Machine;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.channel.LaneTable;
import it.filodiretto.channel.Lanes;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.database.Node;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.Blocks;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.outbox.BulkOrder;
import it.filodiretto.outbox.BulkRecipients;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.BulkTable;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.outbox.ReplyFailed;
import it.filodiretto.outbox.Wakeups;
import it.filodiretto.outbox.WindowTable;
import it.filodiretto.shared.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@TownTest
@Tag("waiting")
@Import({ScriptedChannel.class, SendingEngineTest.Leavers.class})
@TestPropertySource(properties = {"filodiretto.sending.uncertain-wait=PT2S", "filodiretto.sending.uncertain-patience=PT4S"})
class SendingEngineTest {

    private static final MessageContent.Template TEMPLATE =
        new MessageContent.Template("avviso", "it", List.of(new MessageContent.Parameter("testo", "Manca l'acqua.")), "Manca l'acqua.");

    private static final UUID START = new UUID(0, 0);

    @Autowired Town town;
    @Autowired ScriptedChannel channel;
    @Autowired Bulks bulks;
    @Autowired Blocks blocks;
    @Autowired Outbox outbox;
    @Autowired Deliveries deliveries;
    @Autowired Correspondence correspondence;
    @Autowired UncertainTable uncertain;
    @Autowired Citizens citizens;
    @Autowired Merges merges;
    @Autowired BulkTable table;
    @Autowired QueueTable queue;
    @Autowired LaneTable laneTable;
    @Autowired LaneSenders senders;
    @Autowired Wakeups wakeups;
    @Autowired JdbcConnectionDetails database;
    @Autowired Leavers leavers;
    @Autowired WindowTable windows;
    @Autowired Lanes lanes;
    @Autowired GivenUpLanes givenUp;
    @Autowired BulkCountTable counts;
    @Autowired JdbcClient db;

    /** Who has left, as a broadcast would say when an attempt is recorded. */
    static class Leavers implements BulkRecipients {

        final Set<CitizenId> left = ConcurrentHashMap.newKeySet();
        final Set<MessageId> failedAnswers = ConcurrentHashMap.newKeySet();
        final Set<BulkId> failing = ConcurrentHashMap.newKeySet();

        @EventListener
        void failed(ReplyFailed failed) {
            failedAnswers.add(failed.message());
        }

        @Override
        public Set<CitizenId> stillWanting(BulkId bulk, Collection<CitizenId> people) {
            if (failing.remove(bulk)) {
                throw new IllegalStateException("the database is away");
            }
            var wanting = new HashSet<>(people);
            wanting.removeAll(left);
            return wanting;
        }
    }

    @BeforeEach
    void aNewTown() {
        town.municipality();
        channel.sent.clear();
    }

    @AfterEach
    void nothingGoesOn() {
        channel.forget(town.lane());
    }

    @Test
    void everybodyGetsTheNoticeOnceAndTheCountsAddUp() {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        var bulk = sendTo(people(1_200), Priority.NOTICE);
        var state = awaitEnd(bulk);
        assertThat(state.counts().accepted()).isEqualTo(1_200);
        assertThat(state.counts().total()).isEqualTo(1_200);
        assertThat(channel.sent.stream().map(it -> it.message().id())).hasSize(1_200).doesNotHaveDuplicates();
    }

    @Test
    void whoHasLeftMeanwhileIsCountedAndNotWrittenTo() {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        var people = people(20);
        leavers.left.addAll(people.subList(0, 5));
        var state = awaitEnd(sendTo(people, Priority.NOTICE));
        assertThat(state.counts().left()).isEqualTo(5);
        assertThat(state.counts().accepted()).isEqualTo(15);
    }

    @Test
    @DisplayName("whom an operator has blocked no notice is sent to, and the outcome says why; civil protection tries everybody")
    void whoIsBlockedIsExcludedInWordsButFromCivilProtection() {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        channel.blocking(town.lane(), (_, _) -> Optional.empty());
        var people = people(3);
        var blocked = people.get(1);
        assertThat(town.<Optional<String>>inTown(() -> blocks.block(blocked, ChannelKind.WHATSAPP, "insulti", new OperatorId(Ids.next())))).isEmpty();
        var bulk = sendTo(people, Priority.NOTICE);
        assertThat(awaitEnd(bulk).counts()).satisfies(it -> assertThat(it.excluded()).isOne()).satisfies(it -> assertThat(it.accepted()).isEqualTo(2));
        assertThat(town.inTransaction(() -> bulks.outcomes(bulk, null, 9))).filteredOn(it -> it.citizen().equals(blocked)).singleElement()
            .satisfies(it -> assertThat(it.state() + " " + it.code() + " " + it.reason()).startsWith("EXCLUDED blocked Un operatore ha bloccato questa persona"));
        assertThat(awaitEnd(sendTo(people, Priority.CIVIL_PROTECTION)).counts().accepted()).isEqualTo(3);
        assertThat(town.<Optional<String>>inTown(() -> blocks.unblock(blocked, ChannelKind.WHATSAPP))).isEmpty();
        assertThat(awaitEnd(sendTo(people, Priority.NOTICE)).counts().accepted()).as("let in again").isEqualTo(3);
    }

    @Test
    void whileTheChannelIsSlowAnAnswerToAPersonWaitsOnlyForWhatIsReallyBeingSent() {
        var begun = new CopyOnWriteArrayList<CitizenId>();
        var slow = new Semaphore(0);
        var people = people(61);
        var asking = people.getLast();
        var phones = town.inTransaction(() -> citizens.addresses(people));
        channel.atOnce(town.lane(), 4);
        channel.script(town.lane(), 0, message -> {
            begun.add(people.stream().filter(it -> message.to().equals(phones.get(it))).findFirst().orElseThrow());
            slow.acquireUninterruptibly();
            return ScriptedChannel.accept(message);
        });
        var bulk = sendTo(people.subList(0, 60), Priority.NOTICE);
        await().until(() -> begun.size() == 4);
        await("nothing waits in front of the provider").during(Duration.ofMillis(500)).until(() -> begun.size() == 4);
        town.inTransaction(() -> outbox.send(asking, TEMPLATE, null, Origin.by(new OperatorId(Ids.next())), Priority.ANSWER));
        slow.release();
        await().until(() -> begun.contains(asking));
        assertThat(begun.size()).as("begun until then").isLessThan(30);
        slow.release(1_000);
        assertThat(awaitEnd(bulk).counts().accepted()).as("and nobody is missed").isEqualTo(60);
    }

    @Test
    void aReportQuickerThanTheAnswerCountsOnceAndNeverGoesBack() {
        channel.script(town.lane(), 0, message -> {
            var accepted = (SendOutcome.Accepted) ScriptedChannel.accept(message);
            report(message.id(), accepted.externalId(), DeliveryReport.Status.READ);
            report(message.id(), accepted.externalId(), DeliveryReport.Status.SENT);
            return accepted;
        });
        var state = awaitEnd(sendTo(people(30), Priority.NOTICE));
        assertThat(state.counts().read()).isEqualTo(30);
        assertThat(state.counts().total()).isEqualTo(30);
    }

    @Test
    void whatAReportToldBeforeTheAnswerIsNotWrittenAgain() {
        var written = new ConcurrentHashMap<UUID, String>();
        channel.script(town.lane(), 0, message -> {
            var accepted = (SendOutcome.Accepted) ScriptedChannel.accept(message);
            report(message.id(), accepted.externalId(), DeliveryReport.Status.DELIVERED);
            written.put(message.id().id(), version(message.id().id()));
            return accepted;
        });
        awaitEnd(sendTo(people(3), Priority.NOTICE));
        assertThat(written).hasSize(3).allSatisfy((id, version) -> assertThat(version(id)).isEqualTo(version).startsWith("DELIVERED, by template true"));
    }

    @Test
    void whatLeftAsFreeTextCountsAsThatThoughItsReportCameBeforeTheAnswer() {
        var ids = new CopyOnWriteArrayList<UUID>();
        channel.script(town.lane(), 0, message -> {
            var accepted = (SendOutcome.Accepted) ScriptedChannel.accept(message);
            report(message.id(), accepted.externalId(), DeliveryReport.Status.DELIVERED);
            ids.add(message.id().id());
            return accepted;
        });
        var people = people(2);
        town.inTransaction(() -> {
            windows.wrote(town.lane().id(), people.getFirst(), Instant.now());
            var id = new BulkId(Ids.next());
            bulks.open(new BulkOrder(id, ChannelKind.WHATSAPP, new MessageContent.Text("Manca l'acqua."), TEMPLATE, Priority.NOTICE, Origin.automatic(AutomaticKind.NOTICE), 2, Instant.now()));
            bulks.add(id, people);
            bulks.filled(id, 2);
            return id;
        });
        await().until(() -> ids.size() == 2);
        await().untilAsserted(() -> assertThat(ids).extracting(it -> version(it).replaceAll(" in .*", ""))
            .containsExactlyInAnyOrder("DELIVERED, by template false", "DELIVERED, by template true"));
    }

    /** What stands in a message's row, and in which transaction it was written last. */
    private String version(UUID message) {
        return town.inTransaction(() -> db.sql("select state || ', by template ' || coalesce(by_template::text, 'unknown') || ' in ' || xmin from outgoing_message where id = ?")
            .param(message).query(String.class).single());
    }

    @Test
    void aFailureCountsBeforeDeliveryAndDeliveryAfterAll() {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        var bulk = sendTo(people(2), Priority.NOTICE);
        awaitEnd(bulk);
        for (var sent : channel.sent) {
            failed(sent.message().id(), sent.externalId());
        }
        var failed = find(bulk);
        assertThat(failed.counts().failed()).isEqualTo(2);
        assertThat(failed.failures()).containsExactly(new BulkState.Failure("131026", "Non raggiungibile.", 2));
        report(channel.sent.getFirst().message().id(), channel.sent.getFirst().externalId(), DeliveryReport.Status.DELIVERED);
        var after = find(bulk);
        assertThat(after.counts().delivered()).isEqualTo(1);
        assertThat(after.failures()).containsExactly(new BulkState.Failure("131026", "Non raggiungibile.", 1));
    }

    @Test
    void aReportWithoutOurIdWaitsForTheAnswerThatNamesIt() {
        var external = "wamid." + Ids.next();
        report(null, external, DeliveryReport.Status.DELIVERED);
        channel.script(town.lane(), 0, _ -> new SendOutcome.Accepted(external, null));
        var bulk = sendTo(people(1), Priority.NOTICE);
        await().untilAsserted(() -> assertThat(find(bulk).counts().delivered()).isEqualTo(1));
    }

    /** PostgreSQL 18.6 crashes, with all its connections, when it must choose partitions anew for a row changed meanwhile: {@link it.filodiretto.messaging.Days}. */
    @Test
    void aReportThatWaitsForSomebodyElsesChangeOfTheSameMessageIsRecordedAfterIt() throws Exception {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        var bulk = sendTo(people(3_000), Priority.NOTICE);
        awaitEnd(bulk);
        for (var status : List.of(DeliveryReport.Status.SENT, DeliveryReport.Status.DELIVERED, DeliveryReport.Status.READ)) {
            var sent = channel.sent.stream().limit(20).map(it -> new DeliveryReport(it.externalId(), it.message().id(), status, Instant.now(), null, null)).toList();
            var reporter = town.inTransaction(() -> {
                db.sql("update outgoing_message set attempted_at = attempted_at where bulk_id = ?").param(bulk.value()).update();
                var thread = Thread.startVirtualThread(() -> town.inTown(() -> deliveries.record(town.lane(), sent, "test")));
                await().until(() -> db.sql("select count(*) from pg_locks where not granted").query(Integer.class).single() > 0);
                return thread;
            });
            reporter.join();
        }
        assertThat(find(bulk).counts().read()).isEqualTo(20);
    }

    @Test
    void aLostAnswerIsSentAgainOnlyWhenReportsFlowAndNameOthers() {
        var lost = new AtomicInteger();
        channel.script(town.lane(), 0, message -> {
            if (lost.getAndIncrement() == 3) {
                return new SendOutcome.Uncertain("reset");
            }
            var accepted = (SendOutcome.Accepted) ScriptedChannel.accept(message);
            report(message.id(), accepted.externalId(), DeliveryReport.Status.SENT);
            return accepted;
        });
        var state = awaitEnd(sendTo(people(40), Priority.NOTICE));
        assertThat(state.counts().sent()).isEqualTo(40);
        assertThat(channel.sent).hasSize(40);
    }

    @Test
    void aLostAnswerThatWasAcceptedIsSettledByItsReportAndNeverSentAgain() {
        var lost = new AtomicInteger();
        channel.script(town.lane(), 0, message -> {
            var accepted = (SendOutcome.Accepted) ScriptedChannel.accept(message);
            if (lost.getAndIncrement() == 0) {
                Thread.startVirtualThread(() -> {
                    awaitUncertain(message);
                    report(message.id(), accepted.externalId(), DeliveryReport.Status.SENT);
                });
                return new SendOutcome.Uncertain("time-out");
            }
            report(message.id(), accepted.externalId(), DeliveryReport.Status.SENT);
            return accepted;
        });
        var state = awaitEnd(sendTo(people(10), Priority.NOTICE));
        assertThat(state.counts().sent()).isEqualTo(10);
        assertThat(lost.get()).isEqualTo(10);
    }

    /** As when a node is killed while another writes down the reports on its last messages. */
    @Test
    void whatAReportIsJustSettlingIsNotTakenForUncertainByTheNextHolderOfTheLane() throws Exception {
        var answer = new CountDownLatch(1);
        channel.script(town.lane(), 0, message -> {
            try {
                answer.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return ScriptedChannel.accept(message);
        });
        var bulk = sendTo(people(1), Priority.NOTICE);
        await().untilAsserted(() -> assertThat(find(bulk).counts().inFlight()).isEqualTo(1));
        var message = new MessageId(asked("select id from outgoing_message where bulk_id = ?", UUID.class, bulk),
            asked("select day from outgoing_message where bulk_id = ?", LocalDate.class, bulk));
        var next = town.inTransaction(() -> {
            deliveries.record(town.lane(), List.of(new DeliveryReport("wamid." + message.id(), message, DeliveryReport.Status.SENT, Instant.now(), null, null)), "test");
            var thread = Thread.startVirtualThread(() -> town.inTown(() -> uncertain.takeOver(town.lane().id(), Long.MAX_VALUE, "next")));
            await().until(() -> db.sql("select count(*) from pg_locks where not granted").query(Integer.class).single() > 0);
            return thread;
        });
        next.join();
        assertThat(town.inTransaction(() -> db.sql("select count(*) from send_queue where bulk_id = ?").param(bulk.value()).query(Integer.class).single())).isZero();
        answer.countDown();
        assertThat(awaitEnd(bulk).counts().sent()).isEqualTo(1);
    }

    private <T> T asked(String sql, Class<T> type, BulkId bulk) {
        return town.inTransaction(() -> db.sql(sql).param(bulk.value()).query(type).single());
    }

    @Test
    void withoutReportsALostAnswerWaitsForAPersonButCivilProtectionGoesAgain() {
        var lost = new AtomicInteger();
        channel.script(town.lane(), 0, message -> lost.getAndIncrement() < 2 ? new SendOutcome.Uncertain("reset") : ScriptedChannel.accept(message));
        var notice = sendTo(people(1), Priority.NOTICE);
        await().untilAsserted(() -> assertThat(find(notice).counts().uncertain()).isEqualTo(1));
        var civil = sendTo(people(1), Priority.CIVIL_PROTECTION);
        await().untilAsserted(() -> assertThat(find(civil).counts().accepted()).isEqualTo(1));
        assertThat(find(notice).counts().uncertain()).isEqualTo(1);
        assertThat(find(notice).finishedAt()).isNull();
    }

    @Test
    void whatNobodyKnowsGoesAgainOrIsGivenUpWhenAPersonSaysSoAndTheSendingEnds() {
        var lost = new AtomicInteger();
        channel.script(town.lane(), 0, message -> lost.getAndIncrement() < 4 ? new SendOutcome.Uncertain("reset") : ScriptedChannel.accept(message));
        var again = sendTo(people(2), Priority.NOTICE);
        var givenUp = sendTo(people(2), Priority.NOTICE);
        await().until(() -> town.inTown(() -> bulks.stuck(again) + bulks.stuck(givenUp)) == 4);
        assertThat(find(again).finishedAt()).isNull();
        assertThat(town.inTown(() -> bulks.sendStuckAgain(again))).isEqualTo(2);
        assertThat(town.inTown(() -> bulks.closeStuck(givenUp))).isEqualTo(2);
        assertThat(town.inTown(() -> bulks.closeStuck(givenUp))).isZero();
        assertThat(awaitEnd(again).counts()).isEqualTo(new BulkCounts(0, 0, 0, 2, 0, 0, 0, 0, 0, 0));
        assertThat(awaitEnd(givenUp).counts()).isEqualTo(new BulkCounts(0, 0, 0, 0, 0, 0, 0, 2, 0, 0));
        assertThat(find(givenUp).failures()).singleElement().satisfies(it -> assertThat(it.code()).isEqualTo("unknown-outcome"));
        assertThat(channel.sent).hasSize(2);
        var late = town.inTown(() -> bulks.outcomes(givenUp, null, 1)).getFirst().message();
        report(late, "wamid.late", DeliveryReport.Status.DELIVERED);
        assertThat(find(givenUp).counts()).isEqualTo(new BulkCounts(0, 0, 0, 0, 0, 1, 0, 1, 0, 0));
        assertThat(find(givenUp).failures()).singleElement().satisfies(it -> assertThat(it.count()).isEqualTo(1));
        await().during(Duration.ofMillis(600)).until(() -> channel.sent.size() == 2);
    }

    @Test
    void twoPersonsWhoAreOneGetANoticeOnceWhateverHadLeftByThen() {
        var answer = new CountDownLatch(1);
        var people = people(6);
        var refused = address(people.get(2));
        channel.script(town.lane(), 0, message -> {
            if (message.to().equals(refused)) {
                wait(answer);
                return new SendOutcome.TryLater("busy", "Riprova.", Duration.ZERO, false);
            }
            return ScriptedChannel.accept(message);
        });
        var bulk = new BulkId(Ids.next());
        town.inTransaction(() -> {
            open(bulk, Priority.NOTICE, people.size());
            return bulks.add(bulk, people.subList(0, 3));
        });
        await().until(() -> find(bulk).counts().accepted() == 2 && find(bulk).counts().inFlight() == 1);
        town.inTown(() -> bulks.pause(bulk));
        town.inTransaction(() -> {
            bulks.filled(bulk, people.size());
            return bulks.add(bulk, people.subList(3, 6));
        });
        become(people.get(0), people.get(3));   // had it, waits for it
        become(people.get(4), people.get(1));   // waits for it, had it
        become(people.get(2), people.get(5));   // on its way and refused, waits for it
        assertThat(find(bulk).counts()).isEqualTo(new BulkCounts(1, 1, 0, 2, 0, 0, 0, 0, 0, 2));
        answer.countDown();
        await().until(() -> find(bulk).counts().queued() == 2);
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        town.inTown(() -> bulks.resume(bulk));
        assertThat(awaitEnd(bulk).counts()).isEqualTo(new BulkCounts(0, 0, 0, 3, 0, 0, 0, 0, 0, 3));
        assertThat(channel.sent.stream().map(it -> it.message().to())).containsExactlyInAnyOrder(address(people.get(0)), address(people.get(1)), address(people.get(5)));
    }

    @Test
    void ofTwoMessagesOnTheirWayToTwoPersonsWhoAreOneTheSecondLeavesOnlyIfTheFirstDoesNotArrive() {
        var answer = new CountDownLatch(1);
        var people = people(6);
        var first = people.stream().map(this::address).toList();
        var attempts = new ConcurrentHashMap<Address, Integer>();
        channel.script(town.lane(), 0, message -> {
            int who = first.indexOf(message.to());
            boolean again = attempts.merge(message.to(), 1, Integer::sum) > 1;
            wait(answer);
            return again || who == 0 ? ScriptedChannel.accept(message)
                : who == 2 ? new SendOutcome.Refused("131026", "Non raggiungibile.") : new SendOutcome.TryLater("busy", "Riprova.", Duration.ZERO, false);
        });
        var bulk = sendTo(people, Priority.NOTICE);
        await().until(() -> find(bulk).counts().inFlight() == 6);
        become(people.get(0), people.get(1));   // the one arrives, the other is to come again
        become(people.get(2), people.get(3));   // the one is refused for good, the other is to come again
        become(people.get(4), people.get(5));   // both are to come again
        answer.countDown();
        assertThat(awaitEnd(bulk).counts()).isEqualTo(new BulkCounts(0, 0, 0, 3, 0, 0, 0, 1, 0, 2));
        assertThat(channel.sent.stream().map(it -> it.message().to())).containsExactlyInAnyOrder(first.get(0), first.get(3), first.get(5));
    }

    @Test
    void anAlarmTellsForHowLongNoReportsHaveComeAndEndsWhenTheyDo() {
        channel.script(town.lane(), 0, _ -> new SendOutcome.Uncertain("reset"));
        var bulk = sendTo(people(2), Priority.NOTICE);
        await().until(() -> find(bulk).counts().uncertain() == 2);
        town.inTransaction(() -> db.sql("update send_queue set uncertain_since = uncertain_since - interval '7 minutes' where bulk_id = ?").param(bulk.value()).update());
        await().untilAsserted(() -> assertThat(town.inTransaction(() -> lanes.alarms())).singleElement().satisfies(it ->
            assertThat(it.words()).isEqualTo("Meta non manda esiti da 7 minuti: 2 messaggi sono in sospeso, per non mandarli due volte.")));
        for (var outcome : town.inTown(() -> bulks.outcomes(bulk, null, 2))) {
            report(outcome.message(), "wamid." + Ids.next(), DeliveryReport.Status.SENT);
        }
        await().until(() -> town.inTransaction(() -> lanes.alarms()).isEmpty());
        assertThat(awaitEnd(bulk).counts().sent()).isEqualTo(2);
    }

    @Test
    void aLostAnswerIsSettledByWitnessesHoweverFewAndALateReportCausesNoSending() {
        var lost = new AtomicReference<MessageId>();
        channel.script(town.lane(), 0, message -> {
            if (lost.compareAndSet(null, message.id())) {
                return new SendOutcome.Uncertain("reset");
            }
            return acceptAndReport(message);
        });
        var state = awaitEnd(sendTo(people(3), Priority.NOTICE));
        assertThat(state.counts().sent()).isEqualTo(3);
        assertThat(channel.sent).as("two witnesses, and then the lost one again").hasSize(3);
        report(lost.get(), "wamid.of-the-first-attempt", DeliveryReport.Status.DELIVERED);
        assertThat(find(state.id()).counts()).isEqualTo(new BulkCounts(0, 0, 0, 0, 2, 1, 0, 0, 0, 0));
        await().during(Duration.ofMillis(700)).until(() -> channel.sent.size() == 3);
    }

    @Test
    void whereNothingFollowsALostAnswerTheLastTwentyBeforeItAreItsWitnesses() {
        var silent = new AtomicBoolean();
        channel.script(town.lane(), 0, message -> silent.get() ? new SendOutcome.Uncertain("reset") : acceptAndReport(message));
        awaitEnd(sendTo(people(25), Priority.NOTICE));
        silent.set(true);
        var last = sendTo(people(1), Priority.NOTICE);
        await().until(() -> find(last).counts().uncertain() == 1);
        silent.set(false);
        assertThat(awaitEnd(last).counts().sent()).isEqualTo(1);
    }

    @Test
    void whereOneOfTheLastTwentyHasNoReportEitherALostAnswerWaits() {
        var count = new AtomicInteger();
        channel.script(town.lane(), 0, message -> count.incrementAndGet() == 10 ? ScriptedChannel.accept(message)
            : count.get() > 20 ? new SendOutcome.Uncertain("reset") : acceptAndReport(message));
        awaitEnd(sendTo(people(20), Priority.NOTICE));
        var last = sendTo(people(1), Priority.NOTICE);
        await().until(() -> town.inTown(() -> bulks.stuck(last)) == 1);
        await().during(Duration.ofMillis(2_500)).until(() -> find(last).counts().uncertain() == 1);
        assertThat(count.get()).isEqualTo(21);
    }

    @Test
    void whoAnswersAPersonGoesFirstAndTheRestGoesLast() {
        var people = people(9);
        town.inTransaction(() -> outbox.send(people.get(8), TEMPLATE, null, Origin.by(new OperatorId(Ids.next())), Priority.REST));
        sendTo(people.subList(3, 8), Priority.NOTICE);
        sendTo(people.subList(1, 3), Priority.CIVIL_PROTECTION);
        town.inTransaction(() -> outbox.send(people.getFirst(), TEMPLATE, null, Origin.by(new OperatorId(Ids.next())), Priority.ANSWER));
        channel.script(town.lane(), 40, ScriptedChannel::accept);
        await().until(() -> channel.sent.size() == 9);
        var order = channel.sent.stream().map(it -> people.stream().map(this::address).toList().indexOf(it.message().to())).toList();
        assertThat(order.getFirst()).isZero();
        assertThat(order.subList(1, 3)).containsExactlyInAnyOrder(1, 2);
        assertThat(order.subList(3, 8)).containsExactlyInAnyOrder(3, 4, 5, 6, 7);
        assertThat(order.getLast()).isEqualTo(8);
    }

    @Test
    void withAnOldEpochNothingIsClaimedAndNothingSettled() {
        var lane = town.lane().id();
        var bulk = sendTo(people(2), Priority.NOTICE);
        var row = town.inTransaction(() -> table.get(bulk));
        long old = epoch(lane);
        var claimed = town.inTransaction(() -> queue.claim(old, row, START, 1)).getFirst();
        long young = town.inTransaction(() -> db.sql("update sender_lane set epoch = epoch + 1 where id = ? returning epoch").param(lane.value()).query(Long.class).single());
        assertThat(town.inTransaction(() -> queue.claim(old, row, START, 10))).isEmpty();
        town.inTown(() -> uncertain.takeOver(lane, young, "young"));
        town.inTransaction(() -> db.sql("update send_queue set state = 'QUEUED', uncertain_since = null where message_id = ?").param(claimed.id().id()).update());
        assertThat(town.inTransaction(() -> queue.claim(young, row, START, 1))).extracting(QueueTable.Row::id).containsExactly(claimed.id());

        var message = attempt(claimed, bulk);
        var refused = town.inTransaction(() -> queue.settle(lane, old, List.of(Settled.failed(message, "1", "Troppo tardi")), "old"));
        assertThat(refused.late()).isEmpty();
        assertThat(asked("select state from outgoing_message where id = '" + claimed.id().id() + "' and bulk_id = ?", String.class, bulk)).isEqualTo("QUEUED");
        assertThat(asked("select epoch from send_queue where state = 'IN_FLIGHT' and bulk_id = ?", Long.class, bulk)).isEqualTo(young);
        var accepted = Settled.accepted(message, "wamid." + Ids.next());
        assertThat(town.inTransaction(() -> queue.settle(lane, old, List.of(accepted), "old")).late()).as("true whoever asked, and told apart").containsExactly(accepted);
        assertThat(asked("select epoch from send_queue where state = 'IN_FLIGHT' and bulk_id = ?", Long.class, bulk)).isEqualTo(young);
    }

    @Test
    @DisplayName("an answer that is written down twice, because nobody said that it was, leaves the message's next attempt as it is")
    void whatIsWrittenDownTwiceDoesNotTouchTheNextAttempt() {
        var lane = town.lane().id();
        var bulk = sendTo(people(1), Priority.NOTICE);
        var row = town.inTransaction(() -> table.get(bulk));
        for (var verdict : List.of(Settled.Verdict.RETRY, Settled.Verdict.GIVEN_BACK)) {
            var first = town.inTransaction(() -> queue.claim(epoch(lane), row, START, 1)).getFirst();
            var again = List.of(Settled.back(attempt(first, bulk), verdict, Duration.ZERO));
            town.inTransaction(() -> queue.settle(lane, epoch(lane), again, "test"));
            var second = town.inTransaction(() -> queue.claim(epoch(lane), row, START, 1)).getFirst();
            town.inTransaction(() -> queue.settle(lane, epoch(lane), again, "test"));
            assertThat(asked("select state from send_queue where bulk_id = ?", String.class, bulk)).as("after %s", verdict).isEqualTo("IN_FLIGHT");
            town.inTransaction(() -> queue.settle(lane, epoch(lane), List.of(Settled.back(attempt(second, bulk), verdict, Duration.ZERO)), "test"));
            assertThat(asked("select state from send_queue where bulk_id = ?", String.class, bulk)).isEqualTo("QUEUED");
        }
    }

    private static Claimed attempt(QueueTable.Row row, BulkId bulk) {
        return new Claimed(row.id(), row.citizen(), bulk, row.attempt(), row.at(), TEMPLATE, null, System.nanoTime());
    }

    @Test
    @DisplayName("who takes a lane over listens anew for what was uncertain, and for as much longer as nobody was there")
    void anAbsenceIsNoTimeInWhichReportsCouldCome() {
        var lost = new AtomicInteger();
        channel.script(town.lane(), 0, message -> lost.getAndIncrement() == 0 ? new SendOutcome.Uncertain("reset") : acceptAndReport(message));
        var bulk = sendTo(people(30), Priority.NOTICE);
        await().until(() -> find(bulk).counts().uncertain() == 1 && asked("select count(*) from send_queue where bulk_id = ?", Long.class, bulk) == 1);
        var lane = town.lane().id();
        town.inTransaction(() -> db.sql("update send_queue set claimed_at = claimed_at - interval '1 hour' where bulk_id = ?").param(bulk.value()).update());
        var before = asked("select now() from bulk where id = ?", OffsetDateTime.class, bulk).toInstant();
        town.inTown(() -> uncertain.takeOver(lane, epoch(lane), "next"));
        assertThat(asked("select uncertain_since from send_queue where bulk_id = ?", OffsetDateTime.class, bulk).toInstant()).as("the waiting begins anew").isAfterOrEqualTo(before);
        await().during(Duration.ofSeconds(3)).until(() -> find(bulk).counts().uncertain() == 1);
        town.inTransaction(() -> db.sql("update send_queue set claimed_at = uncertain_since where bulk_id = ?").param(bulk.value()).update());
        await().until(() -> find(bulk).counts().uncertain() == 0);
    }

    private long epoch(LaneId lane) {
        return town.inTransaction(() -> db.sql("select epoch from sender_lane where id = ?").param(lane.value()).query(Long.class).single());
    }

    @Test
    void twoNodesShareTheLanesEvenlyAndOneTakesOverWhatTheOtherLeaves() {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        long all = laneTable.all().stream().filter(senders::canSend).count();
        long share = Math.ceilDiv(all, 2L);
        await("one node").until(() -> held().equals(List.of(all)));
        assertThat(all).as("a chat's lane, a number's").isGreaterThan(1);
        var second = new LaneKeeper(database, new Node("second"), laneTable, senders, wakeups);
        second.start();
        try {
            await().until(() -> held().equals(List.of(all - share, share)));
            assertThat(awaitEnd(sendTo(people(20), Priority.NOTICE)).counts().accepted()).isEqualTo(20);
        } finally {
            second.stop();
        }
        await().until(() -> held().equals(List.of(all)));
        assertThat(holder(town.lane())).isPresent().get().isNotEqualTo("second");
        assertThat(awaitEnd(sendTo(people(20), Priority.NOTICE)).counts().accepted()).isEqualTo(20);
        assertThat(channel.sent.stream().map(it -> it.message().id())).hasSize(40).doesNotHaveDuplicates();
    }

    /** How many lanes each node holds, by the locks of its session. */
    private List<Long> held() {
        return db.sql("""
            select count(*) from pg_locks where locktype = 'advisory' and granted and classid = 1178861570
               and database = (select oid from pg_database where datname = current_database()) group by pid order by 1""").query(Long.class).list();
    }

    private Optional<String> holder(Lane lane) {
        return db.sql("select node from sender_lane where id = ? and node is not null").param(lane.id().value()).query(String.class).optional();
    }

    @Test
    @DisplayName("PI-07: PostgreSQL itself refuses a message that has neither an operator nor a kind that the profile allows")
    void PI_07_postgresRefusesWhatNobodySigned() {
        town.mode(ChannelMode.PEOPLE_ONLY, AutomaticKind.WELCOME);
        var citizen = town.citizen(town.newPhone()).value();
        var operator = Ids.next();
        assertThat(insert(citizen, null, "WELCOME")).isEqualTo(1);
        assertThat(insert(citizen, operator, null)).isEqualTo(1);
        refuses(() -> insert(citizen, null, null));
        refuses(() -> insert(citizen, null, "CLOSED"));
        refuses(() -> town.inTransaction(() -> db.sql("""
                insert into outgoing_message (id, day, lane_id, citizen_id, content, automatic_kind, allowed_automatic)
                values (?, current_date, ?, ?, '{}', 'CLOSED', '{CLOSED}')""").param(Ids.next()).param(town.lane().id().value()).param(citizen).update()));
        refuses(() -> town.inTransaction(() -> db.sql("update outgoing_message set operator_id = null where operator_id = ?").param(operator).update()));
        refuses(() -> town.inTransaction(() -> db.sql("update outgoing_message set automatic_kind = 'CLOSED' where citizen_id = ? and automatic_kind = 'WELCOME'").param(citizen).update()));
        refuses(() -> sendTo(List.of(new CitizenId(citizen)), Priority.NOTICE));
    }

    private int insert(UUID citizen, @Nullable UUID operator, @Nullable String kind) {
        return town.inTransaction(() -> db.sql("""
                insert into outgoing_message (id, day, lane_id, citizen_id, content, operator_id, automatic_kind)
                values (?, current_date, ?, ?, '{}', ?, ?)""")
            .param(Ids.next()).param(town.lane().id().value()).param(citizen).param(operator).param(kind).update());
    }

    private static void refuses(ThrowingCallable statement) {
        assertThatThrownBy(statement).isInstanceOf(DataIntegrityViolationException.class).rootCause().isInstanceOfSatisfying(PSQLException.class,
            it -> assertThat(Objects.requireNonNull(it.getServerErrorMessage()).getConstraint()).isEqualTo("people_only"));
    }

    private SendOutcome acceptAndReport(OutgoingMessage message) {
        var accepted = (SendOutcome.Accepted) ScriptedChannel.accept(message);
        report(message.id(), accepted.externalId(), DeliveryReport.Status.SENT);
        return accepted;
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Address address(CitizenId citizen) {
        return Objects.requireNonNull(town.inTown(() -> citizens.addresses(List.of(citizen))).get(citizen));
    }

    /** Who was the one wants nothing any more, as the subscription passes to the other. */
    private void become(CitizenId one, CitizenId other) {
        leavers.left.add(one);
        town.inTransaction(() -> {
            merges.merge(one, other, Merge.Cause.OPERATOR, null);
            return one;
        });
    }

    @Test
    @DisplayName("an account that rests because people complained is tried less and less often, whatever was on its way when it stopped")
    void anAccountWhoseTrialsCountAgainstItIsTriedLessAndLessOften() {
        assertThat(IntStream.range(0, 7).mapToObj(it -> LaneAnswers.rest(Duration.ofSeconds(10), it).toSeconds())).containsExactly(10L, 40L, 160L, 640L, 1_800L, 1_800L, 1_800L);
        var asked = new CopyOnWriteArrayList<Long>();
        channel.script(town.lane(), 0, _ -> {
            asked.add(System.nanoTime());
            return new SendOutcome.LaneStopped("131048", "Meta ha limitato gli invii.", true);
        });
        sendTo(people(50), Priority.NOTICE);
        await().atMost(Duration.ofSeconds(60)).until(() -> asked.size() > 2 && asked.getLast() - asked.get(asked.size() - 2) > Duration.ofSeconds(5).toNanos());
        assertThat(town.inTransaction(() -> lanes.alarms())).hasSize(1);
    }

    @Test
    void theAccountStopsAndOneMessageTriesItAgain() {
        var valid = new AtomicBoolean();
        var asked = new AtomicInteger();
        var trials = new AtomicInteger();
        var slow = new AtomicReference<>(new CountDownLatch(0));
        channel.script(town.lane(), 0, message -> {
            asked.incrementAndGet();
            var gate = Objects.requireNonNull(slow.get());
            trials.addAndGet((int) gate.getCount());
            wait(gate);
            return valid.get() ? ScriptedChannel.accept(message) : new SendOutcome.LaneStopped("190", "Il codice di accesso a WhatsApp non vale più.");
        });
        var bulk = sendTo(people(600), Priority.NOTICE);
        await().untilAsserted(() -> assertThat(town.inTransaction(() -> lanes.alarms())).hasSize(1));
        await().until(() -> find(bulk).counts().inFlight() == 0);
        var answer = new CountDownLatch(1);
        slow.set(answer);
        await().atMost(Duration.ofSeconds(15)).until(() -> trials.get() > 0);
        await().during(Duration.ofMillis(700)).until(() -> trials.get() == 1);
        valid.set(true);
        answer.countDown();
        var state = awaitEnd(bulk);
        assertThat(state.counts().accepted()).isEqualTo(600);
        assertThat(asked.get()).isLessThan(1_300);
        assertThat(town.inTransaction(() -> lanes.alarms())).isEmpty();
    }

    /** As when the token is replaced, for which the program starts anew. */
    @Test
    void whatStoppedTheAccountBeforeAStartIsOverWhenAMessageHasLeftAfterIt() {
        var lane = town.lane().id();
        town.inTransaction(() -> {
            laneTable.raiseStop(lane, "190", "Il codice di accesso a WhatsApp non vale più.");
            return lane;
        });
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        assertThat(awaitEnd(sendTo(people(3), Priority.NOTICE)).counts().accepted()).isEqualTo(3);
        assertThat(town.inTransaction(() -> lanes.alarms())).isEmpty();
    }

    @Test
    @Tag("measured")
    void civilProtectionOvertakesARunningNotice() {
        channel.script(town.lane(), 80, ScriptedChannel::accept);
        sendTo(people(2_000), Priority.NOTICE);
        await().until(() -> channel.sent.size() > 20);
        var start = System.nanoTime();
        var civil = sendTo(people(3), Priority.CIVIL_PROTECTION);
        awaitEnd(civil);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Machine.within(Duration.ofMillis(1_200), Duration.ofSeconds(8)));
    }

    @Test
    @Tag("measured")
    void thePaceIsEvenAndNoSecondHasMoreThanTheRateAndItsBurst() {
        channel.script(town.lane(), 80, ScriptedChannel::accept);
        var people = people(400);
        var start = System.nanoTime();
        awaitEnd(sendTo(people, Priority.NOTICE));
        var times = channel.sent.stream().mapToLong(ScriptedChannel.Sent::at).sorted().toArray();
        for (int i = 0; i < times.length; i++) {
            assertThat(times[i] - start).as("message %d is not ahead of 80 a second and a burst of three", i).isGreaterThan(Duration.ofSeconds(1).toNanos() * (i - 3) / 80);
        }
        for (int i = 0; i + 84 < times.length; i++) {
            assertThat(times[i + 84] - times[i]).as("84 messages after message %d", i)
                .isGreaterThan(Duration.ofMillis(800).toNanos());   // a second, but a thread that was kept waiting tells its time late
        }
        assertThat(times[times.length - 1] - times[0]).isLessThan(Machine.within(Duration.ofMillis(5_300), Duration.ofSeconds(15)).toNanos());
    }

    @Test
    void pausedNothingLeavesAndCancelledTheRestIsExcluded() {
        channel.script(town.lane(), 20, ScriptedChannel::accept);
        var bulk = sendTo(people(500), Priority.NOTICE);
        await().until(() -> channel.sent.size() > 5);
        town.inTown(() -> bulks.pause(bulk));
        await().until(() -> find(bulk).counts().inFlight() == 0);
        var sent = channel.sent.size();
        await().during(Duration.ofSeconds(1)).until(() -> channel.sent.size() == sent);
        town.inTown(() -> bulks.cancel(bulk));
        var state = awaitEnd(bulk);
        assertThat(state.stage()).isEqualTo(BulkState.Stage.CANCELLED);
        assertThat(state.counts().excluded()).isEqualTo(500 - sent);
        assertThat(state.counts().total()).isEqualTo(500);
    }

    @Test
    @DisplayName("what is stopped while nobody knows whether it arrived does not leave again when that is known")
    void whatIsInDoubtWhenItIsStoppedDoesNotLeaveAgain() {
        var lost = new AtomicReference<MessageId>();
        channel.script(town.lane(), 0, message -> lost.compareAndSet(null, message.id()) ? new SendOutcome.Uncertain("reset") : ScriptedChannel.accept(message));
        var bulk = sendTo(people(2), Priority.NOTICE);
        await().until(() -> find(bulk).counts().uncertain() == 1 && find(bulk).counts().accepted() == 1);
        town.inTown(() -> bulks.cancel(bulk));
        report(channel.sent.getFirst().message().id(), channel.sent.getFirst().externalId(), DeliveryReport.Status.SENT);
        var state = awaitEnd(bulk);
        assertThat(state.counts()).satisfies(it -> assertThat(it.sent()).isOne()).satisfies(it -> assertThat(it.excluded()).isOne());
        assertThat(channel.sent).hasSize(1);
    }

    @Test
    void aSuspendedTemplatePausesWhatUsesItAndSaysWhy() {
        channel.script(town.lane(), 0, _ -> new SendOutcome.TemplateRefused("132015", "WhatsApp ha sospeso il modello."));
        var bulk = sendTo(people(3), Priority.NOTICE);
        await().untilAsserted(() -> assertThat(find(bulk).stage()).isEqualTo(BulkState.Stage.PAUSED));
        assertThat(find(bulk).pauseReason()).isEqualTo("WhatsApp ha sospeso il modello.");
        await().untilAsserted(() -> assertThat(find(bulk).counts().queued()).isEqualTo(3));
    }

    @Test
    void freeTextAfter24HoursIsNotEvenTried() {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        var phone = town.newPhone();
        var citizen = town.citizen(phone);
        town.inTransaction(() -> outbox.send(citizen, new MessageContent.Text("Buongiorno"), Origin.automatic(AutomaticKind.WELCOME)));
        town.inTransaction(() -> outbox.send(citizen, new MessageContent.Text("Buongiorno"), TEMPLATE, Origin.by(new OperatorId(Ids.next())), Priority.ANSWER));
        await().until(() -> !channel.sent.isEmpty());
        assertThat(channel.sent).extracting(it -> it.message().content()).containsExactly(TEMPLATE);
        var alone = town.inTransaction(() -> outbox.send(citizen, new MessageContent.Text("Sì, anche domani"), Origin.by(new OperatorId(Ids.next()))));
        await().untilAsserted(() -> assertThat(leavers.failedAnswers).as("somebody is told that it will not arrive").contains(alone));
        assertThat(town.inTown(() -> correspondence.fate(alone).orElseThrow()).failedAt()).isNotNull();
    }

    @Test
    void aChannelThatFailsLeavesNothingInFlight() {
        var failed = new AtomicBoolean();
        channel.script(town.lane(), 0, message -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("the database is away");
            }
            return ScriptedChannel.accept(message);
        });
        var bulk = sendTo(people(1), Priority.NOTICE);
        await().untilAsserted(() -> assertThat(find(bulk).counts().uncertain()).isEqualTo(1));
    }

    @Test
    void whatIsClaimedAndCannotBeAddressedGoesBackAndGoesLater() {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        awaitEnd(sendTo(people(1), Priority.NOTICE));                   // this node holds the lane
        var people = people(2);
        town.inTransaction(() -> db.sql("update citizen set phone_sealed = phone_sealed || '\\x00'::bytea where id = ?").param(people.getFirst().value()).update());
        var bulk = sendTo(people, Priority.NOTICE);
        await().until(() -> town.inTransaction(() -> db.sql("select claimed_at is not null and state = 'QUEUED' from send_queue where bulk_id = ? and citizen_id = ?")
            .param(bulk.value()).param(people.getFirst().value()).query(Boolean.class).single()));       // it was tried, and given back
        assertThat(channel.sent).hasSize(1);
        town.inTransaction(() -> db.sql("update citizen set phone_sealed = substring(phone_sealed from 1 for octet_length(phone_sealed) - 1) where id = ?")
            .param(people.getFirst().value()).update());
        assertThat(awaitEnd(bulk).counts().accepted()).isEqualTo(2);
    }

    @Test
    void whatIsClaimedWithoutTheHoldersKnowledgeGoesBackAndGoesOnce() {
        channel.script(town.lane(), 0, ScriptedChannel::accept);
        awaitEnd(sendTo(people(1), Priority.NOTICE));                   // this node holds the lane
        channel.sent.clear();
        var lane = town.lane().id();
        var bulk = new BulkId(Ids.next());
        town.inTransaction(() -> {
            open(bulk, Priority.NOTICE, 2);
            bulks.pause(bulk);
            bulks.add(bulk, people(2));
            bulks.filled(bulk, 2);
            return queue.claim(epoch(lane), table.get(bulk), START, 1);     // as if its commit had been lost on the way back
        });
        town.inTransaction(() -> {
            counts.add(bulk, BulkCountTable.Delta.of("queued", -1).and("in_flight", 1), "test");
            return bulk;
        });
        leavers.failing.add(bulk);
        town.inTown(() -> bulks.resume(bulk));
        assertThat(awaitEnd(bulk).counts().accepted()).isEqualTo(2);
        assertThat(channel.sent).hasSize(2);
    }

    @Test
    void whileTheWholeLaneWaitsAnAttemptDoesNotCountAndEachPauseIsLongerThanTheOneBefore() {
        var tired = new Claimed(new MessageId(Ids.next(), LocalDate.of(2026, 11, 23)), new CitizenId(Ids.next()), null, 50, OffsetDateTime.MIN, TEMPLATE, null, 0);
        assertThat(LaneAnswers.settled(tired, new SendOutcome.TryLater("130429", "Piano.", Duration.ofSeconds(2), true)).verdict()).isEqualTo(Settled.Verdict.GIVEN_BACK);
        assertThat(LaneAnswers.settled(tired, new SendOutcome.LaneStopped("190", "Il token non vale più.")).verdict()).isEqualTo(Settled.Verdict.GIVEN_BACK);
        assertThat(LaneAnswers.settled(tired, new SendOutcome.TryLater("131000", "Riprova.", Duration.ofSeconds(5), false)).verdict()).isEqualTo(Settled.Verdict.FAILED);
        assertThat(IntStream.of(1, 2, 3, 5, 7, 11, 12).mapToObj(it -> LaneAnswers.pause(Duration.ofSeconds(20), it).toSeconds())).containsExactly(20L, 20L, 40L, 80L, 160L, 640L, 640L);
        assertThat(LaneAnswers.pause(Duration.ofMinutes(2), 12)).hasMinutes(15);
        assertThat(LaneAnswers.pause(Duration.ofHours(1), 12)).hasHours(1);
    }

    @Test
    @DisplayName("whom the town has shut out is shut out of its next number too, as soon as she writes there; until then nothing goes to her, and whoever lets her in does so at once")
    void whoIsShutOutIsSoAtTheNextNumberToo() {
        var known = people(2);
        var people = List.of(known.get(0), known.get(1), people(1).getFirst());
        channel.blocking(town.lane(), (_, _) -> Optional.empty());
        known.forEach(it -> assertThat(town.<Optional<String>>inTown(() -> blocks.block(it, ChannelKind.WHATSAPP, "insulti", new OperatorId(Ids.next())))).isEmpty());
        var second = anotherNumber();
        lanes.declare(second, null);
        var asked = new ArrayList<Boolean>();
        channel.script(second, 0, ScriptedChannel::accept);
        channel.blocking(second, (_, blocked) -> {
            asked.add(blocked);
            return Optional.empty();
        });
        assertThat(awaitEnd(sendTo(people, Priority.NOTICE)).counts().accepted()).as("nothing goes to her by the new number either").isOne();
        town.inTown(() -> blocks.follow(ChannelKind.WHATSAPP));
        assertThat(asked).as("Meta takes only who has written").isEmpty();

        town.inTransaction(() -> {
            windows.wrote(second.id(), people.getFirst(), town.now());
            return second;
        });
        town.inTown(() -> blocks.follow(ChannelKind.WHATSAPP));
        town.inTown(() -> blocks.follow(ChannelKind.WHATSAPP));
        assertThat(asked).as("once").containsExactly(true);

        known.forEach(it -> assertThat(town.<Optional<String>>inTown(() -> blocks.unblock(it, ChannelKind.WHATSAPP))).isEmpty());
        assertThat(asked).as("who was not kept away here is no question for Meta").containsExactly(true, false);
        assertThat(town.inTown(() -> blocks.people())).isEmpty();
        assertThat(awaitEnd(sendTo(people, Priority.NOTICE)).counts().accepted()).isEqualTo(3);
        channel.forget(second);
    }

    @Test
    void aTownThatGetsAnotherNumberSendsByThatOne() {
        var first = town.lane();
        var second = anotherNumber();
        lanes.declare(second, null);
        assertThat(town.lane()).isEqualTo(second);
        lanes.declare(first, null);
        assertThat(town.lane()).as("and by the first again, if its file says so").isEqualTo(first);
    }

    @Test
    void whatWaitsOnANumberThatTheTownHasGivenUpGoesByTheNewOne() {
        var people = people(3);
        var notice = sendTo(people, Priority.NOTICE);
        var cancelled = sendTo(people, Priority.NOTICE);
        town.inTown(() -> bulks.cancel(cancelled));
        town.inTransaction(() -> outbox.send(people.getFirst(), TEMPLATE, Origin.by(new OperatorId(Ids.next()))));
        var second = anotherNumber();
        lanes.declare(second, null);
        channel.script(second, 0, ScriptedChannel::accept);
        town.inTown(() -> givenUp.workFor(town.municipality()));
        assertThat(awaitEnd(notice).counts().accepted()).isEqualTo(3);
        assertThat(awaitEnd(cancelled).counts().excluded()).isEqualTo(3);
        await().until(() -> channel.sent.size() == 4);
        assertThat(channel.sent).allSatisfy(it -> assertThat(it.lane()).isEqualTo(second));
    }

    @Test
    void whatNoNumberOfTheTownsCanCarryAnyMoreHasFailedAndSaysSo() {
        var first = town.lane();
        channel.script(first, 0, _ -> new SendOutcome.Uncertain("reset"));
        var lost = sendTo(people(1), Priority.NOTICE);
        await().until(() -> find(lost).counts().uncertain() == 1);
        channel.forget(first);
        var people = people(2);
        var waiting = new BulkId(Ids.next());
        var answer = town.inTransaction(() -> {
            open(waiting, Priority.NOTICE, 2);
            bulks.pause(waiting);
            bulks.add(waiting, people);
            bulks.filled(waiting, 2);
            return answerLater(people.getFirst());
        });
        var second = anotherNumber();
        lanes.declare(second, Set.of(AutomaticKind.WELCOME));
        var stranger = people(1).getFirst();
        var words = town.inTransaction(() -> {
            windows.wrote(second.id(), people.getFirst(), town.now());
            return outbox.answer(new Outbox.Reply(ChannelKind.WHATSAPP, stranger, new MessageContent.Text("Buongiorno"), Origin.by(new OperatorId(Ids.next())), null), Duration.ofHours(1));
        });
        town.inTransaction(() -> db.sql("update send_queue set lane_id = ? where message_id = ?").param(first.id().value()).param(words.id()).update());
        town.inTown(() -> givenUp.workFor(town.municipality()));
        assertThat(find(waiting).counts().queued()).as("somebody was there just now").isEqualTo(2);
        town.inTown(() -> givenUp.clear(first));
        assertThat(find(waiting).counts().failed()).isEqualTo(2);
        assertThat(find(waiting).finishedAt()).isNotNull();
        assertThat(find(waiting).failures()).singleElement().satisfies(it -> assertThat(it.reason()).isEqualTo("Il Comune non usa più il numero o la casella da cui doveva partire."));
        assertThat(find(lost).failures()).singleElement().satisfies(it -> assertThat(it.code()).isEqualTo("unknown-outcome"));
        assertThat(find(lost).finishedAt()).isNotNull();
        assertThat(leavers.failedAnswers).as("what a person wrote goes by the new number").doesNotContain(answer);
        assertThat(leavers.failedAnswers).as("to whom has not written to that one free text may not go").contains(words);
        assertThat(town.inTown(() -> correspondence.fate(words).orElseThrow()).failedReason()).startsWith("Il Comune non usa più il numero");
        lanes.keepOnly(town.id(), Set.of());
        laterBy(second, Duration.ofHours(25));
        town.inTown(() -> givenUp.clear(second));
        assertThat(leavers.failedAnswers).as("and fails where there is none").contains(answer);
        lanes.declare(first, null);
    }

    private void laterBy(Lane lane, Duration duration) {
        town.inTransaction(() -> db.sql("update sender_lane set given_up_at = given_up_at - make_interval(secs => ?) where id = ?")
            .param(duration.toSeconds()).param(lane.id().value()).update());
    }

    @Test
    @DisplayName("a slip in the settings costs no message: for a day what waits on a number that is missing waits, and an alarm says so")
    void whatWaitsOnANumberThatIsMissingWaitsForADay() {
        var number = town.lane();
        var people = people(2);
        var notice = sendTo(people, Priority.NOTICE);
        town.inTown(() -> bulks.pause(notice));
        lanes.keepOnly(town.id(), Set.of());
        laterBy(number, Duration.ofHours(23));
        town.inTown(() -> givenUp.workFor(town.municipality()));
        assertThat(find(notice).counts().queued()).isEqualTo(2);
        assertThat(town.inTransaction(() -> lanes.alarms())).singleElement().satisfies(it -> assertThat(it.words())
            .startsWith("Nelle impostazioni del programma manca il numero di WhatsApp da cui il Comune scriveva: 2 messaggi aspettano."));
        lanes.declare(number, null);
        channel.script(number, 0, ScriptedChannel::accept);
        town.inTown(() -> {
            givenUp.workFor(town.municipality());
            bulks.resume(notice);
        });
        assertThat(town.inTransaction(() -> lanes.alarms())).isEmpty();
        assertThat(awaitEnd(notice).counts().accepted()).isEqualTo(2);
    }

    @Test
    @DisplayName("a late report on what was on its way by a number given up is recorded, however it meets who fails the rest")
    void aLateReportOnWhatWasOnItsWayByANumberGivenUpIsRecorded() {
        var number = town.lane();
        channel.script(number, 0, _ -> new SendOutcome.Uncertain("reset"));
        var lost = sendTo(people(1), Priority.NOTICE);
        await().until(() -> find(lost).counts().uncertain() == 1);
        channel.forget(number);
        lanes.declare(anotherNumber(), Set.of(AutomaticKind.WELCOME));
        var message = new MessageId(asked("select id from outgoing_message where bulk_id = ?", UUID.class, lost),
            asked("select day from outgoing_message where bulk_id = ?", LocalDate.class, lost));
        var failing = town.inTransaction(() -> {
            db.sql("select state from outgoing_message where id = ? and day = ? for update").param(message.id()).param(message.day()).query(String.class).single();
            var other = CompletableFuture.runAsync(() -> town.inTown(() -> givenUp.clear(number)), Thread::startVirtualThread);
            await().until(() -> db.sql("select count(*) from pg_locks where not granted").query(Integer.class).single() > 0);
            deliveries.record(number, List.of(new DeliveryReport("wamid.late", message, DeliveryReport.Status.SENT, Instant.now(), null, null)), "test");
            return other;
        });
        failing.join();
        assertThat(find(lost).counts().sent()).isOne();
        lanes.declare(number, null);
    }

    private MessageId answerLater(CitizenId to) {
        return outbox.answer(new Outbox.Reply(ChannelKind.WHATSAPP, to, new MessageContent.Text("Buongiorno"), Origin.by(new OperatorId(Ids.next())), null), Duration.ofHours(1));
    }

    private Lane anotherNumber() {
        var account = town.lane().account() + "9";
        return new Lane(LaneId.of(ChannelKind.WHATSAPP, account), town.id(), ChannelKind.WHATSAPP, account);
    }

    private List<CitizenId> people(int count) {
        var phones = IntStream.range(0, count).mapToObj(_ -> town.newPhone()).toList();
        return town.inTown(() -> citizens.withPhones(phones));
    }

    private BulkId sendTo(List<CitizenId> people, Priority priority) {
        var id = new BulkId(Ids.next());
        town.inTransaction(() -> {
            open(id, priority, people.size());
            bulks.add(id, people);
            bulks.filled(id, people.size());
            return id;
        });
        return id;
    }

    private void open(BulkId id, Priority priority, int recipients) {
        bulks.open(new BulkOrder(id, ChannelKind.WHATSAPP, null, TEMPLATE, priority, Origin.automatic(AutomaticKind.NOTICE), recipients, Instant.now()));
    }

    private BulkState find(BulkId bulk) {
        return town.inTown(() -> bulks.find(bulk).orElseThrow());
    }

    private BulkState awaitEnd(BulkId bulk) {
        await().until(() -> find(bulk).finishedAt() != null);
        return find(bulk);
    }

    private void awaitUncertain(OutgoingMessage message) {
        await().until(() -> town.inTransaction(() -> db.sql("select state from send_queue where message_id = ?").param(message.id().id())
            .query(String.class).single()).equals("UNCERTAIN"));
    }

    private void report(@Nullable MessageId id, String external, DeliveryReport.Status status) {
        town.inTown(() -> deliveries.record(town.lane(), List.of(new DeliveryReport(external, id, status, Instant.now(), null, null)), "test-" + Thread.currentThread().threadId()));
    }

    private void failed(MessageId id, String external) {
        town.inTown(() -> deliveries.record(town.lane(), List.of(new DeliveryReport(external, id, DeliveryReport.Status.FAILED, Instant.now(), "131026", "Non raggiungibile.")), "test"));
    }
}

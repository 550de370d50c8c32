// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@TownTest
@Import({ScriptedChannel.class, SendingEngineTest.Leavers.class})
@TestPropertySource(properties = {"filodiretto.sending.uncertain-wait=PT2S", "filodiretto.sending.uncertain-patience=PT4S"})
class SendingEngineTest {

    private static final MessageContent.Template TEMPLATE =
        new MessageContent.Template("avviso", "it", List.of(new MessageContent.Parameter("testo", "Manca l'acqua.")), "Manca l'acqua.");

    @Autowired Town town;
    @Autowired ScriptedChannel channel;
    @Autowired Bulks bulks;
    @Autowired Outbox outbox;
    @Autowired Deliveries deliveries;
    @Autowired UncertainTable uncertain;
    @Autowired Citizens citizens;
    @Autowired Leavers leavers;
    @Autowired Lanes lanes;
    @Autowired JdbcClient db;

    /** Who has left, as a broadcast would say when an attempt is recorded. */
    static class Leavers implements BulkRecipients {

        final Set<CitizenId> left = ConcurrentHashMap.newKeySet();

        @Override
        public Set<CitizenId> stillWanting(BulkId bulk, Collection<CitizenId> people) {
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

    /** PostgreSQL 18.6 crashes, with all its connections, when it must choose partitions anew for a row changed meanwhile: {@link Days}. */
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
        await().atMost(Duration.ofSeconds(12)).untilAsserted(() -> assertThat(find(civil).counts().accepted()).isEqualTo(1));
        assertThat(find(notice).counts().uncertain()).isEqualTo(1);
        assertThat(find(notice).finishedAt()).isNull();
    }

    @Test
    void theAccountStopsAndOneMessageTriesItAgain() {
        var valid = new AtomicBoolean();
        var asked = new AtomicInteger();
        channel.script(town.lane(), 0, message -> {
            asked.incrementAndGet();
            return valid.get() ? ScriptedChannel.accept(message) : new SendOutcome.LaneStopped("190", "Il codice di accesso a WhatsApp non vale più.");
        });
        var bulk = sendTo(people(600), Priority.NOTICE);
        await().untilAsserted(() -> assertThat(town.inTransaction(() -> lanes.alarms())).hasSize(1));
        valid.set(true);
        var state = awaitEnd(bulk);
        assertThat(state.counts().accepted()).isEqualTo(600);
        assertThat(asked.get()).isLessThan(1_300);
        assertThat(town.inTransaction(() -> lanes.alarms())).isEmpty();
    }

    @Test
    void civilProtectionOvertakesARunningNotice() {
        channel.script(town.lane(), 80, ScriptedChannel::accept);
        sendTo(people(2_000), Priority.NOTICE);
        await().until(() -> channel.sent.size() > 20);
        var start = System.nanoTime();
        var civil = sendTo(people(3), Priority.CIVIL_PROTECTION);
        awaitEnd(civil);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_200));
    }

    @Test
    void thePaceIsEvenAndNoSecondHasMoreThanTheRateAndItsBurst() {
        channel.script(town.lane(), 80, ScriptedChannel::accept);
        awaitEnd(sendTo(people(400), Priority.NOTICE));
        var times = channel.sent.stream().mapToLong(ScriptedChannel.Sent::at).sorted().toArray();
        for (int i = 0; i + 84 < times.length; i++) {
            assertThat(times[i + 84] - times[i]).as("84 messages after message %d", i).isGreaterThan(1_000_000_000L);
        }
        assertThat(times[times.length - 1] - times[0]).isLessThan(Duration.ofMillis(5_300).toNanos());
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
    }

    private List<CitizenId> people(int count) {
        var phones = IntStream.range(0, count).mapToObj(_ -> town.newPhone()).toList();
        return town.inTown(() -> citizens.withPhones(phones));
    }

    private BulkId sendTo(List<CitizenId> people, Priority priority) {
        var id = new BulkId(Ids.next());
        town.inTransaction(() -> {
            bulks.open(new BulkOrder(id, ChannelKind.WHATSAPP, null, TEMPLATE, priority, Origin.automatic(AutomaticKind.NOTICE), people.size(), Instant.now()));
            bulks.add(id, people);
            bulks.filled(id, people.size());
            return id;
        });
        return id;
    }

    private BulkState find(BulkId bulk) {
        return town.inTown(() -> bulks.find(bulk).orElseThrow());
    }

    private BulkState awaitEnd(BulkId bulk) {
        await().atMost(Duration.ofSeconds(30)).until(() -> find(bulk).finishedAt() != null);
        return find(bulk);
    }

    private void awaitUncertain(OutgoingMessage message) {
        await().until(() -> town.inTransaction(() -> db.sql("select state from send_queue where message_id = ?").param(message.id().id())
            .query(String.class).single()).equals("UNCERTAIN"));
    }

    private void report(@org.jspecify.annotations.Nullable MessageId id, String external, DeliveryReport.Status status) {
        town.inTown(() -> deliveries.record(town.lane(), List.of(new DeliveryReport(external, id, status, Instant.now(), null, null)), "test-" + Thread.currentThread().threadId()));
    }

    private void failed(MessageId id, String external) {
        town.inTown(() -> deliveries.record(town.lane(), List.of(new DeliveryReport(external, id, DeliveryReport.Status.FAILED, Instant.now(), "131026", "Non raggiungibile.")), "test"));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.notice.Broadcast;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.Relation;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.outbox.BulkOrder;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.preflight.NoticeAudience;
import it.filodiretto.sending.Deliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TownTest
@NullMarked
class FanOutTest {

    @Autowired Town town;
    @Autowired Notices notices;
    @Autowired Broadcasts broadcasts;
    @Autowired BroadcastTable table;
    @Autowired NoticeTable noticeTable;
    @Autowired DueTable due;
    @Autowired FanOut fanOut;
    @Autowired NoticeAudience audience;
    @Autowired NoticeRecipients recipients;
    @Autowired Bulks bulks;
    @Autowired Citizens citizens;
    @Autowired Merges merges;
    @Autowired Deliveries deliveries;
    @Autowired JdbcClient db;
    @Autowired PlatformTransactionManager transactions;

    @Test
    @DisplayName("BI-13: a crash between two pages loses nobody and writes to nobody twice")
    void aCrashBetweenPagesLosesNobodyAndRepeatsNobody() {
        town.subscribe(1_200);
        var id = approved("strade");
        assertThat(town.inTown(() -> fanOut.nextPage(id))).isTrue();
        assertThat(messages(id)).isEqualTo(FanOut.FIRST_PAGE);
        crash(() -> fanOut.nextPage(id));
        assertThat(messages(id)).isEqualTo(FanOut.FIRST_PAGE);

        due.from(new DueTable.Due(town.id(), id), Instant.EPOCH);
        await().until(() -> find(id).state() == Broadcast.State.FILLED);
        assertThat(messages(id)).isEqualTo(1_200);
        assertThat(counts(id).queued()).isEqualTo(1_200);
        assertThat(counts(id).total()).isEqualTo(1_200);
    }

    @Test
    @DisplayName("SF-04: the first page is small, so that the first message leaves before the last page")
    void theFirstPageIsSmall() {
        town.subscribe(700);
        var id = approved("strade");
        town.inTown(() -> fanOut.nextPage(id));
        assertThat(find(id).pages()).isEqualTo(1);
        assertThat(messages(id)).isEqualTo(500);
        assertThat(counts(id).total()).isEqualTo(700);
    }

    @Test
    @DisplayName("SF-16: who leaves between the approval and their page is counted, not written to")
    void whoLeavesBeforeTheirPageIsCountedAndNotWrittenTo() {
        var phones = town.subscribe(30);
        var id = approved("strade");
        town.timePasses(Duration.ofSeconds(1));
        town.citizenWrites(phones.getFirst(), "stop");
        town.subscribe(4);
        town.inTown(() -> fanOut.nextPage(id));
        assertThat(messages(id)).isEqualTo(29);
        assertThat(counts(id)).isEqualTo(new BulkCounts(29, 0, 0, 0, 0, 0, 0, 0, 1, 0));
    }

    @Test
    @DisplayName("SF-16: the engine is told, before each attempt, who has left since")
    void whoHasLeftWantsNothingMore() {
        var phones = town.subscribe(2);
        var id = approved("strade");
        town.inTown(() -> fanOut.nextPage(id));
        town.citizenWrites(phones.getFirst(), "stop");
        var both = phones.stream().map(town::citizen).toList();
        assertThat(town.inTown(() -> recipients.stillWanting(id.bulk(), both))).isEqualTo(Set.of(both.getLast()));
    }

    @Test
    void twoNodesAtOnceHandOverEveryPersonOnce() {
        town.subscribe(900);
        var id = approved("strade");
        var other = Thread.startVirtualThread(() -> town.inTown(() -> {
            while (find(id).state() == Broadcast.State.FILLING) {
                fanOut.nextPage(id);
            }
        }));
        town.inTown(() -> {
            while (find(id).state() == Broadcast.State.FILLING) {
                fanOut.nextPage(id);
            }
        });
        await().until(() -> !other.isAlive());
        assertThat(messages(id)).isEqualTo(900);
        assertThat(counts(id).queued()).isEqualTo(900);
    }

    @Test
    void stoppedNoFurtherPageIsHandedOver() {
        town.subscribe(600);
        var id = approved("strade");
        town.inTown(() -> fanOut.nextPage(id));
        assertThat(town.<ControlOutcome>inTown(() -> broadcasts.cancel(id))).isEqualTo(new ControlOutcome.Done());
        assertThat(town.inTown(() -> fanOut.nextPage(id))).isFalse();
        assertThat(messages(id)).isEqualTo(500);
        assertThat(counts(id).total()).isEqualTo(600);
    }

    @Test
    @DisplayName("SF-04: what follows a notice whose people are still being handed over reaches those to come as well")
    void whatFollowsWaitsForThePagesBefore() {
        town.subscribe(600);
        var first = approved("strade");
        town.inTown(() -> fanOut.nextPage(first));
        var next = opened(following(first, Relation.UPDATE));
        assertThat(town.inTown(() -> fanOut.nextPage(next))).isFalse();
        assertThat(messages(next)).isZero();
        assertThat(find(next).state()).isEqualTo(Broadcast.State.FILLING);
        fill(first);
        fill(next);
        assertThat(messages(next)).isEqualTo(600);
        assertThat(find(next).state()).isEqualTo(Broadcast.State.FILLED);
    }

    @Test
    @DisplayName("SF-04: of two retries at once the one that began first goes first, the other waits for it, and writes to nobody twice")
    void ofTwoRetriesAtOnceTheOneThatBeganFirstGoesFirst() {
        var first = filledButFor(2);
        var writtenFirst = following(first, Relation.RETRY);
        var begunFirst = opened(following(first, Relation.RETRY));
        town.timePasses(Duration.ofSeconds(1));
        var second = opened(writtenFirst);
        fill(second);
        assertThat(messages(second)).isZero();
        assertThat(find(second).state()).isEqualTo(Broadcast.State.FILLING);
        fill(begunFirst);
        assertThat(messages(begunFirst)).isEqualTo(2);
        assertThat(find(begunFirst).state()).isEqualTo(Broadcast.State.FILLED);
        fill(second);
        assertThat(messages(second)).as("the others have it").isZero();
        assertThat(find(second).state()).isEqualTo(Broadcast.State.FILLED);
    }

    @Test
    @DisplayName("SF-04: a retry that was stopped holds nobody up, and whom it was for gets the next")
    void aStoppedRetryHoldsNobodyUp() {
        var first = filledButFor(2);
        var stopped = opened(following(first, Relation.RETRY));
        var next = opened(following(first, Relation.RETRY));
        assertThat(town.<ControlOutcome>inTown(() -> broadcasts.cancel(stopped))).isEqualTo(new ControlOutcome.Done());
        fill(next);
        assertThat(messages(next)).isEqualTo(2);
        assertThat(find(next).state()).isEqualTo(Broadcast.State.FILLED);
    }

    @Test
    @DisplayName("SF-04: a retry of the retry and one of the first notice write to nobody twice")
    void aRetryOfTheRetryAndOneOfTheFirstWriteToNobodyTwice() {
        var first = filledButFor(2);
        var again = opened(following(first, Relation.RETRY));
        fill(again);
        new NoticeStates(town, deliveries, db).failed(new NoticeStates(town, deliveries, db).messages(again), "131026", "Non raggiunto");
        var ofTheFirst = opened(following(first, Relation.RETRY));
        town.timePasses(Duration.ofSeconds(1));
        var ofTheRetry = opened(following(again, Relation.RETRY));
        fill(ofTheRetry);
        assertThat(messages(ofTheRetry)).as("it waits").isZero();
        fill(ofTheFirst);
        fill(ofTheRetry);
        assertThat(messages(ofTheFirst)).isEqualTo(2);
        assertThat(messages(ofTheRetry)).isZero();
        assertThat(find(ofTheRetry).state()).isEqualTo(Broadcast.State.FILLED);
    }

    @Test
    @DisplayName("SF-04: an update waits for a retry that is being handed over: whoever comes before its last page is not missed")
    void anUpdateWaitsForTheRetry() {
        var first = filledButFor(1);
        var again = opened(following(first, Relation.RETRY));
        town.timePasses(Duration.ofSeconds(1));
        var update = opened(following(first, Relation.UPDATE));
        fill(update);
        assertThat(messages(update)).isZero();
        fill(again);
        fill(update);
        assertThat(messages(again)).isEqualTo(1);
        assertThat(messages(update)).isEqualTo(4);
        assertThat(find(update).state()).isEqualTo(Broadcast.State.FILLED);
    }

    /** Sent to four; the first ones in the order of pages had none. */
    private BroadcastId filledButFor(int people) {
        town.subscribe(4);
        var id = approved("strade");
        fill(id);
        var states = new NoticeStates(town, deliveries, db);
        var inOrder = town.inTransaction(() -> db.sql("select id from outgoing_message where bulk_id = ? order by citizen_id").param(id.value()).query(UUID.class).list());
        states.failed(states.messages(id).stream().filter(it -> inOrder.indexOf(it.id()) < people).toList(), "131026", "Non raggiunto");
        return id;
    }

    private Notice following(BroadcastId first, Relation relation) {
        return town.inTransaction(() -> {
            var before = table.find(first).orElseThrow().notice();
            db.sql("update notice set state = 'SENDING' where id = ?").param(before.value()).update();
            return notices.find(notices.follow(before, relation).orElseThrow()).orElseThrow();
        });
    }

    private void fill(BroadcastId id) {
        town.inTown(() -> {
            while (fanOut.nextPage(id)) {
                // up to the last, or to where it waits
            }
        });
    }

    @Test
    @DisplayName("who stops a scheduled notice in the very moment when it leaves waits for it, and neither fails")
    void stoppedInTheMomentWhenItLeaves() {
        var written = (WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Strada chiusa", "Via Roma.", "strade")));
        town.inTransaction(() -> db.sql("update notice set state = 'SCHEDULED', due_at = now() where id = ?").param(written.id().value()).update());
        var stopped = new AtomicReference<ControlOutcome>();
        var stopping = town.inTransaction(() -> {
            noticeTable.lock(written.id());
            var other = Thread.startVirtualThread(() -> stopped.set(town.inTown(() -> broadcasts.cancel(written.broadcast()))));
            await().until(() -> db.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%'").query(Long.class).single() > 0);
            table.approve(written.broadcast(), town.now(), null, "x");
            return other;
        });
        await().until(() -> !stopping.isAlive());
        assertThat(stopped.get()).isEqualTo(new ControlOutcome.Done());
    }

    @Test
    @DisplayName("SF-04: whose page is still to come, and becomes one with somebody whose page was made, is not missed")
    void whoBecomesOneWithSomebodyWhosePageWasMadeIsNotMissed() {
        var stranger = town.citizen(town.newPhone());
        var subscribers = inOrder(501);
        var id = approved("strade");
        town.inTown(() -> fanOut.nextPage(id));
        become(subscribers.getLast(), stranger);
        town.inTown(() -> fanOut.nextPage(id));
        assertThat(messages(id)).isEqualTo(501);
        assertThat(messagesOf(id, stranger)).isEqualTo(1);
        assertThat(counts(id)).isEqualTo(queued(501, 0));
    }

    @Test
    @DisplayName("SF-04: who has a message, and becomes one with somebody whose page is still to come, gets that one and no other")
    void whoHasAMessageAndBecomesOneWithSomebodyToComeGetsOne() {
        var subscribers = inOrder(501);
        var stranger = town.citizen(town.newPhone());
        var id = approved("strade");
        town.inTown(() -> fanOut.nextPage(id));
        become(subscribers.getFirst(), stranger);
        become(subscribers.get(1), subscribers.getLast());
        town.inTown(() -> fanOut.nextPage(id));
        assertThat(messagesOf(id, stranger)).isEqualTo(1);
        assertThat(messagesOf(id, subscribers.getLast())).isEqualTo(1);
        assertThat(messages(id)).isEqualTo(500);
        assertThat(counts(id)).isEqualTo(queued(500, 0));
        var waiting = town.inTransaction(() -> db.sql("select citizen_id from send_queue where bulk_id = ?").param(id.value())
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
        assertThat(town.inTown(() -> recipients.stillWanting(id.bulk(), waiting))).hasSize(500);
    }

    @Test
    @DisplayName("SF-04: of two messages that wait for one person one is kept, and the other counts as left out")
    void ofTwoMessagesForOnePersonOneIsKept() {
        var subscribers = inOrder(3);
        var id = approved("strade");
        town.inTown(() -> fanOut.nextPage(id));
        var merge = become(subscribers.getFirst(), subscribers.getLast());
        assertThat(counts(id)).isEqualTo(queued(2, 1));
        assertThat(town.inTown(() -> bulks.outcomes(id.bulk(), null, 10)).stream().filter(it -> it.state().equals("EXCLUDED")))
            .singleElement().satisfies(it -> assertThat(it.code()).isEqualTo("same-person"));
        town.inTown(() -> merges.part(merge, null));
        assertThat(messages(id)).isEqualTo(3);
    }

    /** As pages go through them. */
    private List<CitizenId> inOrder(int people) {
        return town.subscribe(people).stream().map(it -> town.inTown(() -> citizens.find(it)).orElseThrow()).sorted(Comparator.comparing(it -> it.value().toString())).toList();
    }

    private UUID become(CitizenId one, CitizenId other) {
        return town.inTransaction(() -> {
            merges.merge(one, other, Merge.Cause.OPERATOR, null);
            return merges.into(other).getFirst().id();
        });
    }

    private long messagesOf(BroadcastId id, CitizenId citizen) {
        return town.inTransaction(() -> db.sql("select count(*) from outgoing_message where bulk_id = ? and citizen_id = ?").param(id.value())
            .param(citizen.value()).query(Long.class).single());
    }

    private static BulkCounts queued(long queued, long excluded) {
        return new BulkCounts(queued, 0, 0, 0, 0, 0, 0, 0, 0, excluded);
    }

    /** Approved as {@link Notices} does it, but nobody hands its people over until the test says so. */
    private BroadcastId approved(String topic) {
        var content = NoticeText.of("Strada chiusa", "Via Roma è chiusa fino alle 18.", topic);
        var written = (WriteOutcome.Written) town.inTown(() -> notices.write(content));
        return opened(town.inTown(() -> notices.find(written.id())).orElseThrow());
    }

    private BroadcastId opened(Notice notice) {
        return town.inTransaction(() -> open(notice));
    }

    private BroadcastId open(Notice notice) {
        var id = notice.broadcast();
        var now = town.now();
        long people = audience.count(notice.aim(), now);
        table.approve(id, now, null, notice.hash());
        bulks.open(new BulkOrder(id.bulk(), ChannelKind.WHATSAPP, null, new MessageContent.Template("avviso_generale", "it", List.of(), "Strada chiusa"),
            Priority.NOTICE, Origin.automatic(AutomaticKind.NOTICE), people, now));
        table.start(id, now, people);
        return id;
    }

    private void crash(Runnable work) {
        town.inTown(() -> new TransactionTemplate(transactions).executeWithoutResult(it -> {
            work.run();
            it.setRollbackOnly();
        }));
    }

    private Broadcast find(BroadcastId id) {
        return town.inTransaction(() -> table.find(id).orElseThrow());
    }

    private BulkCounts counts(BroadcastId id) {
        return town.inTown(() -> bulks.find(id.bulk()).orElseThrow().counts());
    }

    private long messages(BroadcastId id) {
        return town.inTransaction(() -> db.sql("select count(distinct citizen_id) from outgoing_message where bulk_id = ?").param(id.value())
            .query(Long.class).single());
    }
}

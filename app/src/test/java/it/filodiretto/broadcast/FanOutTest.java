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
import it.filodiretto.messaging.BulkCounts;
import it.filodiretto.messaging.BulkOrder;
import it.filodiretto.messaging.Bulks;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.AutomaticKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
    @Autowired DueTable due;
    @Autowired FanOut fanOut;
    @Autowired NoticeAudience audience;
    @Autowired NoticeRecipients recipients;
    @Autowired Bulks bulks;
    @Autowired Citizens citizens;
    @Autowired Merges merges;
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
        var id = written.broadcast();
        return town.inTransaction(() -> {
            var now = town.now();
            long people = audience.count(Aim.of(content), now);
            table.approve(id, now, null, content.hash());
            bulks.open(new BulkOrder(id.bulk(), ChannelKind.WHATSAPP, null, new MessageContent.Template("avviso_generale", "it", List.of(), "Strada chiusa"),
                Priority.NOTICE, Origin.automatic(AutomaticKind.NOTICE), people, now));
            table.start(id, now, people);
            return id;
        });
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

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Machine;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.notice.Relation;
import it.filodiretto.noticeboard.PublishedNotice;
import it.filodiretto.noticeboard.PublishedNotices;
import it.filodiretto.sending.ScriptedChannel;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.webhook.WebhookCaller;
import it.filodiretto.wording.Topic;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notices through the whole engine, on a channel whose answers are written here. */
@TownTest
@Import(ScriptedChannel.class)
@NullMarked
class NoticeSendingTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ScriptedChannel channel;
    @Autowired Notices notices;
    @Autowired Broadcasts broadcasts;
    @Autowired PublishedNotices published;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
        channel.sent.clear();
    }

    @AfterEach
    void nothingGoesOn() {
        channel.forget(town.lane());
    }

    @Test
    @DisplayName("BI-13, SF-13: everybody gets it once, one to one, and the counts add up at every moment")
    void everybodyGetsItOnceAndTheCountsAddUp() {
        var phones = town.subscribe(700);
        channel.script(town.lane(), 500, ScriptedChannel::accept);
        var id = send("strade");
        town.citizenWrites(phones.getLast(), "stop");
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(status(id).counts().total()).isEqualTo(700);
            return status(id).finishedAt() != null;
        });
        assertThat(status(id).counts().accepted() + status(id).counts().left()).isEqualTo(700);
        var toMany = channel.sent.stream().filter(it -> it.message().content().words().contains("Via Roma")).toList();
        assertThat(toMany.stream().map(it -> it.message().to())).hasSize((int) status(id).counts().accepted()).doesNotHaveDuplicates();
        assertThat(toMany).allSatisfy(it -> assertThat(phones.stream().filter(phone -> it.message().content().words().contains(phone.e164()))).isEmpty());
    }

    @Test
    @Tag("measured")
    @DisplayName("SF-16: who leaves in the middle has nothing more from it a second after the webhook that carried the word was answered")
    void SF_16_whoLeavesInTheMiddleHasNothingMoreASecondAfterTheWebhook() {
        var phones = town.subscribe(300);
        channel.script(town.lane(), 120, ScriptedChannel::accept);
        var id = send("strade");
        await().pollInterval(Duration.ofMillis(10)).until(() -> channel.sent.size() > 20);
        var leaving = Stream.concat(IntStream.range(0, 15).mapToObj(it -> phones.get(20 * it)), Stream.of(Objects.requireNonNull(channel.sent.getFirst().message().to().phone())))
            .distinct().toList();
        var number = town.municipality().requireWhatsapp().phoneNumberId();
        var texts = leaving.stream().map(it -> "{\"from\":\"" + it.digits() + "\",\"id\":\"wamid." + Ids.next() + "\",\"timestamp\":\"" + town.now().getEpochSecond()
            + "\",\"type\":\"text\",\"text\":{\"body\":\"stop\"}}").collect(Collectors.joining(","));
        assertThat(new WebhookCaller(port).post("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"9" + number
            + "\",\"changes\":[{\"field\":\"messages\",\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"phone_number_id\":\"" + number
            + "\"},\"messages\":[" + texts + "]}}]}]}")).isEqualTo(200);
        long answered = System.nanoTime();
        await().until(() -> status(id).finishedAt() != null);
        var had = channel.sent.stream().filter(it -> it.message().content().words().contains("Via Roma") && leaving.contains(it.message().to().phone())).toList();
        assertThat(had).as("some had it before").isNotEmpty().allSatisfy(it -> assertThat(Duration.ofNanos(it.at() - answered)).isLessThan(Machine.within(Duration.ofSeconds(1), Duration.ofSeconds(2))));
        assertThat(status(id).counts().left()).as("some did not get it").isEqualTo(leaving.size() - had.size()).isPositive();
        assertThat(status(id).counts().accepted()).isEqualTo(300 - status(id).counts().left());
    }

    @Test
    @Tag("measured")
    @DisplayName("SF-04: the first message leaves within a second of the click")
    void theFirstMessageLeavesAtOnce() {
        town.subscribe(20);
        channel.script(town.lane(), 80, ScriptedChannel::accept);
        var first = send("strade");
        await().until(() -> status(first).finishedAt() != null);   // a lane that was made a moment ago has a sender by now
        int before = channel.sent.size();
        var start = System.nanoTime();
        send("strade");
        await().pollInterval(Duration.ofMillis(5)).until(() -> channel.sent.size() > before);
        assertThat(Duration.ofNanos(channel.sent.get(before).at() - start)).isLessThan(Machine.within(Duration.ofSeconds(1), Duration.ofSeconds(5)));
    }

    @Test
    void whoWroteInTheLast24HoursGetsFreeTextTheOthersTheTemplate() {
        var phones = town.subscribe(3);
        town.citizenWrites(phones.getFirst(), "Buongiorno, una domanda sul mercato");
        channel.script(town.lane(), 80, ScriptedChannel::accept);
        var id = send("strade");
        await().until(() -> status(id).finishedAt() != null);
        var words = channel.sent.stream().filter(it -> it.message().content().words().contains("Via Roma")).map(it -> it.message().content().words()).toList();
        assertThat(words).hasSize(3);
        assertThat(words.stream().filter(it -> it.startsWith("*Strada chiusa*\n"))).hasSize(1);
        assertThat(words).allSatisfy(it -> assertThat(it).contains("/" + town.slug() + "/avvisi/"));
    }

    @Test
    @Tag("measured")
    @DisplayName("BI-13: civil protection overtakes a notice that is on its way")
    void civilProtectionOvertakesANoticeOnItsWay() {
        town.subscribe(900);
        channel.script(town.lane(), 60, ScriptedChannel::accept);
        send("strade");
        await().until(() -> channel.sent.size() > 20);
        var start = System.nanoTime();
        var alert = send(Topic.CIVIL_PROTECTION);
        await().pollInterval(Duration.ofMillis(20)).until(() -> status(alert).counts().accepted() > 0);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Machine.within(Duration.ofMillis(1_500), Duration.ofSeconds(8)));
        assertThat(channel.sent.stream().filter(it -> it.message().content().words().startsWith("Protezione civile"))).isNotEmpty();
    }

    @Test
    @DisplayName("BI-14: paused nothing leaves, resumed it goes on, stopped the rest is left out and counted")
    void pausedResumedAndStopped() {
        town.subscribe(800);
        channel.script(town.lane(), 100, ScriptedChannel::accept);
        var id = send("strade");
        await().until(() -> channel.sent.size() > 10);
        town.inTown(() -> broadcasts.pause(id));
        await().until(() -> status(id).counts().inFlight() == 0);
        int paused = channel.sent.size();
        await().during(Duration.ofMillis(700)).until(() -> channel.sent.size() == paused);
        town.inTown(() -> broadcasts.resume(id));
        await().until(() -> channel.sent.size() > paused + 10);
        town.inTown(() -> broadcasts.cancel(id));
        await().until(() -> status(id).finishedAt() != null);
        var end = status(id);
        assertThat(end.phase()).isEqualTo(BroadcastStatus.Phase.CANCELLED);
        assertThat(end.counts().accepted()).isEqualTo(channel.sent.size());
        assertThat(end.counts().excluded()).isEqualTo(800 - channel.sent.size());
        assertThat(town.inTown(() -> broadcasts.events(id)).stream().map(BroadcastEvent::kind))
            .contains(BroadcastEvent.Kind.PAUSED, BroadcastEvent.Kind.RESUMED, BroadcastEvent.Kind.CANCELLED, BroadcastEvent.Kind.FIRST_LEFT);
    }

    @Test
    @DisplayName("SF-04: a cancellation in the middle is read by those who had the notice, and by nobody else")
    void aCancellationInTheMiddleReachesThoseWhoHadIt() {
        town.subscribe(400);
        channel.script(town.lane(), 40, ScriptedChannel::accept);
        var id = send("strade");
        await().until(() -> channel.sent.size() > 20);
        var end = town.inTown(() -> {
            var next = notices.follow(notices.newest(null, 1).getFirst().id(), Relation.CANCELLATION).orElseThrow();
            notices.publish(next, null);
            return notices.find(next).orElseThrow().broadcast();
        });
        await().until(() -> status(end).finishedAt() != null && status(id).finishedAt() != null);
        assertThat(readers("non vale più")).isEqualTo(readers("Via Roma")).hasSizeBetween(20, 399);
    }

    @Test
    @DisplayName("SF-04: an all-clear in the middle of a paused alert is read by those who had it; nobody has the alert after it, and the page stands")
    void anAllClearOvertakesWhatHasNotLeft() {
        town.subscribe(400);
        channel.script(town.lane(), 40, ScriptedChannel::accept);
        var id = send("strade");
        await().until(() -> channel.sent.size() > 20);
        town.inTown(() -> broadcasts.pause(id));
        await().until(() -> status(id).counts().inFlight() == 0);
        var end = town.inTown(() -> {
            var next = notices.follow(notices.newest(null, 1).getFirst().id(), Relation.ALL_CLEAR).orElseThrow();
            notices.publish(next, null);
            return notices.find(next).orElseThrow().broadcast();
        });
        assertThat(town.<ControlOutcome>inTown(() -> broadcasts.resume(id))).as("it cannot be let go on").isInstanceOf(ControlOutcome.NotNow.class);
        await().until(() -> status(end).finishedAt() != null && status(id).finishedAt() != null);
        assertThat(readers("Risolto:")).isEqualTo(readers("Via Roma è chiusa fino alle 18.")).hasSizeBetween(20, 399);
        assertThat(town.inTown(() -> published.newest(5))).extracting(PublishedNotice::title).contains("Strada chiusa");
    }

    @Test
    @DisplayName("BI-15: a notice whose own end cuts its last messages off stays on the town's page, as what it was")
    void whatItsOwnEndCutsOffStaysPublished() {
        town.subscribe(300);
        channel.script(town.lane(), 30, ScriptedChannel::accept);
        var details = new NoticeDetails(NoticeKind.GENERAL, "", null, town.now().plus(Duration.ofHours(1)), "", "", "", false);
        var id = send(NoticeText.of("Strada chiusa", "Via Roma è chiusa fino alle 18.", "strade").with(details));
        await().until(() -> channel.sent.size() > 20);
        town.timePasses(Duration.ofHours(2));
        await().until(() -> status(id).finishedAt() != null);
        assertThat(status(id).counts().excluded()).isPositive();
        await().until(() -> town.inTown(() -> notices.newest(null, 1)).getFirst().state() != NoticeState.SENDING);
        assertThat(town.inTown(() -> published.newest(5))).extracting(PublishedNotice::title).containsExactly("Strada chiusa");
    }

    private Set<PhoneNumber> readers(String words) {
        return channel.sent.stream().filter(it -> it.message().content().words().contains(words)).map(it -> Objects.requireNonNull(it.message().to().phone()))
            .collect(Collectors.toSet());
    }

    private BroadcastId send(String topic) {
        return send(NoticeText.of("Strada chiusa", "Via Roma è chiusa fino alle 18.", topic));
    }

    private BroadcastId send(NoticeText content) {
        return town.inTown(() -> {
            var written = (WriteOutcome.Written) notices.write(content);
            assertThat(notices.publish(written.id(), null)).isEqualTo(new PublishOutcome.Started(written.broadcast()));
            return written.broadcast();
        });
    }

    private BroadcastStatus status(BroadcastId id) {
        return town.inTown(() -> broadcasts.find(id).orElseThrow());
    }
}

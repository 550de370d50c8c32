// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.ControlOutcome;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.Flaw;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.outcome.Agenda;
import it.filodiretto.wording.Topic;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
@NullMarked
class NoticesTest {

    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Notices notices;
    @Autowired Agenda agenda;
    @Autowired Alarms alarms;
    @Autowired Broadcasts broadcasts;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("BI-13: all who follow the topic are recipients from the first moment")
    void fromTheFirstMomentAllAreRecipients() {
        TownTemplates.accept(town, db);
        town.subscribe(12);
        var id = write("strade");
        assertThat(publish(id)).isInstanceOf(PublishOutcome.Started.class);
        assertThat(status(id).recipients()).isEqualTo(12);
        assertThat(status(id).phase()).isEqualTo(BroadcastStatus.Phase.SENDING);
    }

    @Test
    void onTheDaysListADraftIsADraftAndWaitsForNobody() {
        write("strade");
        assertThat(town.inTown(() -> agenda.today())).extracting(Agenda.Entry::turn).containsExactly(Agenda.Turn.DRAFT);
    }

    @Test
    void aSecondClickSendsNothingMore() {
        TownTemplates.accept(town, db);
        town.subscribe(3);
        var id = write("strade");
        var first = publish(id);
        assertThat(publish(id)).isEqualTo(new PublishOutcome.AlreadySent(((PublishOutcome.Started) first).broadcast()));
        assertThat(status(id).recipients()).isEqualTo(3);
    }

    @Test
    @DisplayName("SF-08: without a template accepted by WhatsApp nothing leaves, the draft is kept and the reason is said")
    void withoutATemplateTheDraftIsKeptAndTheReasonSaid() {
        var id = write("strade");
        assertThat(publish(id)).isInstanceOfSatisfying(PublishOutcome.Refused.class, it -> {
            assertThat(it.code()).isEqualTo("no-template");
            assertThat(it.words()).contains("modello");
        });
        assertThat(find(id).state()).isEqualTo(NoticeState.DRAFT);
        assertThat(status(id).phase()).isEqualTo(BroadcastStatus.Phase.DRAFT);
    }

    @Test
    void whatWasSignedIsWhatLeaves() {
        TownTemplates.accept(town, db);
        var id = write("strade");
        var signed = find(id).hash();
        town.inTown(() -> notices.change(id, NoticeText.of("Strada aperta", "Si passa di nuovo.", "strade")));
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(id, signed))).isInstanceOfSatisfying(PublishOutcome.Refused.class,
            it -> assertThat(it.code()).isEqualTo("text-changed"));
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(id, find(id).hash()))).isInstanceOf(PublishOutcome.Started.class);
        assertThat(town.<WriteOutcome>inTown(() -> notices.change(id, NoticeText.of("Altro", "Altro", "strade")))).isEqualTo(new WriteOutcome.TooLate(id));
    }

    @Test
    @DisplayName("SF-08: a notice has a topic of the town's closed list")
    void aNoticeHasATopicOfTheTown() {
        assertThat(fields(NoticeText.of("Saldi", "Tutto a metà prezzo", "offerte"))).containsExactly("topic");
        assertThat(fields(NoticeText.of("", "", ""))).containsExactly("topic", "title", "text");
        assertThat(fields(NoticeText.of("t".repeat(81), "x".repeat(701), "strade"))).containsExactly("title", "text");
        assertThat(fields(new NoticeText("Allerta", "Vento", "strade", AlertLevel.RED, List.of("Altrove"), List.of("piccione"))))
            .containsExactly("level", "districts/0", "channels/0");
        assertThat(fields(new NoticeText("Allerta", "Vento", Topic.CIVIL_PROTECTION, AlertLevel.RED, List.of(), List.of("whatsapp")))).isEmpty();
    }

    @Test
    void aScheduledNoticeLeavesAtItsTimeAlsoWhenNobodyWasThere() {
        TownTemplates.accept(town, db);
        town.subscribe(2);
        var id = write("strade");
        assertThat(town.<PublishOutcome>inTown(() -> notices.schedule(id, null, town.now().plusSeconds(3_600)))).isInstanceOf(PublishOutcome.Scheduled.class);
        assertThat(status(id).phase()).isEqualTo(BroadcastStatus.Phase.SCHEDULED);
        town.subscribe(3);
        town.timePasses(Duration.ofDays(2));
        await().until(() -> status(id).phase() == BroadcastStatus.Phase.SENDING);
        assertThat(status(id).recipients()).isEqualTo(5);
    }

    @Test
    void aScheduledNoticeThatCannotLeaveIsADraftAgainAndSaysWhy() {
        TownTemplates.accept(town, db);
        var id = write("strade");
        town.inTown(() -> notices.schedule(id, null, town.now().plusSeconds(60)));
        db.sql("update whatsapp_template set status = 'PAUSED' where municipality_id = ?").param(town.id().value()).update();
        town.timePasses(Duration.ofMinutes(2));
        await().until(() -> find(id).state() == NoticeState.DRAFT);
        assertThat(find(id).refusal()).contains("in pausa");
        assertThat(town.inTown(() -> alarms.open())).singleElement().satisfies(it -> {
            assertThat(it.words()).contains("«Strada chiusa» non è partito quando doveva", "in pausa");
            assertThat(it.link()).as("open to all who see the alarm").isEqualTo("avvisi/" + id.toString());
        });
        town.inTown(() -> notices.keep(id, find(id).content()));
        assertThat(town.inTown(() -> alarms.open())).as("somebody has taken it up").isEmpty();
    }

    @Test
    void aWithdrawnNoticeDoesNotLeave() {
        TownTemplates.accept(town, db);
        var id = write("strade");
        town.inTown(() -> notices.schedule(id, null, town.now().plusSeconds(60)));
        town.inTown(() -> notices.unschedule(id));
        assertThat(find(id).state()).isEqualTo(NoticeState.DRAFT);
        assertThat(db.sql("select count(*) from broadcast_due where broadcast_id = ?").param(find(id).broadcast().value()).query(Long.class).single()).isZero();
    }

    @Test
    @DisplayName("PI-07: on a channel of people only, no program sends a notice")
    void onAChannelOfPeopleOnlyAPersonSends() {
        town.mode(ChannelMode.PEOPLE_ONLY);
        TownTemplates.accept(town, db);
        assertThat(publish(write("strade"))).isInstanceOfSatisfying(PublishOutcome.Refused.class, it -> assertThat(it.code()).isEqualTo("people-only"));
    }

    @Test
    void pauseResumeAndStopMayBeAskedTwice() {
        TownTemplates.accept(town, db);
        town.subscribe(2);
        var id = write("strade");
        publish(id);
        var broadcast = find(id).broadcast();
        for (int i = 0; i < 2; i++) {
            assertThat(town.<ControlOutcome>inTown(() -> broadcasts.pause(broadcast))).isEqualTo(new ControlOutcome.Done());
            assertThat(status(id).phase()).isEqualTo(BroadcastStatus.Phase.PAUSED);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(town.<ControlOutcome>inTown(() -> broadcasts.resume(broadcast))).isEqualTo(new ControlOutcome.Done());
            assertThat(status(id).phase()).isEqualTo(BroadcastStatus.Phase.SENDING);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(town.<ControlOutcome>inTown(() -> broadcasts.cancel(broadcast))).isEqualTo(new ControlOutcome.Done());
            assertThat(status(id).phase()).isEqualTo(BroadcastStatus.Phase.CANCELLED);
        }
        assertThat(town.<ControlOutcome>inTown(() -> broadcasts.resume(broadcast))).isInstanceOf(ControlOutcome.NotNow.class);
        assertThat(find(id).state()).isEqualTo(NoticeState.CANCELLED);
    }

    @Test
    void anotherTownsNoticeDoesNotExistForUs() {
        var id = write("strade");
        var broadcast = find(id).broadcast();
        assertThat(otherTown.<PublishOutcome>inTown(() -> notices.publish(id, null))).isEqualTo(new PublishOutcome.NoSuchNotice());
        assertThat(otherTown.<ControlOutcome>inTown(() -> broadcasts.cancel(broadcast))).isEqualTo(new ControlOutcome.NoSuchBroadcast());
        assertThat(otherTown.inTown(() -> broadcasts.find(broadcast))).isEmpty();
    }

    private NoticeId write(String topic) {
        return ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Strada chiusa", "Via Roma è chiusa fino alle 18.", topic)))).id();
    }

    private PublishOutcome publish(NoticeId id) {
        return town.inTown(() -> notices.publish(id, null));
    }

    private Notice find(NoticeId id) {
        return town.inTown(() -> notices.find(id).orElseThrow());
    }

    private BroadcastStatus status(NoticeId id) {
        return town.inTown(() -> broadcasts.find(find(id).broadcast()).orElseThrow());
    }

    private List<String> fields(NoticeText content) {
        return town.inTown(() -> notices.flaws(content).stream().map(Flaw::field).toList());
    }
}

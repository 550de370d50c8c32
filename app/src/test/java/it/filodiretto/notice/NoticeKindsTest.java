// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.wording.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kinds, their fields, what they write, and what is refused with the field named. */
@TownTest
@NullMarked
class NoticeKindsTest {

    private static final Instant MORNING = Instant.parse("2026-11-24T09:15:00Z");

    @Autowired Town town;
    @Autowired Notices notices;
    @Autowired NoticeMessage messages;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("BI-12: a water failure asks for its fields and writes a text of at most 1,024 characters")
    void BI_12_aWaterFailureWritesItsText() {
        town.like("bientina");
        var typed = new NoticeText("", "", "pubblica-utilita", null, List.of(), List.of("whatsapp"),
            new NoticeDetails(NoticeKind.WATER, "via del Marais, via Pacini", MORNING, MORNING.plusSeconds(17_100),
                "Autobotte in piazza della Fonte dalle 11.", "chiusa via Pacini, passare da via Vecchia", "", false));
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(typed))).id();
        var kept = town.inTown(() -> notices.find(id)).orElseThrow().content();
        assertThat(kept.title()).isEqualTo("Manca l’acqua: via del Marais, via Pacini");
        var text = town.inTown(() -> messages.freeText(kept, "https://example.org/1")).words();
        assertThat(text).hasSizeLessThanOrEqualTo(1_024).contains("*Dove:* via del Marais, via Pacini",
            "*Quando:* martedì 24 novembre, dalle 10:15 alle 15:00 circa", "*Che cosa fare:* Autobotte", "*Strade:* chiusa via Pacini",
            "Questo numero non legge risposte: chiama 0587 758456", "scrivi Disattiva");
        assertThat(town.inTransaction(() -> messages.template(kept, "https://example.org/1")).template().words()).hasSizeLessThanOrEqualTo(1_024)
            .contains("Dove: via del Marais", "passare da via Vecchia");
    }

    @Test
    @DisplayName("BI-12: each ready kind says which of its fields is missing")
    void BI_12_eachKindAsksForItsFields() {
        assertThat(missing(NoticeKind.WATER)).containsExactly("place", "from");
        assertThat(missing(NoticeKind.ROAD)).containsExactly("place", "detour");
        assertThat(missing(NoticeKind.WEATHER)).containsExactly("level", "from", "what_to_do");
        assertThat(missing(NoticeKind.SCHOOL)).containsExactly("place", "from");
        assertThat(missing(NoticeKind.DEADLINE)).containsExactly("until");
        assertThat(missing(NoticeKind.EVENT)).containsExactly("place", "from");
        assertThat(missing(NoticeKind.GENERAL)).containsExactly("title", "text");
    }

    @Test
    void aHalfWrittenDraftIsKeptAsItIsAndDoesNotLeave() {
        TownTemplates.accept(town, db);
        var id = new NoticeId(it.filodiretto.shared.Ids.next());
        town.inTown(() -> notices.keep(id, NoticeText.of("Manca l", "", "")));
        town.inTown(() -> notices.keep(id, NoticeText.of("Manca l’acqua", "", "strade")));
        assertThat(town.inTown(() -> notices.find(id)).orElseThrow().title()).isEqualTo("Manca l’acqua");
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(id, null))).isInstanceOfSatisfying(PublishOutcome.Refused.class,
            it -> assertThat(it.code()).isEqualTo("incomplete"));
    }

    @Test
    void badTextsAreAnsweredWithTheirField() {
        assertThat(flaw("🎉🎉", "🎉", NoticeDetails.NONE)).containsExactly("title", "text");
        assertThat(flaw("Sito", "https://a.example ".repeat(30), NoticeDetails.NONE)).containsExactly("text");
        assertThat(flaw("Lungo", "a ".repeat(2_000), NoticeDetails.NONE)).containsExactly("text");
        assertThat(flaw("<script>alert(1)</script>", "<b>testo</b>\u0000\u0007", NoticeDetails.NONE)).isEmpty();
        assertThat(flaw("Via", "Chiusa", facts("x".repeat(301), null, null, ""))).containsExactly("place");
        assertThat(flaw("Via", "x".repeat(600), facts("x".repeat(200), null, null, ""))).containsExactly("text");
        assertThat(flaw("Via", "Chiusa", facts("qui", MORNING, MORNING, "javascript:alert(1)"))).containsExactly("until", "link");
    }

    @Test
    void whatIsNoLongerOfUseDoesNotLeave() {
        TownTemplates.accept(town, db);
        var id = new NoticeId(it.filodiretto.shared.Ids.next());
        town.inTown(() -> notices.keep(id, NoticeText.of("Strada chiusa", "Fino a ieri.", "strade").with(facts("qui", null, town.now().minusSeconds(60), ""))));
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(id, null))).isInstanceOfSatisfying(PublishOutcome.Refused.class,
            it -> assertThat(it.code()).isEqualTo("expired"));
    }

    @Test
    void whatWouldBeOverWhenItLeavesIsNotScheduled() {
        TownTemplates.accept(town, db);
        var id = new NoticeId(it.filodiretto.shared.Ids.next());
        town.inTown(() -> notices.keep(id, NoticeText.of("Strada chiusa", "Fino a stasera.", "strade").with(facts("qui", null, town.now().plusSeconds(3_600), ""))));
        for (var outcome : List.of(town.<PublishOutcome>inTown(() -> notices.schedule(id, null, town.now().plusSeconds(7_200))),
                town.<PublishOutcome>inTown(() -> notices.ask(id, null, town.now().plusSeconds(7_200))))) {
            assertThat(outcome).isInstanceOfSatisfying(PublishOutcome.Refused.class, it -> assertThat(it.words()).contains("Quando partirebbe"));
        }
        assertThat(town.<PublishOutcome>inTown(() -> notices.schedule(id, null, town.now().plusSeconds(1_800)))).isInstanceOf(PublishOutcome.Scheduled.class);
    }

    private List<String> missing(NoticeKind kind) {
        var topic = kind == NoticeKind.WEATHER ? Topic.CIVIL_PROTECTION : "strade";
        return fields(NoticeText.of("", "", topic).with(new NoticeDetails(kind, "", null, null, "", "", "", false)));
    }

    private List<String> flaw(String title, String text, NoticeDetails details) {
        return fields(NoticeText.of(title, text, "strade").with(details));
    }

    private List<String> fields(NoticeText content) {
        return town.inTown(() -> notices.flaws(content).stream().map(Flaw::field).toList());
    }

    private static NoticeDetails facts(String place, @org.jspecify.annotations.Nullable Instant from,
            @org.jspecify.annotations.Nullable Instant until, String link) {
        return new NoticeDetails(NoticeKind.GENERAL, place, from, until, "", "", link, false);
    }
}

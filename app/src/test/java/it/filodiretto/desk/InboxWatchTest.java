// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.alarm.Alarm;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.contact.ContactLog;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.Outcome;
import it.filodiretto.inbox.Filter;
import it.filodiretto.inbox.InboxLists;
import it.filodiretto.inbox.InboxWatch;
import it.filodiretto.inbox.Paging;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.office.Offices;
import it.filodiretto.office.RuleTable;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens in the inbox without a click: who waits too long is told of, who was put off comes back, talks go round. */
@TownTest
@NullMarked
class InboxWatchTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Conversations conversations;
    @Autowired InboxWatch watch;
    @Autowired Desk desk;
    @Autowired Talks talks;
    @Autowired InboxLists lists;
    @Autowired Offices offices;
    @Autowired RuleTable rules;
    @Autowired Alarms alarms;
    @Autowired Operators operators;
    @Autowired ContactLog log;
    @Autowired OpeningHours hours;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("PI-08: whom nobody answers within the office's time, counted in opening hours, the supervisor is told of, once")
    void theSupervisorIsToldOfWhomNobodyAnswers() {
        town.like("pistoia");
        var office = town.municipality().offices().getFirst();
        operator("Carla Verdi", Role.SUPERVISOR);
        var anna = operator("Anna Rossi", Role.ADMIN);
        town.timePasses(Duration.between(town.now(), nextOpening().plus(Duration.ofHours(3))));
        town.inTown(() -> offices.pace(office.code(), new Offices.Pace(15, 90)));
        var id = writes("Serve l'appuntamento?");
        town.timePasses(Duration.ofMinutes(59));
        look();
        assertThat(open()).isEmpty();
        town.timePasses(Duration.ofHours(5));
        look();
        assertThat(open()).as("closed at 13: one hour of opening time").isEmpty();
        town.timePasses(Duration.between(town.now(), nextOpening().plus(Duration.ofMinutes(31))));
        look();
        look();
        assertThat(open()).containsExactly("1 persona aspetta PistoiaInforma da più di 1 h 30 min di apertura.");
        assertThat(mailedTo()).as("not to the administrators, for there is one who leads").containsExactly("Carla Verdi");
        assertThat(talk(id).desk().story().getFirst().words()).contains("il responsabile è avvisato");
        assertThat(town.inTown(() -> lists.list(Filter.of("ritardo", ""), Paging.FIRST, 10))).hasSize(1);
        assertThat(town.inTown(() -> desk.close(id, Outcome.ELSEWHERE, "Ha telefonato", anna))).isEqualTo(CloseOutcome.CLOSED);
        look();
        assertThat(open()).isEmpty();
    }

    @Test
    @DisplayName("PI-08: every evening says once how many are unanswered")
    void everyEveningSaysHowManyAreUnanswered() {
        var bruno = operator("Bruno Neri", Role.ADMIN);
        town.timePasses(Duration.between(town.now(), at(1, 19)));
        var answered = writes("Una domanda");
        var id = writes("Quando riapre il ponte?");
        town.inTown(() -> desk.answer(answered, new MessageContent.Text("Sì."), bruno, null));
        look();
        assertThat(open()).isEmpty();
        town.timePasses(Duration.ofMinutes(70));
        look();
        look();
        assertThat(open()).singleElement().asString().startsWith("1 richiesta è senza risposta a fine giornata, la prima da ");
        assertThat(mailedTo()).containsExactly("Bruno Neri");
        var page = enter().get("/console/" + town.slug() + "/messaggi/senza-risposta").body();
        assertThat(page).contains("1 richiesta senza risposta", "Quando riapre il ponte?", "Com’è finita ogni giornata").doesNotContain("Una domanda");
        town.timePasses(Duration.ofDays(3));
        look();
        assertThat(open()).as("one evening's alone, also when the program did not run on the evenings between").filteredOn(it -> it.contains("a fine giornata")).hasSize(1);
        town.inTown(() -> desk.close(id, Outcome.NOT_NEEDED, "prova", bruno));
        look();
        assertThat(open()).as("over as soon as everybody is answered").isEmpty();
    }

    @Test
    void whoIsNotReadAnyMoreWaitsForNobody() {
        operator("Bruno Neri", Role.ADMIN);
        town.timePasses(Duration.between(town.now(), at(1, 9)));
        writes("Mi leggete?");
        town.mode(ChannelMode.ONE_WAY);
        for (int i = 0; i < 14; i++) {
            town.timePasses(Duration.ofHours(12));
            look();
        }
        assertThat(open()).isEmpty();
        town.mode(ChannelMode.TWO_WAY);
        town.timePasses(Duration.between(town.now(), at(1, 21)));
        look();
        assertThat(open()).as("read again: late, and unanswered").hasSize(2);
    }

    @Test
    @DisplayName("PI-04: who called an office waits by the hours of that office")
    void whoCalledAnOfficeWaitsByItsHours() {
        town.like("pistoia").office("anagrafe", "Anagrafe", "whatsapp");
        var anna = operator("Anna Rossi", Role.AGENT);
        town.inTown(() -> offices.rule("anagrafe", new RuleTable.OfficeRule("carta", List.of(), false)));
        var next = town.now().atZone(town.municipality().zone()).with(TemporalAdjusters.next(DayOfWeek.SATURDAY)).with(LocalTime.of(10, 0));
        var saturday = Stream.iterate(next, it -> it.plusWeeks(1)).limit(52).filter(it -> isOpen("sportello", it.toInstant())).findFirst().orElseThrow();
        town.timePasses(Duration.between(town.now(), saturday));
        town.inTown(() -> log.write(new ContactLog.Spoken(ChannelKind.PHONE, null, "Signor Blu", "È pronta la carta?", ""), anna));
        town.inTown(() -> log.write(new ContactLog.Spoken(ChannelKind.PHONE, null, "Signora Rosa", "A che ora chiudete?", ""), anna));
        town.timePasses(Duration.ofMinutes(20));
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5))).extracting(it -> it.who() + ": " + Objects.requireNonNull(it.waited()).words())
            .containsExactly("Signora Rosa: da 20 min (obiettivo 15 min)", "Signor Blu: da quando è chiuso");
    }

    @Test
    @DisplayName("PI-04: above the list, on every page and at home the first waits as long as in her row: in opening time")
    void theOneClockOfWaitsIsThatOfOpeningTime() {
        town.like("pistoia");
        var next = town.now().atZone(town.municipality().zone()).with(TemporalAdjusters.next(DayOfWeek.FRIDAY)).with(LocalTime.of(12, 50));
        var friday = Stream.iterate(next, it -> it.plusWeeks(1)).limit(52)
            .filter(it -> isOpen("whatsapp", it.toInstant()) && isOpen("whatsapp", it.plusDays(3).with(LocalTime.of(9, 5)).toInstant())).findFirst().orElseThrow();
        town.timePasses(Duration.between(town.now(), friday));
        town.citizenWrites(town.newPhone(), "A che ora apre l’anagrafe?");
        town.timePasses(Duration.between(town.now(), friday.plusDays(3).with(LocalTime.of(9, 5))));
        assertThat(Objects.requireNonNull(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5)).getFirst().waited()).words()).startsWith("da 15 min");
        assertThat(town.inTown(() -> List.of(lists.waiting(), lists.counts().waiting()))).containsOnly(new InboxLists.Waiting(1, "da 15 min"));
    }

    private boolean isOpen(String timetable, Instant moment) {
        return town.inTown(() -> hours.at(timetable, moment)).open();
    }

    @Test
    void whatWasPutOffComesBackByItself() {
        var anna = operator("Anna Rossi", Role.AGENT);
        var id = writes("Avete trovato le mie chiavi?");
        town.inTown(() -> desk.answer(id, new MessageContent.Text("Le cerchiamo."), anna, null));
        town.inTown(() -> desk.snooze(id, town.now().plus(Duration.ofHours(3)), anna));
        look();
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5))).isEmpty();
        town.timePasses(Duration.ofHours(3).plusMinutes(1));
        look();
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5))).singleElement().satisfies(it -> {
            assertThat(it.conversation().state()).isEqualTo(Conversation.State.TAKEN);
            assertThat(it.conversation().care().snoozedUntil()).isNull();
        });
        assertThat(talk(id).desk().story().getFirst().words()).contains("era rimandata a ora");
    }

    @Test
    void newTalksGoRoundAmongThoseOfTheOffice() {
        var office = town.municipality().offices().getFirst().code();
        var two = List.of(operator("Anna Rossi", Role.AGENT), operator("Bruno Neri", Role.AGENT));
        operator("Dario Blu", Role.EDITOR);
        town.inTown(() -> offices.rule(office, new RuleTable.OfficeRule("", List.of(), true)));
        var first = follower(writes("Una"));
        var second = follower(writes("Due"));
        var third = writes("Tre");
        assertThat(two).contains(first, second);
        assertThat(second).isNotEqualTo(first);
        assertThat(follower(third)).isEqualTo(first);
        assertThat(talk(third).desk().story().getFirst().words()).startsWith("È andata a turno a ");
    }

    @Test
    @DisplayName("PI-06: a talk is given to who sees it alone, and what somebody followed who works here no more is everybody's again")
    void nobodyFollowsWhatTheyDoNotSeeNorWhoWorksHereNoMore() {
        var office = town.municipality().offices().getFirst().code();
        var anna = operator("Anna Rossi", Role.AGENT);
        var bruno = operator("Bruno Neri", Role.AGENT);
        town.inTown(() -> offices.change(office, List.of(anna)));
        var id = writes("Il lampione è spento");
        assertThat(town.inTown(() -> desk.assign(id, bruno, anna))).as("no member of the office").isFalse();
        assertThat(town.inTown(() -> desk.assign(id, anna, anna))).isTrue();
        town.inTown(() -> offices.change(office, List.of(anna)));
        town.inTransaction(() -> db.sql("update operator set disabled_at = now() where id = ?").param(anna.value()).update());
        assertThat(town.inTown(() -> offices.members()).get(office)).as("an office without anybody is everybody's, and no message unseen").isEmpty();
        look();
        assertThat(talk(id).conversation()).satisfies(it -> {
            assertThat(it.care().follower()).isNull();
            assertThat(it.state()).isEqualTo(Conversation.State.NEW);
        });
        assertThat(talk(id).desk().story().getFirst().words()).contains("non lavora più qui");
    }

    @Test
    void wordsNameTheirOfficeInAnyOfTheirForms() {
        town.inTown(() -> offices.rule("polizia", new RuleTable.OfficeRule("multa, zona a traffico limitato", List.of(), false)));
        assertThat(town.inTransaction(() -> rules.office("Ho preso delle multe in centro"))).contains("polizia");
        assertThat(town.inTransaction(() -> rules.office("La zona è a traffico limitato?"))).contains("polizia");
        assertThat(town.inTransaction(() -> rules.office("A che ora aprite?"))).isEmpty();
        assertThat(talk(writes("Una multa")).conversation().office()).as("an office that the profile does not have").isEqualTo(town.municipality().offices().getFirst().code());
    }

    @Test
    void aTalkIsAPdfToo() {
        var id = writes("Il lampione <b>è spento</b> & fa buio \uD83D\uDE42");
        var answer = enter().get("/console/" + town.slug() + "/messaggi/" + id + "/stampa.pdf");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(answer.body()).startsWith("%PDF-");
    }

    private void look() {
        town.inTown(() -> watch.look());
    }

    private List<String> open() {
        return town.inTown(() -> alarms.open()).stream().map(Alarm::words).toList();
    }

    private List<String> mailedTo() {
        return town.inTransaction(() -> db.sql("select o.name from alarm_mail m join operator o on o.id = m.operator_id order by 1").query(String.class).list());
    }

    private ConversationId writes(String text) {
        var citizen = town.citizenWrites(town.newPhone(), text);
        return town.inTown(() -> conversations.of(citizen).orElseThrow());
    }

    private Talk talk(ConversationId id) {
        return town.inTown(() -> talks.find(id).orElseThrow());
    }

    private OperatorId follower(ConversationId id) {
        return Objects.requireNonNull(talk(id).conversation().care().follower());
    }

    /** The next day from tomorrow on when WhatsApp opens at nine. */
    private Instant nextOpening() {
        return Stream.iterate(1, it -> it + 1).limit(365).map(it -> at(it, 9)).filter(it -> town.inTown(() -> hours.at("whatsapp", it).open())).findFirst().orElseThrow();
    }

    private Instant at(int days, int hour) {
        return LocalDate.ofInstant(town.now(), town.municipality().zone()).plusDays(days).atTime(hour, 0).atZone(town.municipality().zone()).toInstant();
    }

    private OperatorId operator(String name, Role role) {
        var email = Ids.next() + "@comune.example";
        operators.add(town.id(), email, name, "una buona password", Set.of(role));
        return town.inTown(() -> operators.find(email).orElseThrow());
    }

    private Visitor enter() {
        var email = Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Elena Gialli", "una buona password", Set.of(Role.AGENT));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.shared.Ids;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page of figures and its open data: what is counted, and what is not said. */
@TownTest
@NullMarked
class NumbersTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Conversations conversations;
    @Autowired Operators operators;
    @Autowired Outbox outbox;
    @Autowired OpeningHours hours;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("PI-12: the public page and its open data say how many asked and how soon they were answered, in opening time")
    void howManyAskedAndHowSoonTheyWereAnswered() {
        town.like("pistoia");
        town.timePasses(Duration.between(town.now(), nextOpening()));
        var citizens = Stream.generate(() -> town.citizenWrites(town.newPhone(), "A che ora aprite sabato?")).limit(6).toList();
        town.timePasses(Duration.ofMinutes(7));
        var bruno = operator();
        citizens.subList(0, 5).forEach(it -> assertThat(town.inTown(() -> conversations.reply(conversations.of(it).orElseThrow(),
            new MessageContent.Text("Alle 9 " + it), bruno))).isInstanceOf(ReplyOutcome.Queued.class));
        var day = LocalDate.ofInstant(town.now(), town.municipality().zone());
        assertThat(get("/numeri").body()).contains("<p class=\"v num\">6</p>", "<p class=\"v num\">7 min</p>", "83 %", "PistoiaInforma", "9 su 10 entro 7 min");
        var csv = get("/numeri.csv");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.body()).matches("mese,canale,richieste,con_risposta,mediana_minuti,novantesimo_minuti\r\n"
            + YearMonth.from(day) + ",whatsapp,6,5,7\\.\\d,7\\.\\d\r\n");
        assertThat(otherTown.inTown(() -> otherTown.municipality()).slug()).isNotEqualTo(town.slug());
        assertThat(Visitor.of(port).get("/" + otherTown.slug() + "/numeri").body()).contains("non è arrivata nessuna richiesta");
    }

    @Test
    @DisplayName("PI-02: the figures are parted by channel; below five nobody is recognised")
    void figuresArePartedByChannel() {
        var month = YearMonth.from(LocalDate.ofInstant(town.now(), town.municipality().zone())).minusMonths(1);
        asked(month, "WHATSAPP", 60, 120, 180, 240, 3600);
        asked(month, "WEBCHAT", 30, 30, 30);
        asked(month.minusMonths(1), "WHATSAPP", 600, 600, 600, 600, 600, 600);
        assertThat(get("/numeri").body()).contains("WhatsApp: 11", "Chat del sito: meno di 5", "più di 11").doesNotContain(">14<", ">3<");
        assertThat(get("/numeri.csv").body().lines()).contains(month + ",webchat,<5,,,", month + ",whatsapp,5,5,3.0,37.6", month.minusMonths(1) + ",whatsapp,6,6,10.0,10.0");
        assertThat(get("/en/numeri").body()).contains("How much and how we answer", "fewer than 5");
    }

    @Test
    @DisplayName("PI-05: the figures can be cut to the period of the trial")
    void figuresCanBeCutToAPeriod() {
        town.like("pistoia");
        var today = LocalDate.ofInstant(town.now(), town.municipality().zone());
        asked(YearMonth.from(today).minusMonths(3), "WHATSAPP", 60, 60, 60, 60, 60);
        assertThat(get("/numeri").body()).contains("In prova fino a giovedì 31 dicembre 2026", "?dal=2022-12-15&amp;al=2026-12-31", "<p class=\"v num\">5</p>")
            .containsPattern(" da [a-zì]+ \\d+ [a-z]+ \\d{4} a [a-zì]+ \\d+ [a-z]+ \\d{4}, e il tempo");
        assertThat(get("/numeri?dal=" + today.minusDays(20) + "&al=" + today).body()).contains("non è arrivata nessuna richiesta");
        for (var nonsense : List.of("?dal=x&al=%00", "?dal=2026-13-99", "?dal=9999-01-01&al=0001-01-01", "?dal=-999999999-01-01")) {
            assertThat(get("/numeri" + nonsense).statusCode()).as(nonsense).isIn(200, 400);
        }
    }

    @Test
    @DisplayName("PI-07: where only people answer the page shows the month's automatic messages, counted by the database")
    void theMonthsAutomaticMessagesAreCountedByTheDatabase() {
        town.like("pistoia");
        assertThat(get("/numeri").body()).contains("<p class=\"v num\">0</p><p>messaggi automatici", "scrive sempre una persona");
        var phone = town.newPhone();
        var citizen = town.citizen(phone);
        town.inTransaction(() -> outbox.send(citizen, new MessageContent.Text("Il codice è 123456"), Origin.automatic(AutomaticKind.CODE)));
        town.inTransaction(() -> outbox.send(citizen, new MessageContent.Text("Il codice è 654321"), Origin.automatic(AutomaticKind.CODE)));
        var bruno = operator();
        town.inTransaction(() -> outbox.send(citizen, new MessageContent.Text("Buongiorno"), Origin.by(bruno)));
        assertThat(get("/numeri").body()).contains("<p class=\"v num\">2</p><p>messaggi automatici", "2 codici chiesti da chi si registra").doesNotContain("scrive sempre");
    }

    private void asked(YearMonth month, String channel, int... seconds) {
        for (var wait : seconds) {
            town.inTransaction(() -> db.sql("insert into citizen_request (id, office_code, channel, opened_at, answered_at, answer_seconds) values (?, 'urp', ?, ?, now(), ?)")
                .param(Ids.next()).param(channel).param(month.atDay(10).atTime(10, 0).atOffset(java.time.ZoneOffset.UTC)).param(wait).update());
        }
    }

    /** A day from tomorrow on, at ten o'clock, when the town answers. */
    private Instant nextOpening() {
        return Stream.iterate(LocalDate.ofInstant(town.now(), town.municipality().zone()).plusDays(1), it -> it.plusDays(1))
            .map(it -> it.atTime(10, 0).atZone(town.municipality().zone()).toInstant())
            .filter(it -> town.inTown(() -> hours.at("whatsapp", it).open())).findFirst().orElseThrow();
    }

    private OperatorId operator() {
        var email = Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        return town.inTown(() -> operators.find(email).orElseThrow());
    }

    private HttpResponse<String> get(String below) {
        return Visitor.of(port).get("/" + town.slug() + below);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import it.filodiretto.TestEnvironment;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.contact.Callbacks;
import it.filodiretto.contact.ContactLog;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.inbox.Filter;
import it.filodiretto.inbox.InboxLists;
import it.filodiretto.inbox.InboxRow;
import it.filodiretto.inbox.ListTable;
import it.filodiretto.inbox.Paging;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Long lists and long talks page by page, a person's story, and what is another town's. */
@TownTest
@NullMarked
class InboxPagesTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Conversations conversations;
    @Autowired Callbacks callbacks;
    @Autowired InboxLists lists;
    @Autowired Inbound inbound;
    @Autowired Lanes lanes;
    @Autowired ContactLog log;
    @Autowired Operators operators;

    @Test
    void whoeverWaitsIsReachedPageByPageByTheLongestWaitInOpeningTime() {
        town.like("pistoia");
        var operator = town.inTown(() -> operator("Anna Rossi"));
        var start = town.now();
        for (int i = 0; i < 55; i++) {
            town.citizenWrites(town.newPhone(), "Domanda " + i, start.minus(Duration.ofMinutes(37L * i)));
        }
        for (int i = 0; i < 5; i++) {
            town.timePasses(Duration.ofHours(5));
            town.inTown(() -> log.write(new ContactLog.Spoken(ChannelKind.PHONE, town.newPhone(), "", "Mi richiamate?", ""), operator));
        }
        var all = new ArrayList<InboxRow>();
        for (int past = 0; past < 60; past += 25) {
            var paging = Paging.of(null, null, past);
            all.addAll(town.inTown(() -> lists.list(Filter.of("", ""), paging, 25)));
        }
        // Looked at at one time: while an office is open the wait goes on from page to page.
        var whole = town.inTown(() -> lists.list(Filter.of("", ""), Paging.of(null, null, 0), 60));
        assertThat(all.stream().map(it -> it.conversation().id())).as("everybody, once").hasSize(60).doesNotHaveDuplicates()
            .containsExactlyElementsOf(whole.stream().map(it -> it.conversation().id()).toList());
        var waits = whole.stream().map(it -> Objects.requireNonNull(it.waited()).length()).toList();
        assertThat(waits).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(town.inTown(() -> lists.list(Filter.of("nessuno", ""), Paging.of(null, null, 50), 25))).hasSize(10);
        assertThat(town.inTown(() -> lists.list(Filter.of("", "domanda"), Paging.of(null, null, 50), 25))).as("found, page by page").hasSize(5);
    }

    @Test
    void theHomeSaysHowManyWaitByWhichChannelAndWhoIsToBeCalledToday() {
        var bruno = enter(town);
        assertThat(home(bruno)).contains("Quanti aspettano e da quanto?", "Nessuno").doesNotContain("Rispondi a chi aspetta", "Chi va richiamato oggi?");
        town.citizenWrites(town.newPhone(), "Prima", town.now().minus(Duration.ofHours(3)));
        town.citizenWrites(town.newPhone(), "Seconda", town.now().minus(Duration.ofHours(1)));
        var first = town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 2)).getLast().conversation();
        town.inTown(() -> callbacks.ask(first.citizen(), "SF-3F7H-53", new Callbacks.Contact("Rosa", "+393471234567", null), town.now().minusSeconds(60)));
        assertThat(home(bruno)).contains("2 persone", "La prima da ", "WhatsApp: 2", "2 di nessuno", "Chi va richiamato oggi?", "1 richiamata", "1 in ritardo")
            .contains("messaggi/" + first.id() + "\">Rispondi a chi aspetta da più tempo").doesNotContain("3471234567");
    }

    private String home(Visitor who) {
        return who.get("/console/" + town.slug()).body();
    }

    @Test
    void theSecondPageIsLinkedAndStaysOpenWhenTheListComesAnew() {
        for (int i = 0; i < 51; i++) {
            town.citizenWrites(town.newPhone(), "Domanda " + i, town.now().minusSeconds(51 - i));
        }
        var bruno = enter(town);
        var page = bruno.get(console("")).body();
        assertThat(page).contains("messaggi?oltre=50").doesNotContain("Domanda 50");
        var second = bruno.get(console("?oltre=50")).body();
        assertThat(second).contains("Domanda 50", "elenco?oltre=50&amp;aperta=").doesNotContain("Domanda 49").doesNotContain("Conversazioni più vecchie");
        var newest = first("messaggi(\\?stato=tutte&amp;prima=[^\"]+)", bruno.get(console("?stato=tutte")).body()).replace("&amp;", "&");
        assertThat(bruno.get(console(newest)).body()).contains("Domanda 0<").doesNotContain("Domanda 1<");
    }

    @Test
    void whatIsWrittenByAChannelThatIsNotReadTakesNobodysPlace() {
        var mail = new Lane(LaneId.of(ChannelKind.MAIL, town.slug()), town.id(), ChannelKind.MAIL, town.slug());
        town.inTown(() -> lanes.declare(mail, null));
        for (int i = 0; i < 55; i++) {
            town.timePasses(Duration.ofSeconds(1));
            if (i % 11 == 0) {
                town.citizenWrites(town.newPhone(), "Domanda nascosta");
            } else {
                arrives(mail, town.citizen(town.newPhone()), "Domanda per posta");
            }
        }
        arrives(mail, town.citizen(town.newPhone()), "Domanda per posta");
        town.mode(ChannelMode.ONE_WAY);
        var bruno = enter(town);
        for (var list : List.of("?stato=tutte", "?stato=nessuno", "?cerca=domanda", "")) {
            var page = bruno.get(console(list)).body();
            var second = bruno.get(console(first("messaggi(\\?[^\"]*(?:oltre|prima)=[^\"]+)", page).replace("&amp;", "&"))).body();
            assertThat(rows(page)).as(list).isEqualTo(50);
            assertThat(rows(second)).as(list).isEqualTo(1);
            assertThat(page + second).as(list).doesNotContain("Domanda nascosta");
        }
        assertThat(town.inTown(() -> lists.counts())).satisfies(it -> {
            assertThat(it.waiting().people()).isEqualTo(51);
            assertThat(it.unfollowed()).isEqualTo(51);
            assertThat(it.unseen()).isEqualTo(51);
        });
        assertThat(town.inTown(() -> lists.waiting()).people()).as("in the strip").isEqualTo(51);
        assertThat(town.inTown(() -> lists.unanswered(100))).hasSize(51);
    }

    private static long rows(String page) {
        return Pattern.compile("Domanda per posta").matcher(page).results().count();
    }

    @Test
    void whoWroteToAMailboxThatWasGivenUpIsReadAndCannotBeAnsweredThere() {
        var mail = new Lane(LaneId.of(ChannelKind.MAIL, town.slug()), town.id(), ChannelKind.MAIL, town.slug());
        town.inTown(() -> lanes.declare(mail, null));
        var citizen = town.citizen(town.newPhone());
        arrives(mail, citizen, "Ecco il modulo");
        lanes.keepOnly(town.id(), Set.of(ChannelKind.WHATSAPP));
        var talk = console("/" + town.inTown(() -> conversations.of(citizen).orElseThrow()));
        var bruno = enter(town);
        assertThat(bruno.get(talk).body()).contains("Ecco il modulo");
        assertThat(bruno.post(talk + "/risposte", talk, Map.of("testo", "Grazie <mille>")).body()).contains("non usa più il canale", "Grazie &lt;mille");
    }

    @Test
    void ofALongTalkAllIsReadOnScreenAndOnPaper() throws IOException {
        var phone = town.newPhone();
        for (int i = 0; i < 203; i++) {
            town.citizenWrites(phone, "Parola numero " + i + ".", town.now().minusSeconds(300 - i));
        }
        var bruno = enter(town);
        var talk = console("/" + town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 1)).getFirst().conversation().id());
        var page = bruno.get(talk).body();
        assertThat(page).contains("Mostra i precedenti", "Parola numero 3.", "Parola numero 202.").doesNotContain("Parola numero 2.");
        var whole = bruno.get(first("href=\"([^\"]+fino=\\d+)\"", page)).body();
        assertThat(whole).contains("Parola numero 0.", "Parola numero 202.").doesNotContain("Mostra i precedenti");
        assertThat(bruno.get(first("hx-get=\"([^\"]+scambi[^\"]+)\"", whole).replace("&amp;", "&")).statusCode()).as("nothing new").isEqualTo(204);
        assertThat(bruno.get(talk + "/stampa").body()).contains("Parola numero 0.", "Parola numero 202.");
        var messages = Visitor.of(port).get(talk.replace("/console/", "/api/v1/municipalities/").replace("messaggi", "conversations") + "/messages", "Authorization", "Bearer " + TestEnvironment.API_KEY);
        assertThat(messages.body()).as("for programs too").contains("Parola numero 0.", "Parola numero 202.");
        try (var pdf = Loader.loadPDF(bruno.bytes(talk + "/stampa.pdf"))) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Conversazione con", "Parola numero 0.", "Parola numero 202.", town.municipality().fullName());
        }
    }

    @Test
    void aPersonsStoryIsOneListWhateverTheChannel() {
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "ATTIVA COMUNE AMICO");
        town.citizenWrites(phone, "Quando riapre la biblioteca?");
        var mail = new Lane(LaneId.of(ChannelKind.MAIL, town.slug()), town.id(), ChannelKind.MAIL, town.slug());
        town.inTown(() -> lanes.declare(mail, null));
        var talk = town.inTown(() -> conversations.of(citizen).orElseThrow());
        var bruno = enter(town);
        assertThat(bruno.get(console("/" + talk)).body()).as("one channel, no need to say it").doesNotContain(" · WhatsApp</p>");
        arrives(mail, citizen, "Ecco il modulo");
        town.inTown(() -> callbacks.ask(citizen, "SF-3F7H-52", new Callbacks.Contact("Rosa", "+393471234567", null), town.now()));
        var page = bruno.get(console("/" + talk)).body();
        assertThat(page).contains(" · WhatsApp</p>", " · E-mail</p>", "/storia\"");
        var story = bruno.get(console("/" + talk + "/storia")).body();
        assertThat(story).contains("Si rivolge a ", "Chiede di essere ricontattato: codice SF-3F7H-52", "Si iscrive agli avvisi").doesNotContain("347123", phone.e164());
        assertThat(bruno.get(console("?cerca=SF-3F7H-52")).body()).as("found by the code").contains(phone.shown());
    }

    @Test
    void aPlaceIsWordsAndALinkAndWhereTheTownHasAMapAMapFromThereAlone() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Qui c'è una buca");
        var talk = console("/" + town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 1)).getFirst().conversation().id());
        var bruno = enter(town);
        var before = bruno.get(talk);
        assertThat(before.body()).doesNotContain("leaflet");
        assertThat(before.headers().firstValue("Content-Security-Policy").orElseThrow()).doesNotContain("tiles.example");
        var again = first("hx-get=\"([^\"]+scambi[^\"]+)\"", before.body()).replace("&amp;", "&");
        town.arrives(phone, new InboundContent.Location(43.4633, 11.8797, "Piazza Grande", "Arezzo"), town.now(), "wamid." + Ids.next());
        assertThat(bruno.get(again).headers().firstValue("HX-Refresh")).as("the first place brings the page with the map").hasValue("true");
        var page = bruno.get(talk);
        assertThat(page.body()).contains("[posizione] Piazza Grande, Arezzo", "43.46330, 11.87970", "openstreetmap.org/?mlat=43.46330", "leaflet", "https://tiles.example/{z}/{x}/{y}.png");
        assertThat(page.headers().allValues("Content-Security-Policy")).singleElement().asString().contains("img-src 'self' data: https://tiles.example;", "default-src 'self'");
        var refused = bruno.post(talk + "/risposte", talk, Map.of("testo", "  "));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).as("shown again").contains("leaflet", "https://tiles.example/{z}/{x}/{y}.png");
        assertThat(refused.headers().allValues("Content-Security-Policy")).singleElement().asString().contains("img-src 'self' data: https://tiles.example;");
        town.arrives(phone, new InboundContent.Location(43.9, 11.9, null, null), town.now(), "wamid." + Ids.next());
        assertThat(bruno.get(talk).body()).as("told once where there is no name").contains("class=\"mono\">43.46330, 11.87970", "[posizione] 43.90000, 11.90000", "mlat=43.90000")
            .doesNotContain("class=\"mono\">43.90000, 11.90000");
        var none = new MapTiles("", "");
        assertThat(none.isOn()).isFalse();
        assertThat(new MapTiles("https://{s}.tile.example:8443/a/{z}/{x}/{y}.png", "").origin()).isEqualTo("https://*.tile.example:8443");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new MapTiles("https://a.example; script-src *", "")).hasMessageContaining("filodiretto.map.tiles");
    }

    @Test
    void whatIsAnotherTownsIsNotThereAndThatSomebodyAskedIsWrittenDownOnce() {
        var phone = otherTown.newPhone();
        var citizen = otherTown.citizenWrites(phone, "Una domanda");
        var talk = otherTown.inTown(() -> conversations.of(citizen).orElseThrow());
        var callback = otherTown.inTown(() -> callbacks.ask(citizen, "AL-3F7H-52", new Callbacks.Contact("Rosa", "+393471234567", null), otherTown.now()));
        var their = enter(otherTown);
        var list = "/console/" + otherTown.slug() + "/messaggi";
        their.post(list + "/risposte-pronte", list + "/risposte-pronte", Map.of("codice", "orari", "titolo", "Orari", "testo", "Alle 9"));
        their.post(list + "/filtri", list + "?stato=mie", Map.of("nome", "Mie", "filtro", "?stato=mie"));
        var reply = first("risposte-pronte/([0-9a-f-]{36})/rimozione", their.get(list + "/risposte-pronte").body());
        var filter = first("filtri/([0-9a-f-]{36})/rimozione", their.get(list).body());
        var mine = enter(town);
        var attempts = new ArrayList<String>();
        var seen = listen();
        try {
            for (var path : List.of("/" + talk, "/" + talk + "/scambi?visto=x", "/" + talk + "/stampa", "/" + talk + "/stampa.pdf", "/" + talk + "/richiamate", "/" + talk + "/storia")) {
                attempts.add(path + " " + mine.get(console(path)).statusCode());
            }
            for (var path : List.of("/risposte", "/risposte/posizione", "/modello", "/modelli/x", "/reazioni", "/note", "/presa", "/incarico", "/ufficio", "/chiusura", "/rinvio", "/etichette",
                    "/segno", "/annullamento", "/registrazione", "/numero", "/scrittura", "/unioni", "/unioni/" + Ids.next() + "/annullamento", "/richiamate/recapito",
                    "/richiamate/" + callback.id() + "/esito", "/blocco", "/sblocco", "/indirizzo", "/verifica/" + Ids.next() + "/rinvio", "/verifica/" + Ids.next() + "/chiusura")) {
                attempts.add(path + " " + mine.post(console("/" + talk + path), console(""), Map.of("testo", "Ciao", "cita", Ids.next().toString(), "ufficio", "sportello", "esito", path.contains("richiamate") ? "DONE" : "ANSWERED",
                    "numero", phone.e164(), "motivo", "Insulta", "chiave", "x")).statusCode());
            }
            attempts.add("reply " + mine.post(console("/risposte-pronte/" + reply + "/rimozione"), console(""), Map.of()).statusCode());
            attempts.add("filter " + mine.post(console("/filtri/" + filter + "/rimozione"), console(""), Map.of()).statusCode());
            attempts.add("person " + mine.get("/console/" + town.slug() + "/persone/" + citizen).statusCode());
            attempts.add("file " + mine.get("/console/" + town.slug() + "/file/" + Ids.next()).statusCode());
            attempts.add("api " + Visitor.of(port).get("/api/v1/municipalities/" + town.slug() + "/conversations/" + talk + "/messages", "Authorization", "Bearer " + TestEnvironment.API_KEY).statusCode());
        } finally {
            stop(seen);
        }
        assertThat(attempts).allSatisfy(it -> assertThat(it).endsWith(" 404"));
        assertThat(seen.list.stream().filter(it -> it.getLevel() == Level.WARN)).as("one line for each").hasSameSizeAs(attempts);
        assertThat(seen.list).allSatisfy(it -> assertThat(it.getFormattedMessage() + it.getKeyValuePairs()).doesNotContain(phone.e164()).doesNotContain("Rosa"));
        assertThat(their.get(list + "/" + talk).body()).as("nothing happened to it").contains("Una domanda", "Nuova");
    }

    private static ListAppender<ILoggingEvent> listen() {
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        ((Logger) LoggerFactory.getLogger("it.filodiretto.access.TownFilter")).addAppender(appender);
        return appender;
    }

    private static void stop(ListAppender<ILoggingEvent> appender) {
        ((Logger) LoggerFactory.getLogger("it.filodiretto.access.TownFilter")).detachAppender(appender);
        appender.list.removeIf(it -> !it.getFormattedMessage().contains("identifier"));
    }

    private void arrives(Lane lane, CitizenId citizen, String text) {
        Instant now = town.now();
        town.inTransaction(() -> inbound.receive(new InboundMessage(Ids.next(), lane, citizen, Ids.next().toString(), new InboundContent.Text(text), now, now, null)));
    }

    private it.filodiretto.operator.OperatorId operator(String name) {
        var email = Ids.next() + "@comune.example";
        operators.add(town.id(), email, name, "una buona password", Set.of(Role.AGENT));
        return operators.find(email).orElseThrow();
    }

    private Visitor enter(Town where) {
        var email = Ids.next() + "@comune.example";
        operators.add(where.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/messaggi" + below;
    }

    private static String first(String pattern, String text) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.operator.Role;
import it.filodiretto.wording.Piece;
import it.filodiretto.wording.Pieces;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What clerks change on screen, over HTTP. */
@TownTest
@NullMarked
class EditingTest {

    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired KeyMaker keys;
    @Autowired Pieces pieces;
    @Autowired OpeningHours hours;
    @Autowired JdbcClient db;
    Visitor editor = Visitor.of(0);

    @BeforeEach
    void signIn() {
        editor = Visitor.of(port);
        editor.login(keys.operator(town.id(), Role.EDITOR), KeyMaker.PASSWORD);
    }

    @Test
    @DisplayName("AR-08 an extraordinary closure is seen in the next 30 days and proposes its notice")
    void aClosureIsSeenAndProposesItsNotice() {
        var day = LocalDate.ofInstant(town.now(), town.municipality().zone()).plusDays(3);
        var saved = editor.post(at("contenuti/chiusure/nuovo"), at("contenuti/chiusure/nuovo"), Map.of("from", day.toString(), "reason", "Sciopero <b>", "seen", ""));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(302);
        var closure = town.inTown(() -> pieces.list(Piece.Kind.CLOSURE).stream().filter(it -> it.field("reason").equals("Sciopero <b>")).findFirst().orElseThrow());
        assertThat(closure.field("until")).isEqualTo(day.toString());
        assertThat(editor.get(at("orari")).body()).contains("Sciopero &lt;b", "I prossimi 30 giorni");
        var timetable = town.inTown(() -> pieces.list(Piece.Kind.TIMETABLE).getFirst().key());
        assertThat(town.inTown(() -> hours.days(timetable, day, 1)).getFirst().hours()).isEmpty();
        var proposed = editor.post(at("contenuti/chiusure/" + closure.key() + "/avviso"), at("contenuti/chiusure/" + closure.key()), Map.of());
        assertThat(proposed.statusCode()).isEqualTo(302);
        var draft = editor.get(proposed.headers().firstValue("Location").orElseThrow());
        assertThat(draft.statusCode()).as("a draft leads to where it is written").isEqualTo(302);
        assertThat(editor.get(draft.headers().firstValue("Location").orElseThrow()).body()).contains("Chiusura straordinaria", "Sciopero");
        var page = at("contenuti/chiusure/" + closure.key());
        editor.post(page + "/eliminazione", page, Map.of("seen", seen(page)));
        assertThat(town.inTown(() -> pieces.find(Piece.Kind.CLOSURE, closure.key()))).isEmpty();
    }

    @Test
    @DisplayName("AR-08 the first page says which hours are left of a day that is closed in part")
    void theFirstPageSaysWhichHoursAreLeft() {
        var february = LocalDate.ofInstant(town.now(), town.municipality().zone()).plusYears(1).withMonth(2).withDayOfMonth(3);   // no holidays
        town.timePasses(Duration.between(town.now(), february.atTime(8, 0).atZone(town.municipality().zone()).toInstant()));
        signIn();
        var saved = editor.post(at("contenuti/chiusure/nuovo"), at("contenuti/chiusure/nuovo"), Map.of("from", february.plusDays(1).toString(),
            "until", february.plusDays(7).toString(), "hours", "11:00-12:00", "reason", "Assemblea", "seen", ""));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(302);
        assertThat(editor.get("/console/" + town.slug()).body()).containsPattern("Prossima chiusura: [^<]*, orario: solo 9:00–11:00, 12:00–13:00");
    }

    @Test
    @DisplayName("the next 30 days show public holidays and the patron's day, closed, by name")
    void theNextDaysShowHolidaysAndThePatron() {
        var patron = town.municipality().patronDay();
        theNextDaysShow(patron.name(), year -> patron.in(year));
        theNextDaysShow("Natale", year -> LocalDate.of(year, 12, 25));
    }

    private void theNextDaysShow(String name, IntFunction<LocalDate> dayOf) {
        var today = LocalDate.ofInstant(town.now(), town.municipality().zone());
        var day = dayOf.apply(today.getYear()).minusDays(10).isAfter(today) ? dayOf.apply(today.getYear()) : dayOf.apply(today.getYear() + 1);
        town.timePasses(Duration.ofDays(ChronoUnit.DAYS.between(today, day.minusDays(10))));
        signIn();
        assertThat(editor.get(at("orari")).body()).containsPattern("</th><td>Chiuso</td><td>[^<]*" + Pattern.quote(name));
    }

    @Test
    @DisplayName("PI-03 PI-04 a timetable with split intervals and half hours is changed on screen, and changed back")
    void aTimetableChangesAndComesBack() {
        var key = town.inTown(() -> pieces.list(Piece.Kind.TIMETABLE).getFirst());
        var was = key.field("monday");
        var path = at("contenuti/orari/" + key.key());
        assertThat(change(path, key, Map.of("monday", "8.30-13, 15:00-17:30")).statusCode()).isEqualTo(302);
        assertThat(find(key).field("monday")).isEqualTo("8:30-13:00, 15:00-17:30");
        var page = editor.get(path).body();
        assertThat(page).contains("<del>" + was + "</del>", "<ins>8:30-13:00, 15:00-17:30</ins>");
        var back = Pattern.compile("/contenuti/versioni/[^/]+/ripristino").matcher(page);
        assertThat(back.find()).isTrue();
        editor.post("/console/" + town.slug() + back.group(), path, Map.of("seen", seen(path)));
        assertThat(find(key).field("monday")).isEqualTo(was);
    }

    @Test
    @DisplayName("closures, topics, texts and keywords have versions: before and after are shown, and any can be brought back")
    void eachKindHasItsVersions() {
        var day = LocalDate.ofInstant(town.now(), town.municipality().zone()).plusDays(5).toString();
        editor.post(at("contenuti/chiusure/nuovo"), at("contenuti/chiusure/nuovo"), Map.of("from", day, "reason", "Sciopero", "seen", ""));
        var closure = town.inTown(() -> pieces.list(Piece.Kind.CLOSURE).stream().filter(it -> it.field("reason").equals("Sciopero")).findFirst().orElseThrow());
        changesAndComesBack("chiusure", closure, "reason", "Assemblea");
        changesAndComesBack("argomenti", town.inTown(() -> pieces.list(Piece.Kind.TOPIC).getFirst()), "description", "Un’altra descrizione");
        var welcome = town.inTown(() -> pieces.find(Piece.Kind.TEXT, "welcome")).orElseThrow();
        changesAndComesBack("testi", welcome, "body", welcome.field("body").strip() + "\nGrazie.");
        changesAndComesBack("parole", town.inTown(() -> pieces.list(Piece.Kind.KEYWORDS).getFirst()), "join", "Girasole");
    }

    @Test
    void theVersionsOfAClosureShowDaysAsPeopleReadThem() {
        var day = LocalDate.of(LocalDate.ofInstant(town.now(), town.municipality().zone()).getYear() + 1, 6, 1);
        editor.post(at("contenuti/chiusure/nuovo"), at("contenuti/chiusure/nuovo"), Map.of("from", day.toString(), "reason", "Sciopero", "seen", ""));
        var closure = town.inTown(() -> pieces.list(Piece.Kind.CLOSURE).stream().filter(it -> it.field("reason").equals("Sciopero")).findFirst().orElseThrow());
        change(at("contenuti/chiusure/" + closure.key()), closure, Map.of("from", day.plusDays(1).toString(), "until", day.plusDays(1).toString()));
        assertThat(editor.get(at("contenuti/chiusure/" + closure.key())).body()).containsPattern("<del>[a-zì]+ 1 giugno " + day.getYear() + "</del>")
            .containsPattern("<ins>[a-zì]+ 2 giugno " + day.getYear() + "</ins>").doesNotContain("<del>" + day, "<ins>" + day.plusDays(1));
    }

    private void changesAndComesBack(String noun, Piece piece, String field, String value) {
        var path = at("contenuti/" + noun + "/" + piece.key());
        var was = piece.field(field);
        assertThat(change(path, piece, Map.of(field, value)).statusCode()).as(noun).isEqualTo(302);
        assertThat(find(piece).field(field).strip()).as(noun).isEqualTo(value);
        var page = editor.get(path).body();
        assertThat(page).as(noun).contains("<ins>", "Anna Prova");
        var back = Pattern.compile("/contenuti/versioni/[^/]+/ripristino").matcher(page);
        assertThat(back.find()).as(noun).isTrue();
        editor.post("/console/" + town.slug() + back.group(), path, Map.of("seen", seen(path)));
        assertThat(find(piece).field(field).strip()).as(noun).isEqualTo(was.strip());
    }

    @Test
    void whatIsWrongIsSaidBesideTheField() {
        var timetable = town.inTown(() -> pieces.list(Piece.Kind.TIMETABLE).getFirst());
        var path = at("contenuti/orari/" + timetable.key());
        assertThat(change(path, timetable, Map.of("monday", "dalle 9 alle 13")).body()).contains("id=\"monday-errore\"", "non è un orario");
        assertThat(change(path, timetable, Map.of("monday", "9-13, 12-15")).body()).contains("si sovrappone");
        assertThat(change(path, timetable, Map.of("from", "2026-02-30")).body()).contains("Non è una data");
        assertThat(change(path, timetable, Map.of("from", "2026-12-02", "until", "2026-12-01")).body()).contains("Finisce prima");
        assertThat(change(path, timetable, Map.of("name", " ")).body()).contains("Qui serve qualcosa");
        assertThat(find(timetable)).isEqualTo(timetable);
        var topic = town.inTown(() -> pieces.list(Piece.Kind.TOPIC).getFirst());
        assertThat(change(at("contenuti/argomenti/" + topic.key()), topic, Map.of("name", "x".repeat(25))).body()).contains("25 caratteri: al massimo 24");
        var welcome = town.inTown(() -> pieces.find(Piece.Kind.TEXT, "welcome")).orElseThrow();
        assertThat(change(at("contenuti/testi/welcome"), welcome, Map.of("body", "Ciao {nome}")).body()).contains("non si può usare qui");
        assertThat(change(at("contenuti/testi/welcome"), welcome, Map.of("body", "Ciao {opt-out}")).body()).contains("deve restare {policy-link}");
        var words = town.inTown(() -> pieces.list(Piece.Kind.KEYWORDS).getFirst());
        assertThat(change(at("contenuti/parole/parole"), words, Map.of("join", "Stop\nDisattiva", "leave", "via\nVIA!")).body())
            .contains("«Stop» serve sempre per cancellarsi", "«Disattiva» serve sempre per cancellarsi", "c’è già");
    }

    @Test
    void newKeywordsCountAtOnce() {
        var words = town.inTown(() -> pieces.list(Piece.Kind.KEYWORDS).getFirst());
        assertThat(change(at("contenuti/parole/parole"), words, Map.of("join", "Girasole\nATTIVA COMUNE AMICO")).statusCode()).isEqualTo(302);
        var phone = town.newPhone();
        town.citizenWrites(phone, "girasole");
        assertThat(town.wordsSentTo(phone)).isNotEmpty();
    }

    @Test
    void whoSavesAnOldFormIsToldThatAColleagueWasFaster() {
        var topic = town.inTown(() -> pieces.list(Piece.Kind.TOPIC).getFirst());
        var path = at("contenuti/argomenti/" + topic.key());
        var old = new HashMap<>(topic.fields());
        old.put("seen", seen(path));
        change(path, topic, Map.of("description", "Prima descrizione"));
        old.put("description", "Seconda descrizione");
        assertThat(editor.post(path, path, old).body()).contains("Nel frattempo un collega");
        assertThat(find(topic).field("description")).isEqualTo("Prima descrizione");
    }

    @Test
    void whoRemovesAClosureOrBringsAVersionBackFromAnOldPageIsToldThatAColleagueWasFaster() {
        var day = LocalDate.ofInstant(town.now(), town.municipality().zone()).plusDays(5);
        editor.post(at("contenuti/chiusure/nuovo"), at("contenuti/chiusure/nuovo"), Map.of("from", day.toString(), "until", day.plusDays(6).toString(), "reason", "Sciopero", "seen", ""));
        assertThat(editor.get("/console/" + town.slug()).body()).as("on the first page too").contains("Prossima chiusura: ");
        var closure = town.inTown(() -> pieces.list(Piece.Kind.CLOSURE).stream().filter(it -> it.field("reason").equals("Sciopero")).findFirst().orElseThrow());
        var path = at("contenuti/chiusure/" + closure.key());
        change(path, closure, Map.of("reason", "Assemblea"));
        var old = seen(path);
        var back = Pattern.compile("/contenuti/versioni/[^/]+/ripristino").matcher(editor.get(path).body());
        assertThat(back.find()).isTrue();
        change(path, closure, Map.of("reason", "Assemblea del personale"));
        assertThat(editor.post(path + "/eliminazione", path, Map.of("seen", old)).body()).contains("Nel frattempo un collega", "Assemblea del personale");
        assertThat(editor.post("/console/" + town.slug() + back.group(), path, Map.of("seen", old)).body()).contains("Nel frattempo un collega");
        assertThat(find(closure).field("reason")).isEqualTo("Assemblea del personale");
        editor.post(path + "/eliminazione", path, Map.of("seen", seen(path)));
        assertThat(editor.post("/console/" + town.slug() + back.group(), at("orari"), Map.of("seen", old)).headers().firstValue("Location").orElseThrow()).endsWith(at("orari"));
        assertThat(town.inTown(() -> pieces.find(Piece.Kind.CLOSURE, closure.key()))).as("what a colleague removed stays removed").isEmpty();
    }

    @Test
    void thePolicyHasVersionsAndOthersMayNotEdit() {
        var path = at("testi/informativa");
        assertThat(editor.post(path, path, Map.of("testo", "")).body()).contains("Qui serve qualcosa");
        assertThat(editor.post(path, path, Map.of("testo", "## Nuova\n\nTesto nuovo.", "vista", "1")).statusCode()).isEqualTo(302);
        assertThat(editor.get(path).body()).contains("Testo nuovo.", "Versione 2", "?da=1", "name=\"vista\" value=\"2\"");
        var late = editor.post(path, path, Map.of("testo", "## Di un altro\n\nScritto sulla prima.", "vista", "1"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Nel frattempo un collega ha pubblicato", "Scritto sulla prima.", "name=\"vista\" value=\"2\"");
        assertThat(editor.get(path).body()).contains("Testo nuovo.").doesNotContain("Versione 3");
        assertThat(editor.get(at("testi")).statusCode()).isEqualTo(200);
        var agent = Visitor.of(port);
        agent.login(keys.operator(town.id(), Role.AGENT), KeyMaker.PASSWORD);
        for (var page : new String[] {"orari", "testi", "testi/informativa", "contenuti/parole/parole"}) {
            assertThat(agent.get(at(page)).statusCode()).as(page).isEqualTo(403);
        }
        assertThat(editor.get("/console/" + otherTown.slug() + "/orari").statusCode()).isIn(302, 403, 404);
        assertThat(editor.get(at("contenuti/orari/gibtsnicht")).statusCode()).isEqualTo(404);
        assertThat(editor.get(at("contenuti/altro/x")).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("AR-05: the page of the policy lets the editor tell those who accepted an earlier one, once, and shows how far that is")
    void AR_05_theEditorTellsSubscribersOfTheNewPolicy() {
        var path = at("testi/informativa");
        town.subscribe(2);
        town.timePasses(Duration.ofMinutes(1));
        assertThat(editor.get(path).body()).doesNotContain("Avvisa chi è iscritto");
        editor.post(path, path, Map.of("testo", "## Nuova\n\nTesto nuovo.", "vista", "1"));
        assertThat(editor.get(path).body()).contains("Adesso non si può avvisare").doesNotContain("Avvisa 2 persone");
        db.sql("""
                insert into whatsapp_template (business_account_id, name, language, municipality_id, category, status)
                values (?, 'avviso_generale', 'it', ?, 'UTILITY', 'APPROVED')""")
            .param(town.municipality().requireWhatsapp().businessAccountId()).param(town.id().value()).update();
        assertThat(editor.get(path).body()).contains("Avvisa 2 persone", "/informativa/2");
        editor.post(path + "/avviso", path, Map.of());
        editor.post(path + "/avviso", path, Map.of());
        assertThat(editor.get(path).body()).contains("Avvisate 0 persone su 2. In coda 2").doesNotContain("Avvisa 2 persone");
        editor.post(path + "/avviso/fermata", path, Map.of());
        assertThat(town.inTransaction(() -> db.sql("select stage from bulk").query(String.class).list())).containsExactly("CANCELLED");
    }

    private HttpResponse<String> change(String path, Piece piece, Map<String, String> changes) {
        var fields = new HashMap<>(piece.fields());
        fields.putAll(changes);
        fields.put("seen", seen(path));
        return editor.post(path, path, fields);
    }

    private String seen(String path) {
        var found = SEEN.matcher(editor.get(path).body());
        assertThat(found.find()).as(path).isTrue();
        return found.group(1);
    }

    private Piece find(Piece piece) {
        return town.inTown(() -> pieces.find(piece.kind(), piece.key())).orElseThrow();
    }

    private String at(String below) {
        return "/console/" + town.slug() + "/" + below;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.time.LocalTime;
import java.math.BigDecimal;
import it.filodiretto.municipality.NoticePolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.messaging.Deliveries;
import it.filodiretto.messaging.DeliveryReport;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The console's pages as a browser without script uses them. */
@TownTest
@NullMarked
class NoticeConsoleTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Operators operators;
    @Autowired Deliveries deliveries;
    @Autowired Notices notices;
    @Autowired Broadcasts broadcasts;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
    }

    @Test
    @DisplayName("BI-13: write, read again, confirm: only then it leaves, and two clicks send it once")
    void onlyTheConfirmationSendsAndOnlyOnce() {
        town.subscribe(3);
        var editor = enter(Role.EDITOR);
        var confirm = location(editor.post(console(""), console("/nuovo"), form("avanti")));
        assertThat(confirm).endsWith("/invio");
        var page = editor.get(confirm).body();
        assertThat(page).contains("Invia ora a 3 persone");
        var notice = notice(confirm);
        assertThat(town.inTown(() -> notices.find(notice)).orElseThrow().state()).isEqualTo(NoticeState.DRAFT);

        var signed = Map.of("firma", signature(page), "pubblico", "on");
        assertThat(location(editor.post(confirm, console("/nuovo"), signed))).endsWith(notice.toString());
        assertThat(location(editor.post(confirm, console("/nuovo"), signed))).endsWith(notice.toString());
        var broadcast = town.inTown(() -> notices.find(notice)).orElseThrow().broadcast();
        assertThat(town.inTown(() -> broadcasts.find(broadcast)).orElseThrow().recipients()).isEqualTo(3);
        assertThat(editor.get(console("/" + notice)).body()).contains("Metti in pausa", "Ferma l’invio", "su 3 messaggi partiti", "Anna Rossi");
    }

    @Test
    void thePreviewComesWithoutScriptToo() {
        town.subscribe(2);
        var page = enter(Role.EDITOR).post(console(""), console("/nuovo"), form("anteprima"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Invia ora a 2 persone").contains("Torna verso le 15.").contains("<b>Manca l’acqua</b>");
    }

    @Test
    void whatIsMissingIsSaidBesideItsFieldAndWhatWasTypedStays() {
        var fields = form("avanti");
        fields.put("titolo", "");
        var page = enter(Role.EDITOR).post(console(""), console("/nuovo"), fields);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("Scrivi il titolo").contains("Torna verso le 15.").contains("id=\"titolo-errore\"");
    }

    @Test
    void whoAnswersReadsNoticesButDoesNotWriteThem() {
        var id = written();
        var agent = enter(Role.AGENT);
        assertThat(agent.get(console("")).body()).contains("Manca l’acqua").doesNotContain("Scrivi un avviso");
        assertThat(agent.get(console("/nuovo")).statusCode()).isEqualTo(403);
        assertThat(agent.post(console("/" + id + "/invio"), console(""), Map.of("firma", "x")).statusCode()).isEqualTo(403);
    }

    @Test
    void withoutATemplateTheReasonIsSaidAndTheDraftIsThere() {
        db.sql("delete from whatsapp_template where municipality_id = ?").param(town.id().value()).update();
        var editor = enter(Role.EDITOR);
        var id = written();
        var page = editor.get(console("/" + id + "/invio")).body();
        var refused = editor.post(console("/" + id + "/invio"), console("/nuovo"), Map.of("firma", signature(page)));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Il modello non c’è ancora").contains("La bozza è al sicuro");
    }

    @Test
    @DisplayName("BI-14: the file has a line for each person, masked, and nothing that a spreadsheet would compute")
    void theFileHasALineForEachPerson() {
        var phones = town.subscribe(3);
        var broadcast = sent();
        var states = new NoticeStates(town, deliveries, db);
        await().until(() -> states.messages(broadcast.broadcast()).size() == 3);
        var messages = states.messages(broadcast.broadcast());
        states.report(messages.subList(0, 1), DeliveryReport.Status.READ);
        states.failed(messages.subList(1, 2), "131026", "=cmd();\"x\"");
        var file = enter(Role.AGENT).get(console("/" + broadcast.id() + "/esiti.csv"));
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(file.body()).startsWith("\ufeffNumero;Esito;Quando;Codice;Motivo\r\n");
        assertThat(file.body().lines()).hasSize(4);
        assertThat(file.body()).contains(";Letto;").contains(";Non riuscito;").contains("131026;\"'=cmd();\"\"x\"\"\"").contains(";In coda;");
        assertThat(file.body()).contains("'+39 347 •••");
        assertThat(phones).allSatisfy(it -> assertThat(file.body()).doesNotContain(it.e164().substring(3)));
        assertThat(enter(Role.AGENT).get(console("/" + broadcast.id() + "/esiti")).body()).contains("3 persone, una per una").contains("+39 347 •••");
    }

    @Test
    @DisplayName("BI-13: the stream tells each change and ends when the broadcast is over")
    void theStreamTellsEachChangeAndEnds() {
        town.subscribe(2);
        var broadcast = sent();
        var states = new NoticeStates(town, deliveries, db);
        await().until(() -> states.messages(broadcast.broadcast()).size() == 2);
        var agent = enter(Role.AGENT);
        var answer = new AtomicReference<>("");
        var reader = Thread.startVirtualThread(() -> answer.set(agent.get(console("/" + broadcast.id() + "/eventi"), "Accept", "text/event-stream").body()));
        states.report(states.messages(broadcast.broadcast()), DeliveryReport.Status.DELIVERED);
        states.finish(broadcast.broadcast());
        await().atMost(java.time.Duration.ofSeconds(20)).until(() -> !reader.isAlive());
        assertThat(answer.get()).contains("event: changed").contains("data: 2/2").endsWith("event: finished\ndata: finished\n\n");
    }

    @Test
    void inQuietHoursAPersonSendsOnlyIfItCannotWait() {
        town.notices(new NoticePolicy(Set.of(), new NoticePolicy.Quiet(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59)), new BigDecimal("900")));
        town.subscribe(1);
        var editor = enter(Role.EDITOR);
        var id = written();
        var page = editor.get(console("/" + id + "/invio")).body();
        assertThat(page).contains("Siamo nelle ore di silenzio", "su 900,00", "Invia lo stesso");
        assertThat(editor.post(console("/" + id + "/invio"), console("/" + id + "/invio"), Map.of("firma", signature(page))).statusCode()).isEqualTo(409);
        var sent = editor.post(console("/" + id + "/invio"), console("/" + id + "/invio"), Map.of("firma", signature(page), "silenzio", "on"));
        assertThat(sent.statusCode()).isEqualTo(302);
    }

    @Test
    void theHourThatDoesNotExistAndTimesInThePastAreRefusedInWords() {
        var editor = enter(Role.EDITOR);
        var id = written();
        var signed = signature(editor.get(console("/" + id + "/invio")).body());
        assertThat(schedule(editor, id, signed, "2027-03-28T02:30")).contains("Quest’ora non esiste");
        assertThat(schedule(editor, id, signed, "2020-01-01T10:00")).contains("è già passata");
        assertThat(schedule(editor, id, signed, "domani")).contains("Scegli il giorno e l’ora");
    }

    private String schedule(Visitor editor, NoticeId id, String signed, String when) {
        var answer = editor.post(console("/" + id + "/programma"), console("/" + id + "/invio"), Map.of("firma", signed, "quando", when));
        assertThat(answer.statusCode()).isEqualTo(409);
        return answer.body();
    }

    @Test
    void thePublicPageShowsWhatHasLeftAndNothingElse() {
        var draft = written();
        assertThat(Visitor.of(port).get("/" + town.slug() + "/avvisi/" + draft).statusCode()).isEqualTo(404);
        town.subscribe(1);
        var sent = sent();
        var page = Visitor.of(port).get("/" + town.slug() + "/avvisi/" + sent.id());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Manca l’acqua").contains("Torna verso le 15.").doesNotContain("persone");
    }

    @Test
    @DisplayName("BI-15: a notice is published on the town's page of notices and in its feeds as it leaves; a drill and a draft are not")
    void BI_15_aNoticeIsOnTheNoticePageAndInTheFeeds() {
        var draft = written();
        town.subscribe(1);
        var drill = town.inTown(() -> {
            var details = new NoticeDetails(NoticeKind.GENERAL, "", null, null, "", "", "", true);
            var id = ((WriteOutcome.Written) notices.write(NoticeText.of("Prova di evacuazione", "È una prova.", "protezione-civile").with(details))).id();
            notices.publish(id, null);
            return id;
        });
        var sent = sent();
        for (var path : List.of("/avvisi", "/avvisi.rss", "/avvisi.atom", "/avvisi.json")) {
            assertThat(Visitor.of(port).get("/" + town.slug() + path).body()).as(path).contains("Manca l’acqua", "/avvisi/" + sent.id())
                .doesNotContain(draft.toString(), drill.toString(), "evacuazione");
        }
        assertThat(Visitor.of(port).get("/" + town.slug() + "/avvisi/" + sent.id()).statusCode()).isEqualTo(200);
    }

    private Visitor enter(Role role) {
        var email = "anna." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, "Anna Rossi", "una buona password", Set.of(role));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    private NoticeId written() {
        return ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi")))).id();
    }

    private WriteOutcome.Written sent() {
        return town.inTown(() -> {
            var written = (WriteOutcome.Written) notices.write(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi"));
            notices.publish(written.id(), null);
            return written;
        });
    }

    private static LinkedHashMap<String, String> form(String step) {
        return new LinkedHashMap<>(Map.of("argomento", "disservizi", "titolo", "Manca l’acqua", "testo", "Torna verso le 15.", "livello", "", "passo", step));
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/avvisi" + below;
    }

    private static String location(java.net.http.HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    private static NoticeId notice(String address) {
        var found = Pattern.compile("/avvisi/([0-9a-f-]{36})").matcher(address);
        assertThat(found.find()).isTrue();
        return new NoticeId(java.util.UUID.fromString(found.group(1)));
    }

    private static String signature(String page) {
        var found = Pattern.compile("name=\"firma\" value=\"([0-9a-f]+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}

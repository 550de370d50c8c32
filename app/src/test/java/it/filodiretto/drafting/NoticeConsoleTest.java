// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.NoticeStates;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.Relation;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.preflight.PreflightShown;
import it.filodiretto.preflight.Preflights;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Subscriptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
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
    @Autowired Preflights preflights;
    @Autowired Subscriptions subscriptions;
    @Autowired JdbcClient db;
    @Autowired Alarms alarms;

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
    void anAlarmAboutADraftLeadsWhoReadsToItsPageAndWhoWritesToItsText() {
        var id = written();
        town.inTown(() -> notices.schedule(id, null, town.now().plusSeconds(60)));
        db.sql("update whatsapp_template set status = 'PAUSED' where municipality_id = ?").param(town.id().value()).update();
        town.timePasses(Duration.ofMinutes(2));
        await().until(() -> !town.inTown(() -> alarms.open()).isEmpty());
        var link = console("/" + id);
        var agent = enter(Role.AGENT);
        assertThat(agent.get(console("")).body()).contains("non è partito quando doveva", "href=\"" + link + "\">Vedi");
        assertThat(agent.get(link).statusCode()).isEqualTo(200);
        assertThat(location(enter(Role.EDITOR).get(link))).isEqualTo(link + "/testo");
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
        await().until(() -> !reader.isAlive());
        assertThat(answer.get()).contains("event: changed").contains("data: 2/2").endsWith("event: finished\ndata: finished\n\n");
    }

    @Test
    void whatNobodyKnowsWaitsForAPersonWhoKnowsTheRiskAndTheChoiceIsWrittenDown() {
        town.subscribe(3);
        var sent = sent();
        var agent = enter(Role.AGENT);
        await().until(() -> new NoticeStates(town, deliveries, db).messages(sent.broadcast()).size() == 3);
        var editor = enter(Role.EDITOR);
        var here = console("/" + sent.id());
        assertThat(editor.get(here).body()).doesNotContain("/verifica");
        loseTheAnswers(sent.broadcast());
        assertThat(editor.get(here).body()).contains("Di 3 messaggi non sappiamo se sia arrivato.", here + "/verifica");
        assertThat(agent.get(here).body()).contains("Di 3 messaggi non sappiamo").doesNotContain("/verifica");
        assertThat(agent.get(here + "/verifica").statusCode()).isEqualTo(403);
        assertThat(editor.get(here + "/verifica").body()).contains("lo riceve due volte", "non lo riceve. Contano come non riusciti", "Rimanda 3 messaggi", "Non rimandarli");
        assertThat(location(editor.post(here + "/verifica/rinvio", here + "/verifica", Map.of()))).endsWith(sent.id().toString());
        assertThat(status(sent).counts().queued()).isEqualTo(3);
        loseTheAnswers(sent.broadcast());
        editor.post(here + "/verifica/chiusura", here + "/verifica", Map.of());
        assertThat(status(sent).counts().failed()).isEqualTo(3);
        assertThat(editor.get(here).body()).contains("Rimandati i messaggi in verifica da Anna Rossi", "Chiusi i messaggi in verifica da Anna Rossi", "forse è arrivato")
            .doesNotContain("/verifica", "Riprova con chi non l’ha avuto");
        assertThat(editor.get(here + "/verifica").body()).contains("Non c’è più niente da decidere");
        assertThat(enter(Role.ADMIN).get("/console/" + town.slug() + "/registro.json").body()).contains("sent_again", "given_up");
    }

    private void loseTheAnswers(BroadcastId id) {
        town.inTransaction(() -> {
            db.sql("update bulk_count set uncertain = queued, queued = 0 where bulk_id = ?").param(id.value()).update();
            return db.sql("update send_queue set state = 'UNCERTAIN', uncertain_since = now() - interval '3 minutes' where bulk_id = ?").param(id.value()).update();
        });
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
    @DisplayName("what is paused beyond its end does not go on, and says why; what is still running stops by itself")
    void whatIsOfNoUseAnyMoreDoesNotGoOn() {
        town.subscribe(2);
        var until = new NoticeDetails(NoticeKind.GENERAL, "", null, town.now().plus(Duration.ofHours(1)), "", "", "", false);
        var paused = sent(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi").with(until));
        var running = sent(NoticeText.of("Strada chiusa", "Fino alle 15.", "strade").with(until));
        var editor = enter(Role.EDITOR);
        editor.post(console("/" + paused.id() + "/pausa"), console("/" + paused.id()), Map.of());
        assertThat(editor.get(console("/" + paused.id())).body()).contains("Riprendi");
        town.timePasses(Duration.ofHours(2));
        assertThat(editor.get(console("/" + paused.id())).body()).doesNotContain("/ripresa").contains("non si può riprendere");
        var refused = editor.post(console("/" + paused.id() + "/ripresa"), console("/" + paused.id()), Map.of());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("non si può riprendere");
        assertThat(status(paused).phase()).isEqualTo(BroadcastStatus.Phase.PAUSED);
        await().until(() -> status(running).phase() == BroadcastStatus.Phase.CANCELLED);
        assertThat(editor.get(console("/" + running.id())).body()).contains("chi era in coda non lo riceve più");
        assertThat(Visitor.of(port).get("/" + town.slug() + "/avvisi/" + paused.id()).body()).contains("Non vale più");
    }

    @Test
    @DisplayName("BI-13 before sending: whom of THESE people sendings did not reach lately, why, and the list; who has no number; who is blocked; who left; what the year has cost")
    void thePreflightIsAboutThesePeople() {
        town.notices(new NoticePolicy(Set.of(), null, new BigDecimal("900")));
        var phones = town.subscribe(6);
        var states = new NoticeStates(town, deliveries, db);
        var first = sent(NoticeText.of("Mercato", "Domenica in piazza.", "eventi"));
        await().until(() -> states.messages(first.broadcast()).size() == 6);
        var messages = states.messages(first.broadcast());
        states.failed(messages.subList(0, 3), "131026", "Il numero non usa WhatsApp.");
        states.report(messages.subList(3, 5), DeliveryReport.Status.DELIVERED);
        var unreached = phones.stream().filter(it -> outcome(first, it).equals("FAILED")).toList();
        town.inTown(() -> subscriptions.leave(town.citizen(unreached.getFirst()), "lettera"));
        town.inTransaction(() -> db.sql("update citizen set phone_lookup = null, phone_sealed = null, user_id = 'IT.77' where id = ?")
            .param(town.citizen(unreached.getLast()).value()).update());

        town.inTransaction(() -> db.sql("insert into blocked_person (lane_id, citizen_id, reason, operator_id, blocked_at) values (?, ?, 'insulti', ?, now())")
            .param(town.lane().id().value()).param(town.citizen(phones.stream().filter(it -> outcome(first, it).equals("DELIVERED")).findFirst().orElseThrow()).value())
            .param(Ids.next()).update());

        var id = written();
        var found = town.inTown(() -> preflights.of(notices.find(id).orElseThrow().aim()));
        assertThat(found.reachable()).isEqualTo(4);
        assertThat(found.others().blocked()).isOne();
        assertThat(found.excluded()).as("whoever is blocked is not one who follows other topics").isZero();
        assertThat(found.others().left()).isOne();
        assertThat(PreflightShown.of(found).excluded()).as("as programs read it").extracting(PreflightShown.Excluded::code).containsExactly("blocked", "left");
        assertThat(found.others().withoutNumber()).isOne();
        assertThat(found.others().unreached()).as("who has left is not among these people").isEqualTo(2);
        assertThat(java.util.Objects.requireNonNull(found.cost().budget()).spent()).as("two delivered, at the price of the notice's own category").isEqualByComparingTo("0.11");
        var page = enter(Role.EDITOR).get(console("/" + id + "/invio")).body();
        assertThat(page).contains("2 di loro non raggiunte", "Il numero non usa WhatsApp.", "Vedi le 2", "Senza numero di telefono", "Bloccate da un operatore", "Restano 899,89");
        var list = enter(Role.EDITOR).get(console("/" + id + "/non-raggiunti")).body();
        assertThat(list).contains("Il numero non usa WhatsApp.", "131026", "•••").doesNotContain(unreached.get(1).e164().substring(3));
    }

    @Test
    @DisplayName("BI-13 the limit of the day is said as WhatsApp told it, and whether it is enough")
    void theLimitOfTheDay() {
        town.subscribe(63);
        var account = town.municipality().requireWhatsapp();
        assertThat(town.inTransaction(() -> db.sql("update whatsapp_number set daily_limit = 'TIER_250' where phone_number_id = ?").param(account.phoneNumberId()).update()))
            .isLessThanOrEqualTo(1);
        town.inTransaction(() -> db.sql("""
                insert into whatsapp_number (phone_number_id, municipality_id, daily_limit) select ?, ?, 'TIER_250'
                 where not exists (select 1 from whatsapp_number where phone_number_id = ?)""")
            .param(account.phoneNumberId()).param(town.id().value()).param(account.phoneNumberId()).update());
        var editor = enter(Role.EDITOR);
        assertThat(editor.get(console("/" + written() + "/invio")).body()).contains("Limite di oggi: basta", "250 persone in 24 ore, 0 già usate");
        var home = "/console/" + town.slug();
        assertThat(editor.get(home).body()).as("known before it is needed").contains("Oggi possiamo avvisare tutti?</h2>\n  <p class=\"big num\">Sì</p>", "250 persone in 24 ore, 0 già usate");
        town.inTransaction(() -> db.sql("update whatsapp_number set daily_limit = 'TIER_50' where phone_number_id = ?").param(account.phoneNumberId()).update());
        town.subscribe(1);
        assertThat(editor.get(home).body()).as("counted anew once a minute").contains("Oggi possiamo avvisare tutti?</h2>\n  <p class=\"big num\">No</p>", "Gli iscritti sono 63", "Non basta");
        assertThat(enter(Role.AGENT).get(home).body()).doesNotContain("Oggi possiamo avvisare tutti?");
    }

    @Test
    @DisplayName("BI-13 whom a notice reached today does not count again for the next one: Meta counts people")
    void whoWasWrittenToTodayDoesNotCountTwice() {
        town.subscribe(30);
        var account = town.municipality().requireWhatsapp();
        town.inTransaction(() -> db.sql("delete from whatsapp_number where phone_number_id = ?").param(account.phoneNumberId()).update());
        town.inTransaction(() -> db.sql("insert into whatsapp_number (phone_number_id, municipality_id, daily_limit) values (?, ?, 'TIER_50')")
            .param(account.phoneNumberId()).param(town.id().value()).update());
        var sent = sent();
        var states = new NoticeStates(town, deliveries, db);
        await().until(() -> states.messages(sent.broadcast()).size() == 30);
        states.report(states.messages(sent.broadcast()), DeliveryReport.Status.DELIVERED);
        var editor = enter(Role.EDITOR);
        var next = "/" + written() + "/invio";
        assertThat(editor.get(console(next)).body()).contains("Limite di oggi: basta", "50 persone in 24 ore, 30 già usate; chi è già fra queste (30) non conta due volte");
        town.subscribe(25);
        assertThat(editor.get(console(next)).body()).as("25 more, and 20 are left").contains("Limite di oggi: non basta per tutti", "30 già usate");
    }

    @Test
    @DisplayName("who is none of a notice’s people is told with the reason that is true: topics, a drill, the notice before")
    void whoDoesNotGetItIsToldWithTheTrueReason() {
        town.subscribe(2);
        var editor = enter(Role.EDITOR);
        var drill = town.inTown(() -> (WriteOutcome.Written) notices.write(NoticeText.of("Prova di allerta", "Che cosa faresti?", "protezione-civile")
            .with(new NoticeDetails(NoticeKind.GENERAL, "", null, null, "", "", "", true)))).id();
        assertThat(editor.get(console("/" + drill + "/invio")).body()).contains("iscritti che non si sono offerti per le prove").doesNotContain("non seguono questo argomento");
        var sent = sent();
        town.subscribe(1);
        var clear = town.inTown(() -> notices.follow(sent.id(), Relation.ALL_CLEAR)).orElseThrow();
        assertThat(editor.get(console("/" + clear + "/invio")).body()).contains("iscritti che non hanno avuto l’avviso di prima");
    }

    @Test
    void aDraftThatHasNoTitleYetHasANameByWhichItIsOpened() {
        var editor = enter(Role.EDITOR);
        editor.post(console(""), console("/nuovo"), Map.of("tipo", "water", "argomento", "disservizi", "luogo", "via Roma", "passo", "bozza"));
        var ready = location(editor.post(console(""), console("/nuovo"), Map.of("tipo", "water", "argomento", "disservizi", "luogo", "via Pacini", "passo", "bozza")));
        editor.post(console(""), console("/nuovo"), Map.of("argomento", "disservizi", "testo", "Torna verso le 15.", "passo", "bozza"));
        assertThat(editor.get(console("")).body()).contains(">Manca l’acqua: via Roma</a>", ">Avviso senza titolo</a>");
        assertThat(editor.get(ready).body()).contains("<h1>Manca l’acqua: via Pacini</h1>");
        assertThat(editor.get("/console/" + town.slug()).body()).contains(">Manca l’acqua: via Roma</a>", ">Avviso senza titolo</a>");
    }

    @Test
    @DisplayName("the live page says what was spent so far of what was estimated, and where the notice stands")
    void theLivePageSaysWhatItCosts() {
        town.subscribe(4);
        var sent = sent();
        var states = new NoticeStates(town, deliveries, db);
        await().until(() -> states.messages(sent.broadcast()).size() == 4);
        states.report(states.messages(sent.broadcast()).subList(0, 2), DeliveryReport.Status.DELIVERED);
        var editor = enter(Role.EDITOR);
        await().until(() -> editor.get(console("/" + sent.id())).body().contains("0,10"));
        assertThat(editor.get(console("/" + sent.id())).body()).contains("Costo finora", "0,05", "stimati", "Canali", "Sito, RSS e Atom", "2 su 4")
            .contains("href=\"/" + town.slug() + "/avvisi/" + sent.id() + "\"");
    }

    @Test
    @DisplayName("a notice is tried on the town hall's own telephone, and on no other")
    void aNoticeIsTriedOnTheTownsTelephone() {
        town.subscribe(2);
        var editor = enter(Role.EDITOR);
        assertThat(editor.get(console("/nuovo")).body()).doesNotContain("value=\"prova\"");
        var phone = town.newPhone();
        town.notices(new NoticePolicy(Set.of("disservizi"), null, null, phone));
        assertThat(editor.get(console("/nuovo")).body()).contains("Prova sul telefono del Comune (" + phone.shown() + ")");
        var tried = location(editor.post(console(""), console("/nuovo"), form("prova")));
        assertThat(tried).contains("/testo?prova=SENT");
        assertThat(editor.get(tried).body()).contains("La prova è partita");
        assertThat(town.wordsSentTo(phone)).singleElement().asString().contains("Manca l’acqua", "Torna verso le 15.");
        assertThat(town.inTransaction(() -> db.sql("select count(*) from outgoing_message").query(Long.class).single())).isOne();
    }

    @Test
    @DisplayName("a notice is printed for the notice board: one page, with the code that opens its page")
    void aNoticeForTheNoticeBoard() throws Exception {
        var content = NoticeText.of("Vento forte", "Resta a casa. ".repeat(30), "protezione-civile");
        var red = new NoticeText(content.title(), content.text(), content.topic(), AlertLevel.RED, List.of(), content.channels());
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(red))).id();
        try (var pdf = Loader.loadPDF(enter(Role.EDITOR).bytes(console("/" + id + "/manifesto.pdf")))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", "")).contains("Allertarossa", "Ventoforte", "Restaacasa.", "/" + town.slug() + "/avvisi/" + id);
        }
        assertThat(Visitor.of(port).get(console("/" + id + "/manifesto.pdf")).statusCode()).isNotEqualTo(200);
    }

    @Test
    @DisplayName("an alert says its level in the message and on its page, and leaves also in quiet hours")
    void anAlertSaysItsLevelAndLeavesAtNight() {
        town.notices(new NoticePolicy(Set.of(), new NoticePolicy.Quiet(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59)), null));
        var phones = town.subscribe(1);
        var red = new NoticeText("Vento forte", "Resta a casa.", "protezione-civile", AlertLevel.RED, List.of(), List.of("whatsapp"));
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(red))).id();
        var editor = enter(Role.EDITOR);
        var page = editor.get(console("/" + id + "/invio")).body();
        assertThat(page).contains("Allerta rossa: Vento forte");
        assertThat(editor.post(console("/" + id + "/invio"), console("/" + id + "/invio"), Map.of("firma", signature(page), "pubblico", "on")).statusCode()).isEqualTo(302);
        assertThat(town.inTown(() -> notices.find(id)).orElseThrow().state()).isEqualTo(NoticeState.SENDING);
        assertThat(Visitor.of(port).get("/" + town.slug() + "/avvisi/" + id).body()).contains("Allerta rossa");
        assertThat(town.inTransaction(() -> db.sql("select template::text || free_text::text from bulk where template::text like '%Vento forte%'").query(String.class).single()))
            .contains("Allerta rossa: Vento forte");
        assertThat(phones).hasSize(1);
    }

    @Test
    void aScriptInANoticeIsTextWhereverItIsRead() {
        town.subscribe(1);
        var sent = sent(NoticeText.of("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "disservizi"));
        var editor = enter(Role.EDITOR);
        var citizen = Visitor.of(port);
        for (var body : List.of(citizen.get("/" + town.slug() + "/avvisi/" + sent.id()).body(), citizen.get("/" + town.slug() + "/avvisi").body(),
                editor.get(console("/" + sent.id())).body(), editor.get(console("")).body())) {
            assertThat(body).contains("&lt;script").doesNotContain("<script>alert", "<img src=x");
        }
        assertThat(citizen.get("/" + town.slug() + "/avvisi/" + sent.id()).body()).contains("&lt;img src=x");
    }

    @Test
    void theHourThatDoesNotExistIsRefusedWhereverATimeIsTyped() {
        var editor = enter(Role.EDITOR);
        var fields = form("avanti");
        fields.put("da", "2027-03-28T02:30");
        fields.put("fino", "2027-03-28T02:45");
        var page = editor.post(console(""), console("/nuovo"), fields);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("id=\"da-errore\"", "id=\"fino-errore\"", "Quest’ora non esiste");
        town.notices(new NoticePolicy(Set.of("disservizi"), null, null));
        var id = written();
        var signed = town.inTown(() -> notices.find(id)).orElseThrow().hash();
        var asked = editor.post(console("/" + id + "/richiesta"), console("/" + id + "/invio"), Map.of("firma", signed, "quando", "2027-03-28T02:30"));
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("Quest’ora non esiste");
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

    @Test
    @DisplayName("BI-13 while Meta has stopped the number, nobody reads on the first page that all could be told")
    void aStoppedNumberIsSaidOnTheFirstPage() {
        town.subscribe(1);
        town.inTransaction(() -> {
            alarms.raise("lane " + town.lane().id().value() + " account-stopped 190", "Il codice di accesso a WhatsApp non vale più.", null);
            return alarms;
        });
        assertThat(enter(Role.EDITOR).get("/console/" + town.slug()).body())
            .contains("Oggi possiamo avvisare tutti?</h2>\n  <p class=\"big num\">No</p>", "Il numero ha un problema", "Il codice di accesso a WhatsApp non vale più.");
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
        return sent(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi"));
    }

    private WriteOutcome.Written sent(NoticeText content) {
        return town.inTown(() -> {
            var written = (WriteOutcome.Written) notices.write(content);
            notices.publish(written.id(), null);
            return written;
        });
    }

    private BroadcastStatus status(WriteOutcome.Written sent) {
        return town.inTown(() -> broadcasts.find(sent.broadcast())).orElseThrow();
    }

    private String outcome(WriteOutcome.Written sent, PhoneNumber phone) {
        return town.inTransaction(() -> db.sql("select state from outgoing_message where bulk_id = ? and citizen_id = ?").param(sent.broadcast().value())
            .param(town.citizen(phone).value()).query(String.class).optional().orElse(""));
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

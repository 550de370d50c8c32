// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.TestEnvironment;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TownTest
@NullMarked
class ConversationHttpTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Operators operators;
    @Autowired Citizens citizens;
    @Autowired JdbcClient db;

    @Test
    void anOperatorReadsAndAnswersWithPlainForms() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Il lampione di via <b>Roma</b> è spento");
        town.arrives(phone, new InboundContent.Other("image", "foto"), town.now(), "wamid." + Ids.next());
        var bruno = enter(town, Role.AGENT);
        var list = bruno.get(console(""));
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).contains("[foto]", "1 persona aspetta", phone.shown()).doesNotContain(phone.e164());
        var id = conversation();
        var thread = bruno.get(console("/" + id)).body();
        assertThat(thread).contains("Il lampione di via &lt;b&gt;Roma", "[foto]", "Risposta libera ancora", "Invia su WhatsApp");
        assertThat(bruno.post(console("/" + id + "/risposte"), console("/" + id), Map.of("testo", "Domani lo ripariamo.")).statusCode()).isEqualTo(302);
        assertThat(town.wordsSentTo(phone)).containsExactly("Domani lo ripariamo.");
        assertThat(bruno.get(console("/" + id)).body()).contains("Domani lo ripariamo.", "Bruno Neri", "In partenza");
        assertThat(bruno.get(console("")).body()).contains("Hai risposto a tutti");
        assertThat(bruno.get(console("?stato=tutte")).body()).contains("Risposta: Domani lo ripariamo.");
    }

    @Test
    @DisplayName("SF-16 AR-05: who reads a talk cannot choose or leave as the citizen: the link in her welcome is hers alone")
    void theLinkThatStandsForTheCitizenIsShownToNobodyElse() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "attiva comune amico");
        var link = Pattern.compile("/preferenze/([\\w-]+)").matcher(town.wordsSentTo(phone).getFirst());
        assertThat(link.find()).isTrue();
        town.citizenWrites(phone, "Quando apre la biblioteca?");
        var bruno = enter(town, Role.AGENT);
        assertThat(bruno.get(console("/" + conversation())).body()).contains("Benvenuto!", "/preferenze/…").doesNotContain(link.group(1));
    }

    @Test
    @DisplayName("PI-01: what a person calls herself on WhatsApp stands beside her number, in the list and above the talk")
    void theNameOfAProfileStandsBesideTheNumber() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "A che ora aprite?");
        town.inTown(() -> citizens.recognise(new WhatsAppIdentity(phone, "IT.1234567", "Maria <Bianchi>")));
        var bruno = enter(town, Role.AGENT);
        assertThat(bruno.get(console("")).body()).contains(phone.shown(), "· «Maria &lt;Bianchi&gt;»");
        assertThat(bruno.get(console("/" + conversation())).body()).contains(phone.shown(), "<span class=\"muted\">«Maria &lt;Bianchi&gt;»</span>");
    }

    @Test
    void afterADayTheTextIsKeptAndTheReasonIsSaid() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Una domanda sul mercato");
        var bruno = enter(town, Role.AGENT);
        var id = conversation();
        var form = console("/" + id);
        assertThat(bruno.post(form + "/risposte", form, Map.of("testo", "   ")).body()).contains("Scrivi la risposta");
        town.timePasses(Duration.ofHours(24).plusMinutes(1));
        var refused = bruno.post(form + "/risposte", console("?stato=tutte"), Map.of("testo", "Una risposta lunga e bella"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Non è partita", "Una risposta lunga e bella");
        var closed = bruno.get(form).body();
        assertThat(closed).contains("Sono passate 24 ore", "Risposta libera finita").doesNotContain("Invia su WhatsApp");
        assertThat(town.sentTo(phone)).isEmpty();
    }

    @Test
    void anAnswerOfWhichNobodyKnowsWhetherItArrivedGoesAgainOrIsLeftAsAnOperatorSays() {
        var id = askedOnce();
        var bruno = enter(town, Role.AGENT);
        var form = console("/" + id);
        var message = answers(bruno, form);
        lose(message, Duration.ofSeconds(1));
        assertThat(bruno.get(form).body()).as("a report may still come").contains("In verifica").doesNotContain("Manda di nuovo");
        lose(message, Duration.ofHours(1));
        assertThat(bruno.get(form).body()).contains("In verifica: non sappiamo se sia arrivato", "Manda di nuovo", "Lascia così", "due volte");
        assertThat(json(get(town, "/" + id + "/messages")).at("/items/1/status").asString()).isEqualTo("uncertain");
        var decide = form + "/verifica/" + message;
        assertThat(enter(town, Role.EDITOR).post(decide + "/rinvio", "/console/" + town.slug(), Map.of()).statusCode()).isEqualTo(403);
        var elsewhere = enter(otherTown, Role.AGENT);
        assertThat(elsewhere.post("/console/" + otherTown.slug() + "/messaggi/" + id + "/verifica/" + message + "/rinvio", "/console/" + otherTown.slug(), Map.of()).statusCode()).isEqualTo(404);
        assertThat(bruno.post(decide + "/rinvio", form, Map.of()).statusCode()).isEqualTo(302);
        assertThat(town.inTransaction(() -> db.sql("select state from send_queue").query(String.class).single())).isEqualTo("QUEUED");
        assertThat(bruno.get(form).body()).contains("In partenza", "ha rimandato un messaggio in verifica").doesNotContain("Manda di nuovo");
        lose(message, Duration.ofHours(1));
        assertThat(bruno.post(decide + "/chiusura", form, Map.of()).statusCode()).isEqualTo(302);
        assertThat(bruno.get(form).body()).contains("Non riuscito: Non sappiamo se sia arrivato", "ha lasciato così un messaggio in verifica").doesNotContain("Manda di nuovo");
        assertThat(town.inTransaction(() -> db.sql("select count(*) from send_queue").query(Integer.class).single())).isZero();
        bruno.post(decide + "/rinvio", form, Map.of());
        assertThat(town.inTransaction(() -> db.sql("select action from audit where action in ('conversation.send-again', 'conversation.give-up') order by id").query(String.class).list()))
            .as("once its fate is known nothing is decided").containsExactly("conversation.send-again", "conversation.give-up");
    }

    @Test
    void whoDecidesOnALostAnswerHoldsNoTalkThatAReportOfItWaitsFor() {
        var id = askedOnce();
        var bruno = enter(town, Role.AGENT);
        var form = console("/" + id);
        var message = answers(bruno, form);
        lose(message, Duration.ofHours(1));
        var click = town.inTransaction(() -> {
            db.sql("select message_id from send_queue where message_id = ? for update").param(message).query(java.util.UUID.class).single();
            var clicking = Thread.startVirtualThread(() -> bruno.post(form + "/verifica/" + message + "/rinvio", form, Map.of()));
            await().until(() -> db.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'update send_queue%'")
                .query(Long.class).single() > 0);
            db.sql("select id from conversation where id = ?::uuid for update nowait").param(id).query(java.util.UUID.class).single();
            return clicking;
        });
        await().until(() -> !click.isAlive());
        assertThat(bruno.get(form).body()).contains("ha rimandato un messaggio in verifica");
    }

    private String askedOnce() {
        town.citizenWrites(town.newPhone(), "Una domanda sul mercato");
        return conversation();
    }

    private java.util.UUID answers(Visitor operator, String form) {
        operator.post(form + "/risposte", form, Map.of("testo", "Il mercato è sabato."));
        return town.inTransaction(() -> db.sql("select message_id from send_queue").query(java.util.UUID.class).single());
    }

    /** As the sending engine leaves it. */
    private void lose(java.util.UUID message, Duration since) {
        town.inTransaction(() -> db.sql("update send_queue set state = 'UNCERTAIN', uncertain_since = now() - make_interval(secs => ?) where message_id = ?")
            .param(since.toSeconds()).param(message).update());
    }

    @Test
    void thePageIsToldOnlyOfWhatIsNew() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Una domanda sul mercato");
        var bruno = enter(town, Role.AGENT);
        var id = conversation();
        var again = Pattern.compile("hx-get=\"([^\"]+scambi[^\"]+)\"").matcher(bruno.get(console("/" + id)).body());
        assertThat(again.find()).isTrue();
        assertThat(bruno.get(again.group(1)).statusCode()).isEqualTo(204);
        town.citizenWrites(phone, "E un'altra ancora");
        assertThat(bruno.get(again.group(1)).body()).contains("E un").contains("hx-swap-oob").doesNotContain("<html");
    }

    @Test
    void whoWritesNoticesDoesNotReadMessages() {
        town.citizenWrites(town.newPhone(), "Una domanda sul mercato");
        var editor = enter(town, Role.EDITOR);
        assertThat(editor.get(console("")).statusCode()).isEqualTo(403);
        assertThat(editor.get(console("/" + conversation())).statusCode()).isEqualTo(403);
        assertThat(editor.get("/console/" + town.slug()).body()).doesNotContain("/messaggi");
    }

    @Test
    void aOneWayTownSaysThatNobodyReads() {
        town.like("bientina");
        town.citizenWrites(town.newPhone(), "Mi leggete?");
        assertThat(enter(town, Role.AGENT).get(console("")).body()).contains("invia solo avvisi").doesNotContain("Mi leggete");
        assertThat(json(get(town, "")).get("items").size()).isZero();
    }

    @Test
    void aProgramListsReadsAndAnswers() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Una domanda sul mercato");
        var item = json(get(town, "?state=waiting")).at("/items/0");
        assertThat(item.propertyNames()).contains("id", "channel", "contact", "last_message", "waiting_since", "operator");
        assertThat(item.get("contact").asString()).isEqualTo(phone.shown());
        var id = item.get("id").asString();
        var answer = post(town, "/" + id + "/messages", "{\"text\":\"C'è anche domani.\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(json(answer).get("status").asString()).isEqualTo("queued");
        var messages = json(get(town, "/" + id + "/messages")).get("items");
        assertThat(messages.get(0).get("direction").asString()).isEqualTo("in");
        assertThat(messages.get(1).at("/content/text").asString()).isEqualTo("C'è anche domani.");
        assertThat(json(get(town, "?state=waiting")).get("items").size()).isZero();
        assertThat(get(town, "?state=boh").statusCode()).isEqualTo(422);
        assertThat(post(town, "/" + id + "/messages", "{\"text\":\"\"}").statusCode()).isEqualTo(422);
        town.timePasses(Duration.ofHours(25));
        var late = post(town, "/" + id + "/messages", "{\"text\":\"Troppo tardi\"}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(json(late).get("code").asString()).isEqualTo("window-closed");
    }

    @Test
    void anotherTownsConversationIsNotFound() {
        town.citizenWrites(town.newPhone(), "Una domanda sul mercato");
        var id = conversation();
        otherTown.municipality();
        assertThat(get(otherTown, "/" + id + "/messages").statusCode()).isEqualTo(404);
        assertThat(post(otherTown, "/" + id + "/messages", "{\"text\":\"Ciao\"}").statusCode()).isEqualTo(404);
        assertThat(enter(otherTown, Role.ADMIN).get("/console/" + otherTown.slug() + "/messaggi/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void whereOnlyPeopleAnswerAProgramNamesThePersonWhoWrote() {
        town.like("pistoia");
        var phone = town.newPhone();
        town.citizenWrites(phone, "Serve l'appuntamento?");
        var email = email();
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        var path = "/" + conversation() + "/messages";
        assertThat(json(post(town, path, "{\"text\":\"No\"}")).get("code").asString()).isEqualTo("operator-required");
        var answer = post(town, path, "{\"text\":\"No\",\"operator\":\"" + email + "\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("operator").asString()).isEqualTo("Bruno Neri");
    }

    @Test
    @DisplayName("PI-06: only the members of an office see and answer its talks")
    void onlyMembersSeeTheTalksOfTheirOffice() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Una domanda riservata");
        var id = conversation();
        var bruno = enter(town, Role.AGENT);
        var admin = enter(town, Role.ADMIN);
        var office = town.municipality().offices().getFirst().code();
        var page = console("/risposte-pronte");
        var adminId = Pattern.compile("name=\"membri\" id=\"m-[^\"]+\" value=\"([^\"]+)\"").matcher(admin.get(page).body());
        assertThat(adminId.find()).isTrue();
        assertThat(bruno.get(console("/" + id)).statusCode()).isEqualTo(200);
        admin.post(console("/uffici/" + office), page, Map.of("membri", adminId.group(1), "obiettivo", "10", "avviso", "60"));
        var members = java.util.List.of(bruno, admin).stream().filter(it -> it.get(console("/" + id)).statusCode() == 200).toList();
        assertThat(members).hasSize(1);
        var stranger = members.getFirst() == bruno ? admin : bruno;
        assertThat(stranger.get(console("/" + id)).statusCode()).isEqualTo(404);
        assertThat(stranger.get(console("?stato=tutte")).body()).doesNotContain("Una domanda riservata");
        assertThat(stranger.post(console("/" + id + "/risposte"), console(""), Map.of("testo", "Rispondo io")).statusCode()).isEqualTo(404);
        assertThat(stranger.post(console("/" + id + "/presa"), console(""), Map.of()).statusCode()).isEqualTo(404);
        assertThat(town.sentTo(phone)).isEmpty();
    }

    @Test
    @DisplayName("PI-02: a call and somebody at the desk are written down in the same inbox, and counted by channel")
    void whoCallsOrComesIsWrittenDownInTheSameInbox() {
        town.like("pistoia");
        var bruno = enter(town, Role.AGENT);
        var form = console("/a-voce");
        assertThat(bruno.post(form, form, Map.of("canale", "PHONE", "numero", "boh", "domanda", "Serve <b>l’Isee</b>?")).body()).contains("Il numero non è scritto bene", "Serve &lt;b&gt;l’Isee");
        assertThat(bruno.post(form, form, Map.of("canale", "PHONE")).statusCode()).isEqualTo(422);
        assertThat(bruno.post(form, form, Map.of("canale", "DESK", "nome", "Signora con il cane", "domanda", "Dove si paga la Tari?", "risposta", "In tesoreria.")).statusCode()).isEqualTo(302);
        var closed = bruno.get(console("?stato=chiuse")).body();
        assertThat(closed).contains("Signora con il cane", "Sportello");
        assertThat(bruno.get(console("")).body()).contains("Hai risposto a tutti");
        var phone = town.newPhone();
        var waiting = bruno.post(form, form, Map.of("canale", "PHONE", "numero", phone.e164(), "domanda", "Mi richiamate?"));
        var talk = waiting.headers().firstValue("Location").orElseThrow();
        assertThat(bruno.get(talk).body()).contains("Al telefono: Mi richiamate?", "Nota interna", phone.shown(), "Telefono").doesNotContain("Invia su", phone.e164());
        assertThat(bruno.get(console("")).body()).contains("1 persona aspetta", "Scritto a mano");
        assertThat(bruno.post(talk + "/risposte", console(""), Map.of("testo", "Ciao")).statusCode()).isEqualTo(409);
        town.citizenWrites(phone, "Sono io, su WhatsApp");
        assertThat(bruno.get(talk).body()).as("by WhatsApp she can be answered").contains("Invia su WhatsApp", "Al telefono: Mi richiamate?");
        assertThat(Visitor.of(port).get("/" + town.slug() + "/numeri.csv").body()).contains(",desk,<5", ",phone,<5");
        assertThat(bruno.get(console("?cerca=tari")).body()).contains("Signora con il cane");
    }

    @Test
    void aStaleFormKeepsItsTextAndSaysWhy() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Una domanda sul mercato");
        var id = conversation();
        var form = console("/" + id);
        var bruno = enter(town, Role.AGENT);
        assertThat(bruno.post(form + "/risposte", form, Map.of("testo", "La prima", "versione", "0")).statusCode()).isEqualTo(302);
        var stale = enter(town, Role.AGENT).post(form + "/risposte", form, Map.of("testo", "La <b>seconda</b> \u202Eatled", "versione", "0"));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("un collega ha risposto", "La &lt;b&gt;seconda");
        assertThat(bruno.post(form + "/annullamento", form, Map.of()).body()).contains("Annullata", "La prima");
        assertThat(town.sentTo(phone)).isEmpty();
        var read = Pattern.compile("name=\"letto\" value=\"([^\"]+)\"").matcher(bruno.get(form).body());
        assertThat(read.find()).isTrue();
        town.citizenWrites(phone, "Aspettate, ho un’altra domanda");
        var unread = bruno.post(form + "/chiusura", form, Map.of("esito", "ELSEWHERE", "motivo", "Ha <b>telefonato", "letto", read.group(1)));
        assertThat(unread.statusCode()).isEqualTo(409);
        assertThat(unread.body()).contains("intanto è arrivato un altro messaggio", "Aspettate, ho un’altra domanda", "value=\"Ha &lt;b>telefonato", "value=\"ELSEWHERE\" selected");
        assertThat(bruno.post(form + "/chiusura", form, Map.of("esito", "NOT_NEEDED", "motivo", "prova")).statusCode()).isEqualTo(302);
        assertThat(bruno.get(console("?stato=chiuse")).body()).contains("Chiusa");
        assertThat(bruno.get(form + "/stampa").body()).contains("Una domanda sul mercato");
    }

    @Test
    void aProgramAssignsAndCloses() {
        town.citizenWrites(town.newPhone(), "Una domanda sul mercato");
        var id = conversation();
        var email = email();
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        assertThat(post(town, "/" + id + "/assignment", "{\"operator\":\"" + email + "\"}").statusCode()).isEqualTo(204);
        assertThat(json(get(town, "?state=taken")).at("/items/0/follower").asString()).isEqualTo("Bruno Neri");
        assertThat(post(town, "/" + id + "/closing", "{\"outcome\":\"boh\"}").statusCode()).isEqualTo(422);
        assertThat(post(town, "/" + id + "/closing", "{\"outcome\":\"not-needed\"}").statusCode()).isEqualTo(204);
        assertThat(json(get(town, "?state=closed")).at("/items/0/outcome").asString()).isEqualTo("not-needed");
    }

    private Visitor enter(Town where, Role role) {
        var email = email();
        operators.add(where.id(), email, "Bruno Neri", "una buona password", Set.of(role));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    private static String email() {
        return "bruno." + Ids.next() + "@comune.example";
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/messaggi" + below;
    }

    private String conversation() {
        return json(get(town, "")).at("/items/0/id").asString();
    }

    private HttpResponse<String> get(Town where, String below) {
        return Visitor.of(port).get("/api/v1/municipalities/" + where.slug() + "/conversations" + below, "Authorization", "Bearer " + TestEnvironment.API_KEY);
    }

    private HttpResponse<String> post(Town where, String below, String body) {
        return Visitor.of(port).postJson("/api/v1/municipalities/" + where.slug() + "/conversations" + below, body, "Authorization", "Bearer " + TestEnvironment.API_KEY);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}

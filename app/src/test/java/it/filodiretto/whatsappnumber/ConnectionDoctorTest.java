// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.alarm.Alarm;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.channel.AudienceSize;
import it.filodiretto.channel.Lanes;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.NumberCheck;
import it.filodiretto.meta.NumberSteps;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppNumber;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Ids;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import it.filodiretto.webhook.Bodies;
import it.filodiretto.webhook.MetaNewsDesk;
import it.filodiretto.webhook.SetAsideTable;
import it.filodiretto.webhook.WebhookCall;
import it.filodiretto.webhook.WebhookCallTable;
import it.filodiretto.webhook.WebhookCaller;
import it.filodiretto.webhook.WebhookController;
import it.filodiretto.whatsapptemplate.MetaTemplates;
import it.filodiretto.whatsapptemplate.TemplateAlarms;
import it.filodiretto.whatsapptemplate.TemplateSetUp;
import it.filodiretto.whatsapptemplate.TemplateTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Faults planted at Meta's side, one after the other, and what the doctor says of each. */
@TownTest
class ConnectionDoctorTest {

    /** What silences a number, so that somebody is called. */
    private static final Set<String> CALLING = Set.of("token-life", "token-scopes", "live-mode", "webhook-target", "app-subscribed");

    @LocalServerPort int port;
    @Autowired Clock clock;
    @Autowired Town town;
    @Autowired Municipalities municipalities;
    @Autowired NumberTable numbers;
    @Autowired TemplateTable templates;
    @Autowired TemplateAlarms templateAlarms;
    @Autowired WebhookCallTable calls;
    @Autowired SetAsideTable setAside;
    @Autowired ObjectProvider<AudienceSize> audience;
    @Autowired Lanes lanes;
    @Autowired MetaNewsDesk news;
    @Autowired Alarms raised;
    @Autowired Town otherTown;
    @Autowired JdbcClient db;
    private final HttpClient client = HttpClient.newHttpClient();
    private Simulator simulator;
    private Graph graph;
    private NumberSetUp setUp;
    private NumberChecks checks;
    private DoctorAlarms alarms;

    @BeforeEach
    void start() throws Exception {
        var ours = "http://127.0.0.1:" + port;
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(URI.create(ours + WebhookController.PATH)));
        var account = town.municipality().requireWhatsapp();
        simulator.addAccount(account.phoneNumberId(), account.businessAccountId(), account.displayNumber(), account.contactName());
        var meta = new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", "");
        var secrets = new WhatsAppSecrets(meta, municipalities);
        graph = new Graph(meta, new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        var at = new MetaAccount(graph, secrets);
        var steps = new NumberSteps(numbers);
        setUp = new NumberSetUp(at, numbers, steps, new TemplateSetUp(new MetaTemplates(at), templates, steps, templateAlarms), secrets, new Diagnoses(at, ours));
        checks = new NumberChecks(numbers, templates, secrets, lanes, news, new ConnectionDoctor(calls, setAside, audience, clock, ours), ours);
        alarms = new DoctorAlarms(checks, numbers, raised);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        graph.close();
        simulator.close();
    }

    private record Planted(String where, String fault, String repair, String check, String words) {}

    @Test
    @DisplayName("AR-01: the doctor names each planted fault and its remedy, and is content when it is put right")
    void eachPlantedFaultIsNamedWithItsRemedy() {
        town.subscribe(300);
        setUp.run(town.municipality());
        await().until(() -> {
            town.inTown(() -> setUp.readAll(town.municipality()));
            return checks().stream().noneMatch(it -> it.state() == NumberCheck.State.WRONG);
        });
        var number = "accounts/" + town.municipality().requireWhatsapp().phoneNumberId();
        for (var planted : List.of(
                new Planted(number, "{\"subscribed\":false}", "{\"subscribed\":true}", "app-subscribed", "non consegna ancora"),
                new Planted(number, "{\"registered\":false}", "{\"registered\":true}", "number", "non è collegato"),
                new Planted(number, "{\"coexistence\":true}", "{\"coexistence\":false}", "coexistence", "20 messaggi al secondo"),
                new Planted(number, "{\"calling\":\"ENABLED\"}", "{\"calling\":\"DISABLED\"}", "calling-off", "accese"),
                new Planted(number, "{\"override_callback_uri\":\"https://altrove.example/a\"}", "{\"override_callback_uri\":null}", "webhook-target", "del numero è https://altrove.example/a"),
                new Planted(number, "{\"business_override_callback_uri\":\"https://altrove.example/b\"}", "{\"business_override_callback_uri\":null}", "webhook-target", "dell’account è https://altrove.example/b"),
                new Planted(number, "{\"fields\":{\"quality_rating\":\"RED\"}}", "{\"fields\":{\"quality_rating\":null}}", "quality", "segnalato"),
                new Planted(number, "{\"fields\":{\"name_status\":\"DECLINED\"}}", "{\"fields\":{\"name_status\":null}}", "display-name", "non ha accettato il nome"),
                new Planted(number, "{\"fields\":{\"whatsapp_business_manager_messaging_limit\":\"TIER_250\"}}",
                    "{\"fields\":{\"whatsapp_business_manager_messaging_limit\":null}}", "reach", "Oggi puoi raggiungere 250 persone su 300"),
                new Planted("app", "{\"mode\":\"DEVELOPMENT\"}", "{\"mode\":\"LIVE\"}", "live-mode", "modalità sviluppo"),
                new Planted("app", "{\"scopes\":[\"whatsapp_business_management\"]}", "{\"scopes\":[\"whatsapp_business_management\",\"whatsapp_business_messaging\"]}",
                    "token-scopes", "manca il permesso whatsapp_business_messaging"),
                new Planted("app", "{\"token_ends_in\":\"-PT1S\"}", "{\"token_ends_in\":null}", "token-life", "Il token è scaduto o non è valido"),
                new Planted("app", "{\"token_ends_in\":\"PT72H\"}", "{\"token_ends_in\":null}", "token-life", "Il token scade"),
                new Planted("app", "{\"callback_url\":\"https://altrove.example/c\"}", "{\"callback_url\":null}", "webhook-target", "dell’app è https://altrove.example/c"))) {
            control(planted.where(), planted.fault());
            assertThat(look(planted.check())).as(planted.fault()).satisfies(it -> {
                assertThat(it.state()).isNotEqualTo(NumberCheck.State.OK);
                assertThat(it.words()).contains(planted.words());
                assertThat(it.remedy()).isNotEmpty();
            });
            assertThat(alarmed()).as("alarms of " + planted.fault())
                .matches(it -> CALLING.contains(planted.check()) ? it.size() == 1 && it.getFirst().contains(planted.words()) : it.isEmpty());
            control(planted.where(), planted.repair());
            assertThat(look(planted.check()).state()).as("after " + planted.repair()).isEqualTo(NumberCheck.State.OK);
            assertThat(alarmed()).as("after " + planted.repair()).isEmpty();
        }
    }

    @Test
    @DisplayName("AR-01: while Meta cannot be asked nothing is said to have broken")
    void silenceOfMetasIsNoFault() {
        setUp.run(town.municipality());
        assertThat(look("token-life").state()).isEqualTo(NumberCheck.State.OK);
        simulator.close();
        assertThat(look("token-life").state()).isEqualTo(NumberCheck.State.OK);
        assertThat(alarmed()).isEmpty();
    }

    @Test
    @DisplayName("AR-01: the doctor names a certificate that nobody accepts")
    void aBadCertificateIsNamed() {
        var account = town.municipality().requireWhatsapp();
        var at = new MetaAccount(graph, new WhatsAppSecrets(new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", ""), municipalities));
        var found = new Diagnoses(at, "https://127.0.0.1:" + port).of(account);
        assertThat(found.publicUrl()).isEqualTo("TLS");
        var secure = new ConnectionDoctor(calls, setAside, audience, clock, "https://comune.example");
        assertThat(town.<List<NumberCheck>>inTown(() -> secure.examine(account, WhatsAppNumber.unknown(), found))).filteredOn(it -> it.code().equals("public-address"))
            .singleElement().satisfies(it -> assertThat(it.words()).isEqualTo("Il certificato di https://comune.example non è valido: Meta non consegna niente."));
    }

    @Test
    @DisplayName("AR-01: the doctor says when Meta last brought something of this number, whatever it brings of others")
    void eachNumberIsHeardAlone() {
        assertThat(check("webhook").words()).isEqualTo("Di questo numero Meta non ci ha ancora scritto.");
        assertThat(posts(otherTown, "\"id\":\"wamid." + Ids.next() + "\",")).isEqualTo(200);
        await().until(() -> numbers.find(otherTown.municipality().requireWhatsapp().phoneNumberId()).map(WhatsAppNumber::heardAt).isPresent());
        assertThat(check("webhook").state()).isEqualTo(NumberCheck.State.WAITING);
        assertThat(posts(town, "\"id\":\"wamid." + Ids.next() + "\",")).isEqualTo(200);
        await().until(() -> check("webhook").state() == NumberCheck.State.OK);
        assertThat(check("webhook").words()).matches("Meta ci scrive di questo numero: l’ultima volta \\p{L}+ \\d+ .* alle \\d+:\\d\\d\\.");
    }

    @Test
    @DisplayName("AR-01: what could not be understood is counted for the town whose number it names")
    void refusedElementsAreTheTownsOwn() {
        var others = setAside.waiting(otherTown.municipality().requireWhatsapp());
        var ours = setAside.waiting(town.municipality().requireWhatsapp());
        assertThat(posts(town, "")).isEqualTo(200);
        await().until(() -> setAside.waiting(town.municipality().requireWhatsapp()) == ours + 1);
        assertThat(check("set-aside").state()).isEqualTo(NumberCheck.State.WAITING);
        assertThat(setAside.waiting(otherTown.municipality().requireWhatsapp())).isEqualTo(others);
    }

    /** In a transaction that is not committed: no worker takes the call, and no other test sees the alarm. */
    @Test
    @DisplayName("AR-01: the doctor says for how long what Meta brought has been waiting")
    void aBacklogIsNamed() {
        town.inTransaction(() -> {
            var first = new UUID(0, 1);
            calls.insert(List.of(new WebhookCall(first, Instant.now().minusSeconds(181), true, null, new byte[] {1})));
            assertThat(check("backlog")).satisfies(it -> {
                assertThat(it.state()).isEqualTo(NumberCheck.State.WRONG);
                assertThat(it.words()).contains("aspetta da 3 min");
            });
            return db.sql("delete from webhook_call where id = ?").param(first).update();
        });
        assertThat(check("backlog").state()).isEqualTo(NumberCheck.State.OK);
    }

    @Test
    @DisplayName("AR-01: a clock that a setting has moved makes nothing wait longer or shorter")
    void aMovedClockHidesNoBacklogAndInventsNone() {
        town.timePasses(Duration.ofHours(2));
        town.inTransaction(() -> {
            var first = new UUID(0, 2);
            calls.insert(List.of(new WebhookCall(first, town.now().minusSeconds(181), true, null, new byte[] {1})));
            assertThat(check("backlog").words()).contains("aspetta da 3 min");
            return db.sql("delete from webhook_call where id = ?").param(first).update();
        });
    }

    private NumberCheck check(String code) {
        return checks().stream().filter(it -> it.code().equals(code)).findFirst().orElseThrow();
    }

    /** @param id the field of that name; empty: there is none, which nobody understands */
    private int posts(Town to, String id) {
        return new WebhookCaller(port).post(Bodies.of(to.municipality().requireWhatsapp().phoneNumberId(), "\"messages\":[{\"from\":\"" + town.newPhone().digits() + "\"," + id
            + "\"timestamp\":\"" + town.now().getEpochSecond() + "\",\"type\":\"text\",\"text\":{\"body\":\"ciao\"}}]"));
    }

    /** Looks twice, as the timer and the page do: an alarm is one alarm. */
    private List<String> alarmed() {
        return town.inTown(() -> {
            alarms.look(town.municipality());
            alarms.look(town.municipality());
            return raised.open().stream().filter(it -> it.cause().startsWith("doctor ")).map(Alarm::words).toList();
        });
    }

    private NumberCheck look(String code) {
        town.inTown(() -> setUp.readAll(town.municipality()));
        return checks().stream().filter(it -> it.code().equals(code)).findFirst().orElseThrow();
    }

    private List<NumberCheck> checks() {
        return town.inTown(() -> checks.of(town.municipality()));
    }

    private void control(String where, String json) {
        try {
            var answer = client.send(HttpRequest.newBuilder(URI.create(simulator.url() + "/_control/" + where)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(json + " " + answer.body()).isLessThan(300);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.channel.Lanes;
import it.filodiretto.channel.NoticeTemplates;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.NumberCheck;
import it.filodiretto.meta.NumberSteps;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.simulator.Account;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import it.filodiretto.webhook.Bodies;
import it.filodiretto.webhook.MetaNewsDesk;
import it.filodiretto.webhook.SetAsideTable;
import it.filodiretto.webhook.WebhookCallTable;
import it.filodiretto.webhook.WebhookCaller;
import it.filodiretto.webhook.WebhookController;
import it.filodiretto.whatsapptemplate.MetaTemplates;
import it.filodiretto.whatsapptemplate.StandardTemplate;
import it.filodiretto.whatsapptemplate.TemplateAlarms;
import it.filodiretto.whatsapptemplate.TemplateSetUp;
import it.filodiretto.whatsapptemplate.TemplateTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Set-up against the simulator; its template webhooks come to the program under test. */
@TownTest
class NumberSetUpTest {

    @LocalServerPort int port;
    @Autowired Clock clock;
    @Autowired Town town;
    @Autowired Municipalities municipalities;
    @Autowired NumberTable numbers;
    @Autowired TemplateTable templates;
    @Autowired WebhookCallTable calls;
    @Autowired Lanes lanes;
    @Autowired MetaNewsDesk news;
    @Autowired NoticeTemplates notices;
    @Autowired TemplateAlarms templateAlarms;
    @Autowired SetAsideTable setAside;
    @Autowired org.springframework.beans.factory.ObjectProvider<it.filodiretto.channel.AudienceSize> audience;
    private Simulator simulator;
    private Account account;
    private Graph graph;
    private NumberSetUp setUp;
    private NumberChecks checks;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(URI.create("http://127.0.0.1:" + port + WebhookController.PATH)));
        var account = town.municipality().requireWhatsapp();
        this.account = simulator.addAccount(account.phoneNumberId(), account.businessAccountId(), account.displayNumber(), account.contactName());
        use(simulator.url(), "token");
    }

    private void use(URI url, String token) throws Exception {
        var meta = new MetaSettings(url, "v26.0", "app-secret", "", token, "");
        var secrets = new WhatsAppSecrets(meta, municipalities);
        graph = new Graph(meta, new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        var account = new MetaAccount(graph, secrets);
        var steps = new NumberSteps(numbers);
        setUp = new NumberSetUp(account, numbers, steps, new TemplateSetUp(new MetaTemplates(account), templates, steps, templateAlarms), secrets,
            new Diagnoses(account, "http://127.0.0.1:" + port));
        var doctor = new ConnectionDoctor(calls, setAside, audience, clock, "http://127.0.0.1:" + port);
        checks = new NumberChecks(numbers, templates, secrets, lanes, news, doctor, "http://127.0.0.1:" + port);
    }

    @AfterEach
    void stop() throws Exception {
        graph.close();
        simulator.close();
    }

    @Test
    void afterSetUpAndMetasApprovalTheNumberIsReady() {
        assertThat(standing().ready()).isFalse();
        setUp.run(town.municipality());
        await().until(() -> standing().ready());
        assertThat(checks()).extracting(NumberCheck::state).doesNotContain(NumberCheck.State.WRONG);
        assertThat(notice().approved()).isTrue();
        assertThat(notice().template().words()).startsWith("Avviso del Comune di Santa Fiora.").contains("*Manca l’acqua*", "Oggi — via Roma", "scrivi STOP");
        setUp.run(town.municipality());
        assertThat(standing().ready()).isTrue();
    }

    @Test
    @DisplayName("AR-06: calls that were on are switched off by the set-up")
    void setUpSwitchesCallsOff() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(URI.create(simulator.url() + "/_control/accounts/" + account.phoneNumberId())).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"calling\":\"ENABLED\"}")).build(), HttpResponse.BodyHandlers.discarding());
        }
        town.inTown(() -> setUp.refresh(town.municipality()));
        assertThat(check(NumberCheck.CALLING).state()).isEqualTo(NumberCheck.State.WRONG);
        setUp.run(town.municipality());
        assertThat(account.calling()).isEqualTo("DISABLED");
        town.inTown(() -> setUp.readAll(town.municipality()));
        assertThat(check(NumberCheck.CALLING).state()).isEqualTo(NumberCheck.State.OK);
    }

    @Test
    void aTemplateThatMetaPausesOrMovesIsKnownByWebhook() {
        setUp.run(town.municipality());
        await().until(() -> standing().ready());
        var account = town.municipality().requireWhatsapp().businessAccountId();
        new WebhookCaller(port).post(Bodies.change(account, "message_template_status_update", """
            {"event":"PAUSED","message_template_id":1,"message_template_name":"avviso_generale","message_template_language":"it-IT","reason":null}"""));
        await().until(() -> !notice().approved());
        assertThat(standing().ready()).isFalse();
        assertThat(check(NumberCheck.TEMPLATES).words()).contains("in pausa");
        new WebhookCaller(port).post(Bodies.change(account, "message_template_status_update", """
            {"event":"APPROVED","message_template_name":"avviso_generale","message_template_language":"it"}"""));
        await().until(() -> notice().approved());
    }

    @Test
    void aWrongTokenIsACheckAndNoError() throws Exception {
        use(simulator.url(), "wrong");
        setUp.run(town.municipality());
        assertThat(check(NumberCheck.TOKEN)).satisfies(it -> {
            assertThat(it.state()).isEqualTo(NumberCheck.State.WRONG);
            assertThat(it.remedy()).isNotEmpty();
        });
        assertThat(standing().ready()).isFalse();
    }

    @Test
    void withoutATokenOrWithoutMetaTheChecksSaySo() throws Exception {
        use(simulator.url(), "");
        setUp.run(town.municipality());
        assertThat(check(NumberCheck.TOKEN).words()).startsWith("Manca il token");
        use(URI.create("http://127.0.0.1:9"), "token");
        setUp.run(town.municipality());
        assertThat(check(NumberCheck.NUMBER).words()).isEqualTo("Meta non risponde in questo momento. Riprova tra qualche minuto.");
        assertThat(check(NumberCheck.NUMBER).state()).isEqualTo(NumberCheck.State.WRONG);
    }

    @Test
    void aTextTooLongForTheTemplateIsShortenedVisiblyAndItsLinkStays() {
        var chosen = town.inTown(() -> notices.forNotice(new NoticeTemplates.Notice("T".repeat(200), "parola ".repeat(300),
            "https://example.org/avvisi/1", MetaCategory.UTILITY, false)));
        assertThat(chosen.shortened()).isTrue();
        assertThat(chosen.template().words()).contains(" …").contains("https://example.org/avvisi/1").hasSizeLessThanOrEqualTo(1024 + 1 + StandardTemplate.FOOTER.length());
    }

    @Test
    void civilProtectionFallsBackOnTheGeneralTemplate() {
        setUp.run(town.municipality());
        await().until(() -> standing().ready());
        assertThat(civilProtection()).isEqualTo("avviso_protezione_civile");
        templates.changeStatus(town.municipality().requireWhatsapp().businessAccountId(), "avviso_protezione_civile", "it", "PAUSED", null);
        assertThat(civilProtection()).isEqualTo("avviso_generale");
    }

    private String civilProtection() {
        return town.inTown(() -> notices.forNotice(new NoticeTemplates.Notice("a", "b", "https://c.it", MetaCategory.UTILITY, true))).template().name();
    }

    private NoticeTemplates.Chosen notice() {
        return town.inTown(() -> notices.forNotice(new NoticeTemplates.Notice("Manca l’acqua", "Oggi\nvia Roma", "https://example.org/1", MetaCategory.UTILITY, false)));
    }

    private ChannelApiController.Standing standing() {
        town.inTown(() -> setUp.refresh(town.municipality()));
        return ChannelApiController.Standing.of(checks());
    }

    private List<NumberCheck> checks() {
        return town.inTown(() -> checks.of(town.municipality()));
    }

    private NumberCheck check(String code) {
        return checks().stream().filter(it -> it.code().equals(code)).findFirst().orElseThrow();
    }
}

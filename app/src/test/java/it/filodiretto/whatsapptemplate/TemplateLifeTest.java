// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.NumberSteps;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import it.filodiretto.webhook.Bodies;
import it.filodiretto.webhook.WebhookCaller;
import it.filodiretto.webhook.WebhookController;
import it.filodiretto.whatsapp.FarNumber;
import it.filodiretto.whatsapp.UploadedMedia;
import it.filodiretto.whatsapp.WhatsAppChannel;
import it.filodiretto.whatsapp.WhatsAppNoticeTemplates;
import it.filodiretto.whatsappnumber.Diagnoses;
import it.filodiretto.whatsappnumber.NumberSetUp;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@TownTest
class TemplateLifeTest {

    private static final TemplateDraft DRAFT = new TemplateDraft("rifiuti_calendario", "UTILITY", "Domani {{giorno}} si raccoglie {{rifiuto}} in tutto il paese.", "Comune",
        "giorno=lunedì\nrifiuto=la carta");

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Municipalities municipalities;
    @Autowired NumberTable numbers;
    @Autowired TemplateTable templates;
    @Autowired TemplateAlarms templateAlarms;
    @Autowired Alarms alarms;
    @Autowired WhatsAppNoticeTemplates notices;
    @Autowired Operators operators;
    @Autowired FarNumber.Records records;
    @Autowired UploadedMedia files;
    private Simulator simulator;
    private Graph graph;
    private TemplateSetUp setUp;
    private TemplateDesk desk;
    private String account = "";

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(URI.create("http://127.0.0.1:" + port + WebhookController.PATH)));
        var number = town.municipality().requireWhatsapp();
        account = number.businessAccountId();
        simulator.addAccount(number.phoneNumberId(), account, number.displayNumber(), number.contactName());
        var meta = new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", "");
        var secrets = new WhatsAppSecrets(meta, municipalities);
        graph = new Graph(meta, new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        var at = new MetaAccount(graph, secrets);
        var steps = new NumberSteps(numbers);
        var ofMeta = new MetaTemplates(at);
        setUp = new TemplateSetUp(ofMeta, templates, steps, templateAlarms);
        desk = new TemplateDesk(ofMeta, templates, setUp);
        new NumberSetUp(at, numbers, steps, setUp, secrets, new Diagnoses(at, "http://127.0.0.1:" + port)).run(town.municipality());
    }

    @AfterEach
    void stop() throws Exception {
        graph.close();
        simulator.close();
    }

    @Test
    @DisplayName("AR-06: a template is made, approved by webhook, changed, re-categorised, archived and deleted")
    void fromDraftToDeletion() {
        for (var part : List.of("{\"type\":\"carousel\",\"cards\":[]}", "{\"type\":\"LIMITED_TIME_OFFER\"}", "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"COPY_CODE\",\"text\":\"Copia\"}]}")) {
            var ofShops = TemplateDefinition.read(Fields.MAPPER.readTree("{\"components\":[{\"type\":\"BODY\",\"text\":\"Saldi\"}," + part + "]}"));
            assertThat(ofShops.misfit(filled(Map.of()))).as(part).contains("da negozio, che da qui non si riempiono");
            var stored = new StoredTemplate("it", "1", new TemplateStatus("saldi", "MARKETING", "APPROVED", null), null, ofShops, false);
            assertThat(desk.edit(town.municipality(), stored, DRAFT)).as(part).contains("modificalo in WhatsApp Manager");
        }
        assertThat(DRAFT.flaws()).isEmpty();
        assertThat(desk.create(town.municipality(), DRAFT)).isNull();
        await().until(() -> {
            setUp.read(town.municipality());
            return find().status().isUsable();
        });
        assertThat(find().definition()).isNotNull().satisfies(it -> assertThat(it.blanks()).containsExactly("giorno", "rifiuto"));
        assertThat(desk.create(town.municipality(), DRAFT)).startsWith("C’è già un modello con questo nome");
        var changed = new TemplateDraft("rifiuti_calendario", "UTILITY", "Domani {{giorno}} passa il camion in tutto il paese.", "", "giorno=lunedì");
        assertThat(desk.edit(town.municipality(), find(), changed)).isNull();
        await().until(() -> {
            setUp.read(town.municipality());
            var definition = find().definition();
            return find().status().isUsable() && definition != null && definition.blanks().equals(List.of("giorno"));
        });
        simulator.templates().recategorise(account, "rifiuti_calendario", "MARKETING");
        await().until(() -> find().status().category().equals("MARKETING"));
        desk.archive(town.municipality(), find(), true);
        assertThat(find().stateWord()).isEqualTo("Archiviato");
        assertThat(desk.delete(town.municipality(), find())).isNull();
        await().until(() -> {
            setUp.read(town.municipality());               // its approval may be told after its end
            return desk.find(town.municipality(), "rifiuti_calendario").isEmpty();
        });
        assertThat(desk.delete(town.municipality(), desk.find(town.municipality(), "avviso_generale").orElseThrow())).contains("non si può cancellare");
    }

    @Test
    @DisplayName("AR-06: a notice's template that Meta pauses or makes promotional raises an alarm, which ends with the cause")
    void whatHappensToTheNoticesTemplatesIsAnAlarm() {
        await().until(() -> desk.find(town.municipality(), "avviso_generale").orElseThrow().status().isUsable());
        simulator.templates().status(account, "avviso_generale", "PAUSED");
        await().until(() -> words().stream().anyMatch(it -> it.contains("in pausa")));
        simulator.templates().status(account, "avviso_generale", "APPROVED");
        await().until(() -> words().isEmpty());
        simulator.templates().recategorise(account, "avviso_generale", "MARKETING");
        await().until(() -> words().stream().anyMatch(it -> it.contains("ora costa di più")));
    }

    @Test
    @DisplayName("AR-06: a notice's template that Meta rejects is shown with the reason, and calls who must act")
    void aRejectedTemplateIsShownAndCallsForSomebody() {
        await().until(() -> desk.find(town.municipality(), "avviso_generale").orElseThrow().status().isUsable());
        tell("message_template_status_update", "{\"event\":\"REJECTED\",\"message_template_name\":\"avviso_generale\",\"message_template_language\":\"it\",\"reason\":\"SCAM\"}");
        var reason = "Meta ha rifiutato il modello: il testo le sembra un raggiro. Chiedi una revisione in Meta Business.";
        await().until(() -> words().stream().anyMatch(it -> it.startsWith("Gli avvisi non partono con") && it.endsWith(reason)));
        var email = "anna@" + town.slug() + ".example";
        operators.add(town.id(), email, "Anna Rossi", "una frase lunga", Set.of(Role.ADMIN));
        var anna = Visitor.of(port);
        anna.login(email, "una frase lunga");
        assertThat(anna.get("/console/" + town.slug() + "/impostazioni/whatsapp/modelli/avviso_generale").body()).contains("il testo le sembra un raggiro");
    }

    @Test
    @DisplayName("PI-09: a code goes to nobody who hides the number: it is refused before Meta is called")
    void aCodeGoesToNobodyWithoutANumber() {
        templates.put(account, town.id(), new TemplateStatus(WhatsAppCodeTemplates.NAME, "AUTHENTICATION", "APPROVED", null), templates.now());
        var secrets = new WhatsAppSecrets(new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", ""), municipalities);
        var real = new WhatsAppChannel(graph, secrets, municipalities, records.rates(), records.links(), records.counts(), files, records.fit());
        var code = new MessageContent.Template(WhatsAppCodeTemplates.NAME, "it", List.of(new MessageContent.Parameter("1", "123456")), "Il codice");
        var before = simulator.acceptedCount();
        var outcome = town.<SendOutcome>inTown(() -> real.send(town.lane(), new OutgoingMessage(new MessageId(Ids.next(), LocalDate.of(2026, 11, 24)), new Address(null, "IT.13"), code)));
        assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Refused.class, it -> {
            assertThat(it.code()).isEqualTo("131062");
            assertThat(it.reason()).startsWith("Questo messaggio si può mandare solo a chi mostra il suo numero di telefono.");
        });
        assertThat(simulator.acceptedCount()).isEqualTo(before);
    }

    @Test
    void whatAWebhookTellsWhileMetaIsAskedIsNotOverwrittenByTheOlderAnswer() {
        await("Meta's own approval").until(() -> desk.find(town.municipality(), "avviso_generale").orElseThrow().status().isUsable());
        var usual = desk.find(town.municipality(), "avviso_generale").orElseThrow();
        var pending = new StoredTemplate("it", usual.id(), new TemplateStatus("avviso_generale", "UTILITY", "PENDING", null), null, usual.definition(), false);
        var asked = templates.now();
        templates.changeStatus(account, "avviso_generale", "it", "APPROVED", null);
        templates.store(account, town.id(), pending, asked);
        templates.put(account, town.id(), pending.status(), asked);
        templates.forgetOthers(account, List.of(), asked);
        assertThat(desk.find(town.municipality(), "avviso_generale").orElseThrow().status().isUsable()).isTrue();
        templates.store(account, town.id(), pending, templates.now());
        assertThat(desk.find(town.municipality(), "avviso_generale").orElseThrow().status().isWaiting()).isTrue();
    }

    @Test
    void anApprovalThatComesBeforeTheTemplateIsWrittenDownIsKept() {
        var asked = templates.now();
        tell("message_template_status_update", "{\"event\":\"APPROVED\",\"message_template_name\":\"mai_visto\",\"message_template_language\":\"it\"}");
        await().until(() -> desk.find(town.municipality(), "mai_visto").isPresent());
        templates.put(account, town.id(), new TemplateStatus("mai_visto", "UTILITY", "PENDING", null), asked);
        assertThat(desk.find(town.municipality(), "mai_visto").orElseThrow().status().isUsable()).isTrue();
    }

    @Test
    @DisplayName("AR-06: what Meta does to the account is an alarm, and keeps notices back, until Meta undoes it")
    void whatMetaDoesToTheAccountIsAnAlarm() {
        tell("account_update", "{\"event\":\"ACCOUNT_RESTRICTION\",\"restriction_info\":[{\"restriction_type\":\"RESTRICTED_ADD_PHONE_NUMBER_ACTION\"}]}");
        await().until(() -> words().size() == 1);
        assertThat(hindrance()).as("notices leave all the same").isNull();
        tell("account_update", "{\"event\":\"ACCOUNT_RESTRICTION\",\"restriction_info\":[{\"restriction_type\":\"RESTRICTED_BIZ_INITIATED_MESSAGING\",\"expiration\":1795513200}]}");
        await().until(() -> words().stream().anyMatch(it -> it.startsWith("Meta non lascia mandare avvisi: si può solo rispondere a chi scrive, fino a ")));
        assertThat(words()).as("one alarm for both").hasSize(1);
        assertThat(hindrance()).startsWith("Meta non lascia mandare avvisi");
        tell("account_update", "{\"event\":\"ACCOUNT_RESTRICTION\",\"restriction_info\":[]}");
        tell("account_update", "{\"event\":\"DISABLED_UPDATE\",\"ban_info\":{\"waba_ban_state\":\"SCHEDULE_FOR_DISABLE\"}}");
        await().untilAsserted(() -> assertThat(words()).singleElement().asString().startsWith("Meta bloccherà l’account"));
        assertThat(hindrance()).as("not yet").isNull();
        tell("account_update", "{\"event\":\"DISABLED_UPDATE\",\"ban_info\":{\"waba_ban_state\":\"DISABLE\",\"waba_ban_date\":\"November 22, 2026\"}}");
        await().untilAsserted(() -> assertThat(words()).singleElement().asString().startsWith("Meta ha bloccato l’account"));
        assertThat(hindrance()).startsWith("Meta ha bloccato l’account");
        tell("account_update", "{\"event\":\"DISABLED_UPDATE\",\"ban_info\":{\"waba_ban_state\":\"REINSTATE\"}}");
        await().until(() -> words().isEmpty());
        assertThat(hindrance()).isNull();
    }

    private @Nullable String hindrance() {
        return town.inTown(notices::hindrance);
    }

    @Test
    @DisplayName("AR-06, SF-15: what Meta tells of the account, the number and the templates is read in Italian; who must act is called, until it is over or seen")
    void whatMetaTellsIsReadInItalian() {
        var number = town.municipality().requireWhatsapp();
        var email = "anna@" + town.slug() + ".example";
        operators.add(town.id(), email, "Anna Rossi", "una frase lunga", Set.of(Role.ADMIN));
        var anna = Visitor.of(port);
        anna.login(email, "una frase lunga");
        await().until(() -> {
            setUp.read(town.municipality());
            return desk.find(town.municipality(), "avviso_generale").orElseThrow().status().isUsable();
        });
        numbers.changeLimit(number.phoneNumberId(), "TIER_2K");
        var shown = "{\"display_phone_number\":\"" + number.digits() + "\",";
        tell("account_alerts", "{\"alert_type\":\"INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO\",\"alert_description\":\"x\"}");
        tell("account_review_update", "{\"decision\":\"REJECTED\"}");
        tell("phone_number_name_update", shown + "\"decision\":\"REJECTED\",\"requested_verified_name\":\"Ufficio\",\"rejection_reason\":\"NAME_NOT_CLEAR\"}");
        tell("phone_number_quality_update", shown + "\"event\":\"FLAGGED\",\"current_limit\":\"TIER_2K\"}");
        tell("business_capability_update", "{\"max_daily_conversations_per_business\":\"TIER_250\"}");
        tell("message_template_quality_update", "{\"message_template_name\":\"avviso_generale\",\"message_template_language\":\"it\",\"new_quality_score\":\"RED\"}");
        tell("message_template_components_update", "{\"message_template_name\":\"avviso_generale\",\"message_template_language\":\"it\",\"message_template_element\":\"Altro {{testo}} qui.\"}");
        tell("security", shown + "\"event\":\"PIN_RESET_REQUEST\"}");
        tell("security", "{\"display_phone_number\":\"39000\",\"event\":\"PIN_CHANGED\"}");
        tell("account_update", "{\"event\":\"VERIFIED_ACCOUNT\"}");
        tell("business_username_update", shown + "\"username\":\"comunediprova\",\"status\":\"approved\"}");
        var page = "/console/" + town.slug() + "/impostazioni/whatsapp";
        var words = List.of("Meta chiede altri documenti", "l’ha rifiutato", "Meta ha rifiutato il nome «Ufficio» (NAME_NOT_CLEAR)", "Troppe persone hanno segnalato i messaggi",
            "a 250 persone in 24 ore: sono meno di prima", "Molte persone hanno segnalato il modello «avviso_generale»", "Qualcuno ha chiesto di togliere il PIN");
        await().untilAsserted(() -> assertThat(anna.get(page).body()).contains(words).contains("Il testo del modello «avviso_generale» è cambiato", "Meta ha verificato il Comune",
            "«comunediprova»", "Ho letto quello che dice Meta").doesNotContain("Il PIN del numero è stato cambiato"));
        assertThat(words()).hasSize(words.size());
        assertThat(desk.find(town.municipality(), "avviso_generale").orElseThrow().definition()).isNotNull().satisfies(it -> assertThat(it.body()).isEqualTo("Altro {{testo}} qui."));
        assertThat(anna.post(page + "/presa-visione", page, Map.of()).statusCode()).isEqualTo(302);
        tell("account_review_update", "{\"decision\":\"APPROVED\"}");
        tell("phone_number_name_update", shown + "\"decision\":\"APPROVED\",\"requested_verified_name\":\"Comune di prova\"}");
        tell("phone_number_quality_update", shown + "\"event\":\"UNFLAGGED\"}");
        tell("message_template_quality_update", "{\"message_template_name\":\"avviso_generale\",\"message_template_language\":\"it\",\"new_quality_score\":\"GREEN\"}");
        await().until(() -> words().isEmpty());
        assertThat(anna.get(page).body()).contains("Meta ha accettato il nome «Comune di prova»").doesNotContain("Ho letto quello che dice Meta");
    }

    private void tell(String field, String value) {
        assertThat(new WebhookCaller(port).post(Bodies.change(account, field, value))).isEqualTo(200);
    }

    @Test
    void whatDoesNotFitTheDefinitionIsSaidBeforeTheCall() {
        var named = new TemplateDefinition(true, null, null, "Domani {{giorno}} si raccoglie {{rifiuto}} qui.", null, List.of());
        assertThat(named.misfit(filled(Map.of("giorno", "lunedì", "rifiuto", "carta")))).isNull();
        assertThat(named.misfit(filled(Map.of("giorno", "lunedì")))).isEqualTo("Il modello «x» vuole i campi giorno, rifiuto.");
        assertThat(named.misfit(filled(Map.of("giorno", " ", "rifiuto", "carta")))).contains("è vuoto");
        assertThat(named.misfit(filled(Map.of("giorno", "a".repeat(1020), "rifiuto", "carta")))).contains("ne accetta 1024");
        var counted = new TemplateDefinition(false, "IMAGE", null, "Il {{1}} alle {{2}}.", null, List.of());
        assertThat(counted.misfit(filled(Map.of("1", "lunedì", "2", "9")))).endsWith("vuole una foto.");
        assertThat(DRAFT.flaws()).isEmpty();
        assertThat(new TemplateExtras("TEXT", "{{a}} e {{b}}", "Sì\nSì\nVai: http://\nUn pulsante che non finisce mai\nChiama: abc").flaws()).hasSize(5);
        assertThat(TemplateExtras.of(new TemplateDefinition(true, "TEXT", "Avviso", "x", null, List.of("Vai"), List.of(new TemplateButton("URL", "Vai", "https://x.it/{{1}}")))))
            .isEqualTo(new TemplateExtras("TEXT", "Avviso", "Vai: https://x.it/{{1}}"));
        assertThat(TemplateSample.of(new byte[] {'%', 'P', 'D', 'F'}, "IMAGE")).isEmpty();
        assertThat(new TemplateDraft("Nome Sbagliato", "ALTRO", "{{a}} {{B}}", "{{x}}", "").flaws()).hasSizeGreaterThan(4);
    }

    @Test
    void theConsoleShowsThemAndSaysWhatIsWrongWithADraft() {
        await().until(() -> {
            setUp.read(town.municipality());
            return desk.find(town.municipality(), "avviso_generale").orElseThrow().status().isUsable();
        });
        var email = "anna@" + town.slug() + ".example";
        operators.add(town.id(), email, "Anna Rossi", "una frase lunga", Set.of(Role.ADMIN));
        var anna = Visitor.of(port);
        anna.login(email, "una frase lunga");
        var here = "/console/" + town.slug() + "/impostazioni/whatsapp/modelli";
        assertThat(anna.get(here).body()).contains("avviso_generale", "Accettato", "Servizio", "Ancora senza giudizio", "[titolo]");
        assertThat(anna.get(here + "/avviso_generale").body()).contains("Cambia e chiedi di nuovo").doesNotContain("Cancella da Meta");
        var answer = anna.post(here, here + "/nuovo", Map.of("nome", "Sbagliato", "categoria", "UTILITY", "testo", "{{a}} ciao"));
        assertThat(answer.statusCode()).isEqualTo(422);
        var withPicture = anna.postFile(here, here + "/nuovo", Map.of("nome", "con_foto", "categoria", "UTILITY", "testo", "Il camion passa domani.", "sopra", "IMAGE", "pulsanti", "Vai: boh boh"),
            "esempio", "foto.txt", new byte[] {'x'});
        assertThat(withPicture.body()).contains("Scegli un esempio per chi approva", "Il numero del pulsante «Vai»", "value=\"IMAGE\" selected");
        assertThat(answer.body()).contains("Il nome ha solo lettere minuscole").contains("non può cominciare né finire con un campo");
    }

    private static MessageContent.Template filled(Map<String, String> values) {
        return new MessageContent.Template("x", "it", values.entrySet().stream().map(it -> new MessageContent.Parameter(it.getKey(), it.getValue())).toList(), "…");
    }

    private StoredTemplate find() {
        return desk.find(town.municipality(), "rifiuti_calendario").orElseThrow();
    }

    private List<String> words() {
        return town.inTown(() -> alarms.open()).stream().map(it -> it.words()).toList();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.TestEnvironment;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.channel.Lanes;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.Verdict;
import it.filodiretto.meta.WhatsAppErrors;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.outbox.BulkOrder;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.sending.ScriptedChannel;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.simulator.Fault;
import it.filodiretto.simulator.FaultKind;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import it.filodiretto.simulator.StatusRules;
import it.filodiretto.webhook.WebhookController;
import it.filodiretto.whatsapptemplate.StandardTemplate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole table of Meta's errors, through the engine, with the simulator at the far end: told at once, and told later by a status. */
@TownTest
@Import(ScriptedChannel.class)
class ErrorTableTest {

    private static final Pattern NEXT = Pattern.compile("/esiti\\?dopo=([^\"]+)\"");
    private static final MessageContent.Template TEMPLATE = new MessageContent.Template("avviso", "it",
        List.of(new MessageContent.Parameter("testo", "Manca l’acqua.")), "Avviso: Manca l’acqua. Grazie.", MetaCategory.UTILITY);
    private static final MessageContent.Template NEWS = new MessageContent.Template("novita", "it",
        List.of(new MessageContent.Parameter("testo", "Torna la sagra.")), "Novità: Torna la sagra. Grazie.", MetaCategory.MARKETING);

    private static final Set<Verdict.Kind> STOPPING = EnumSet.of(Verdict.Kind.NUMBER, Verdict.Kind.TEMPLATE, Verdict.Kind.ALL_LATER);

    @LocalServerPort int port;
    @Autowired ObjectProvider<Town> towns;
    @Autowired ScriptedChannel channel;
    @Autowired Bulks bulks;
    @Autowired Outbox outbox;
    @Autowired Lanes lanes;
    @Autowired Alarms alarms;
    @Autowired Operators operators;
    @Autowired JdbcClient db;
    private final List<Town> used = new ArrayList<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private Simulator simulator;
    private Graph graph;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(URI.create("http://127.0.0.1:" + port + WebhookController.PATH)));
        graph = new Graph(new MetaSettings(simulator.url(), "v26.0", "", "", "", ""),
            new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 64, Duration.ofSeconds(5)));
    }

    @AfterEach
    void stop() throws Exception {
        used.forEach(it -> channel.forget(it.lane()));
        simulator.close();
        graph.close();
    }

    @Test
    @DisplayName("AR-03: each error of Meta's that answers a send has its verdict and sentence")
    void eachAnswerIsUnderstood() {
        var town = newTown();
        WhatsAppErrors.codes().stream().filter(ErrorTableTest::isCertain).sorted().forEach(code -> {
            simulator.faults().set(Fault.of(FaultKind.REFUSED).code(code).times(1).number(town.lane().account()));
            assertThat(post(town, message(town))).as("answer " + code).isEqualTo(verdict(code).outcome());
        });
    }

    /** In one sending, each person with an error of her own; where one stops the sending or the number, in a sending or a town of its own. */
    @Test
    @DisplayName("AR-03: an error that answers a send shows its sentence, and what follows from it")
    void toldAtOnce() {
        var town = newTown();
        var codes = new ConcurrentHashMap<PhoneNumber, Integer>();
        WhatsAppErrors.codes().stream().filter(it -> isCertain(it) && !STOPPING.contains(verdict(it).kind())).forEach(it -> codes.put(town.newPhone(), it));
        var together = Set.copyOf(codes.values());
        refusing(town, it -> codes.getOrDefault(it.to().phone(), 0));
        var sent = send(town, List.copyOf(codes.keySet()), TEMPLATE);
        var single = new HashMap<Integer, Sent>();
        WhatsAppErrors.codes().stream().filter(it -> isCertain(it) && verdict(it).kind() == Verdict.Kind.TEMPLATE).forEach(it -> {
            var phone = town.newPhone();
            codes.put(phone, it);
            single.put(it, send(town, List.of(phone), TEMPLATE));
        });
        for (var code : List.of(190, 368, 131031, 131042, 130429)) {
            var own = newTown();
            refusing(own, _ -> code);
            single.put(code, send(own, List.of(own.newPhone()), TEMPLATE));
        }
        await().untilAsserted(() -> {
            var seen = outcomes(sent);
            together.forEach(code -> expect(code, seen.get(String.valueOf(code))));
            single.forEach(this::expectAlone);
        });
    }

    private void expectAlone(int code, Sent one) {
        expect(code, outcomes(one).get(String.valueOf(code)));
        switch (verdict(code).kind()) {
            case TEMPLATE -> assertThat(one.town().inTown(() -> bulks.find(one.bulk()).orElseThrow()).pauseReason()).isEqualTo(verdict(code).words());
            case NUMBER -> assertThat(alarmWords(one.town())).as("alarms of " + code).containsExactly(verdict(code).words());
            default -> assertThat(alarmWords(one.town())).isEmpty();
        }
    }

    private static OutgoingMessage message(Town town) {
        return new OutgoingMessage(new MessageId(Ids.next(), LocalDate.of(2026, 11, 22)), new Address(town.newPhone(), null), TEMPLATE);
    }

    /** The page of outcomes with all that follow it. */
    private static String pagesOf(Visitor reader, String address) {
        var pages = new StringBuilder(reader.get(address).body());
        for (var next = NEXT.matcher(pages); next.find(); next = NEXT.matcher(pages.substring(pages.lastIndexOf("<!doctype")))) {
            pages.append(reader.get(address + "?dopo=" + next.group(1)).body());
        }
        return pages.toString();
    }

    @Test
    @DisplayName("AR-03: each error that a status tells after the answer 200 shows its sentence on the page, in the file and to programs")
    void toldLater() {
        var town = newTown();
        var codes = WhatsAppErrors.codes().stream().filter(it -> it != 0 && verdict(it).kind() != Verdict.Kind.WINDOW).sorted().toList();
        accepting(town);
        var phones = town.subscribe(codes.size());
        for (int i = 0; i < codes.size(); i++) {
            simulator.phone(phones.get(i).e164()).failsWith(codes.get(i));
        }
        simulator.statuses(StatusRules.Flow.KEPT);
        var id = sendNotice(town);
        await().until(() -> simulator.acceptedCount() == codes.size());
        simulator.statuses(StatusRules.Flow.ON);
        var anna = administrator(town);
        await().untilAsserted(() -> {
            var file = anna.get("/console/" + town.slug() + "/avvisi/" + id + "/esiti.csv").body();
            codes.forEach(code -> assertThat(file).contains("Non riuscito").contains(";" + code + ";" + verdict(code).words()));
        });
        var api = Visitor.of(port).get("/api/v1/municipalities/" + town.slug() + "/broadcasts/" + broadcast(town), "Authorization", "Bearer " + TestEnvironment.API_KEY).body();
        codes.forEach(code -> assertThat(api).contains(verdict(code).words()));
        assertThat(pagesOf(anna, "/console/" + town.slug() + "/avvisi/" + id + "/esiti")).contains(verdict(codes.getFirst()).sentence());
        var stops = codes.stream().filter(it -> verdict(it).kind() == Verdict.Kind.NUMBER).map(it -> verdict(it).words()).toList();
        assertThat(alarmWords(town)).containsExactlyInAnyOrderElementsOf(stops);
        assertThat(anna.get("/console/" + town.slug() + "/allarmi").body()).contains(stops.getFirst());
    }

    @Test
    void anErrorToldLaterStopsTheNumberAndOneMessageTriesItAgain() {
        var town = newTown();
        accepting(town);
        var phones = town.subscribe(2);
        phones.forEach(it -> simulator.phone(it.e164()).failsWith(131042));
        var first = send(town, phones, TEMPLATE);
        await().until(() -> outcomes(first).containsKey("131042") && alarmWords(town).size() == 1);
        await().until(() -> db.sql("select probe_at > now() + interval '30 seconds' from sender_lane where id = ?").param(town.lane().id().value()).query(Boolean.class).single());
        await().pollDelay(Duration.ofMillis(1_700)).until(() -> true);
        var second = send(town, List.of(town.newPhone(), town.newPhone(), town.newPhone()), TEMPLATE);
        var before = simulator.acceptedCount();
        await().during(Duration.ofMillis(700)).until(() -> simulator.acceptedCount() == before);
        simulator.statuses(StatusRules.Flow.KEPT);
        town.inTown(() -> lanes.tryAgain(ChannelKind.WHATSAPP));
        await().until(() -> simulator.acceptedCount() == before + 1);
        await().during(Duration.ofMillis(500)).until(() -> simulator.acceptedCount() == before + 1);
        simulator.statuses(StatusRules.Flow.ON);
        await().until(() -> town.inTown(() -> bulks.find(second.bulk()).orElseThrow()).finishedAt() != null);
        assertThat(simulator.acceptedCount()).isEqualTo(before + 3);
        assertThat(alarmWords(town)).isEmpty();
    }

    @Test
    void aWindowThatClosesOnTheWayIsNoFailureTheTemplateGoesInstead() {
        var town = newTown();
        accepting(town);
        simulator.change(it -> it.limits(it.limits().windowAnswersLate(true)));
        var phone = town.newPhone();
        var rosa = town.citizenWrites(phone, "Buongiorno");
        var by = Origin.by(new OperatorId(Ids.next()));
        var id = town.inTransaction(() -> outbox.send(rosa, new MessageContent.Text("Le rispondo subito"), TEMPLATE, by, Priority.ANSWER));
        await().until(() -> simulator.accepted().stream().filter(it -> id.opaque().equals(it.opaque())).count() == 2);
        await().until(() -> state(town, id.id()).equals("DELIVERED"));
        var alone = town.inTransaction(() -> outbox.send(rosa, new MessageContent.Text("Senza modello"), by));
        await().until(() -> state(town, alone.id()).equals("FAILED"));
        assertThat(town.inTransaction(() -> db.sql("select failed_reason from outgoing_message where id = ?").param(alone.id()).query(String.class).single()))
            .isEqualTo("Sono passate più di 24 ore dall’ultimo messaggio di questa persona. Ora si può mandare solo un modello.");
    }

    @Test
    void whoHadTooManyPromotionsIsSparedForADayWhoRefusedThemForGoodAndServiceGoesOn() {
        var town = newTown();
        accepting(town);
        var phones = town.subscribe(4);
        var codes = List.of(131049, 131050, 131026, 130472);
        for (int i = 0; i < 4; i++) {
            simulator.phone(phones.get(i).e164()).failsWith(codes.get(i));
        }
        var first = send(town, phones, NEWS);
        await().until(() -> outcomes(first).keySet().containsAll(Set.of("131049", "131050", "131026", "130472")));
        phones.forEach(it -> simulator.phone(it.e164()).failsWith(0));
        assertThat(reached(send(town, phones, NEWS))).as("promotional, at once").containsOnly(phones.get(3));
        assertThat(reached(send(town, phones, TEMPLATE))).as("of service, at once").containsOnly(phones.get(0), phones.get(1), phones.get(3));
        assertThat(reached(send(town, phones, TEMPLATE, Priority.CIVIL_PROTECTION))).as("civil protection").containsExactlyInAnyOrderElementsOf(phones);
        town.timePasses(Duration.ofHours(25));
        assertThat(reached(send(town, phones, NEWS))).as("promotional, a day later").containsOnly(phones.get(0), phones.get(3));
        simulator.phone(phones.get(2).e164()).failsWith(131026);
        town.timePasses(Duration.ofDays(3));
        var again = send(town, phones, TEMPLATE);
        await().until(() -> outcomes(again).containsKey("131026"));
        town.timePasses(Duration.ofDays(30));
        assertThat(reached(send(town, phones, TEMPLATE))).as("once more was enough").doesNotContain(phones.get(2));
        town.citizenWrites(phones.get(2), "Ci sono");
        simulator.phone(phones.get(2).e164()).failsWith(0);
        assertThat(reached(send(town, phones, TEMPLATE))).as("who writes is there").contains(phones.get(2));
    }

    private record Sent(Town town, BulkId bulk, Map<CitizenId, PhoneNumber> phones) {}

    private record Seen(String state, String reason) {}

    private static Verdict verdict(int code) {
        return WhatsAppErrors.ofStatus(code);
    }

    /**
     * Where Meta answers 5xx nobody can be certain that the message was refused (ADR 0005): only a status tells. With 0 the
     * simulator means its usual code.
     */
    private static boolean isCertain(int code) {
        return !Set.of(0, 1, 2, 3, 131000, 131016, 131045, 131057, 133000, 133004).contains(code);
    }

    private static void expect(int code, @Nullable Seen seen) {
        var verdict = verdict(code);
        if (seen == null) {
            throw new AssertionError("No outcome of " + code + " yet");
        }
        assertThat(seen.state()).as("state after " + code).isEqualTo(switch (verdict.kind()) {
            case LATER, ALL_LATER, NUMBER, TEMPLATE -> "QUEUED";
            default -> "FAILED";
        });
        assertThat(seen.reason()).contains(verdict.sentence());
    }

    private Town newTown() {
        var town = towns.getObject();
        var account = town.municipality().requireWhatsapp();
        simulator.addAccount(account.phoneNumberId(), account.businessAccountId(), account.displayNumber(), account.contactName());
        simulator.templates().approved(account.businessAccountId(), "avviso", "it", "UTILITY", "Avviso: {{testo}} Grazie.");
        simulator.templates().approved(account.businessAccountId(), "novita", "it", "MARKETING", "Novità: {{testo}} Grazie.");
        used.add(town);
        return town;
    }

    private void accepting(Town town) {
        channel.script(town.lane(), 0, message -> post(town, message));
    }

    private void refusing(Town town, java.util.function.ToIntFunction<OutgoingMessage> code) {
        channel.script(town.lane(), 0, message -> {
            oneAtATime.lock();
            try {
                simulator.faults().set(Fault.of(FaultKind.REFUSED).code(code.applyAsInt(message)).times(1).number(town.lane().account()));
                return post(town, message);
            } finally {
                oneAtATime.unlock();
            }
        });
    }

    private SendOutcome post(Town town, OutgoingMessage message) {
        return WhatsAppChannel.outcome(graph.post(town.lane().account() + "/messages", "token", MessageJson.write(message)));
    }

    private Sent send(Town town, List<PhoneNumber> phones, MessageContent.Template content) {
        return send(town, phones, content, Priority.NOTICE);
    }

    private Sent send(Town town, List<PhoneNumber> phones, MessageContent.Template content, Priority priority) {
        var id = new BulkId(Ids.next());
        var people = phones.stream().collect(Collectors.toMap(town::citizen, it -> it));
        town.inTransaction(() -> {
            bulks.open(new BulkOrder(id, ChannelKind.WHATSAPP, null, content, priority, Origin.automatic(AutomaticKind.NOTICE), people.size(), Instant.now()));
            bulks.add(id, List.copyOf(people.keySet()));
            bulks.filled(id, people.size());
            return id;
        });
        return new Sent(town, id, people);
    }

    /** By Meta's code. */
    private Map<String, Seen> outcomes(Sent sent) {
        return sent.town().inTown(() -> bulks.outcomes(sent.bulk(), null, 1_000)).stream().filter(it -> it.code() != null)
            .collect(Collectors.toMap(it -> String.valueOf(it.code()), it -> new Seen(it.state(), String.valueOf(it.reason())), (a, _) -> a));
    }

    /** To whom it went, once the sending is over. */
    private List<PhoneNumber> reached(Sent sent) {
        await().until(() -> sent.town().inTown(() -> bulks.find(sent.bulk()).map(BulkState::finishedAt)).isPresent());
        await().until(() -> sent.town().inTown(() -> bulks.find(sent.bulk()).orElseThrow()).counts().sent() == 0
            && sent.town().inTown(() -> bulks.find(sent.bulk()).orElseThrow()).counts().accepted() == 0);
        return sent.town().inTown(() -> bulks.outcomes(sent.bulk(), null, 100)).stream().filter(it -> it.state().equals("DELIVERED"))
            .map(it -> sent.phones().get(it.citizen())).toList();
    }

    private List<String> alarmWords(Town town) {
        return town.inTown(() -> alarms.open()).stream().map(it -> it.words()).toList();
    }

    private String state(Town town, java.util.UUID message) {
        return town.inTransaction(() -> db.sql("select state from outgoing_message where id = ?").param(message).query(String.class).single());
    }

    /** By the API, to all subscribers. @return the notice's id */
    private String sendNotice(Town town) {
        var account = town.municipality().requireWhatsapp().businessAccountId();
        for (var template : StandardTemplate.values()) {
            simulator.templates().approved(account, template.templateName(), "it", "UTILITY", template.body(town.municipality()));
            db.sql("""
                    insert into whatsapp_template (business_account_id, name, language, municipality_id, category, status)
                    values (?, ?, 'it', ?, 'UTILITY', 'APPROVED') on conflict do nothing""")
                .param(account).param(template.templateName()).param(town.id().value()).update();
        }
        var answer = Visitor.of(port).postJson("/api/v1/municipalities/" + town.slug() + "/notices", """
            {"title":"Manca l'acqua","text":"Torna verso le 15.","topic":"strade","send":"now"}""", "Authorization", "Bearer " + TestEnvironment.API_KEY);
        assertThat(answer.statusCode()).isEqualTo(201);
        return Fields.MAPPER.readTree(answer.body()).get("id").asString();
    }

    private String broadcast(Town town) {
        return town.inTransaction(() -> db.sql("select id from broadcast limit 1").query(String.class).single());
    }

    private Visitor administrator(Town town) {
        var email = "anna@" + town.slug() + ".example";
        operators.add(town.id(), email, "Anna Rossi", "una frase lunga", Set.of(Role.ADMIN));
        var anna = Visitor.of(port);
        anna.login(email, "una frase lunga");
        return anna;
    }
}

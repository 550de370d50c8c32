// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merges;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.correspondence.Line;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.intake.IdentityLinks;
import it.filodiretto.media.Media;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.vault.Vault;
import it.filodiretto.webhook.Bodies;
import it.filodiretto.webhook.SetAsideTable;
import it.filodiretto.webhook.WebhookBatch;
import it.filodiretto.webhook.WebhookCall;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;

/** Who somebody is, whatever Meta tells of them: numbers, business-scoped ids, both, and what changes. */
@TownTest
class IdentityTest {

    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Vault vault;
    @Autowired WebhookBatch batch;
    @Autowired SetAsideTable setAside;
    @Autowired Citizens citizens;
    @Autowired Merges merges;
    @Autowired Inbound inbound;
    @Autowired Outbox outbox;
    @Autowired Correspondence correspondence;
    @Autowired Deliveries deliveries;
    @Autowired FarNumber.Records records;
    @Autowired Media media;
    @Autowired Municipalities municipalities;
    @Autowired Clock clock;
    @Autowired PlatformTransactionManager transactions;
    @Autowired IdentityLinks links;
    @Autowired Subscriptions subscriptions;
    private String number = "";
    private PhoneNumber phone = new PhoneNumber("+393470000000");
    private String userId = "";

    @BeforeEach
    void settle() {
        number = town.municipality().requireWhatsapp().phoneNumberId();
        phone = town.newPhone();
        userId = "IT." + Ids.next().toString().replace("-", "");
    }

    @Test
    void aUserIdAloneThenWithTheNumberIsOnePerson() {
        text(null, userId, "uno");
        text(phone, userId, "due");
        text(null, userId, "tre");
        text(phone, null, "quattro");
        assertThat(authors()).hasSize(1);
        assertThat(address().phone()).isEqualTo(phone);
        assertThat(address().userId()).isEqualTo(userId);
    }

    @Test
    void aUserIdThatStandsWhereTheNumberStandsIsAUserId() {
        take("\"messages\":[{\"from\":\"" + userId + "\",\"id\":\"wamid." + Ids.next() + "\",\"timestamp\":\"" + town.now().getEpochSecond()
            + "\",\"type\":\"text\",\"text\":{\"body\":\"ciao\"}}]");
        text(null, userId, "ancora");
        assertThat(authors()).hasSize(1);
        assertThat(address().phone()).isNull();
    }

    @Test
    void whoChangesNumberStaysWhoSheIsAndTheOldNumberBecomesAnothers() {
        text(phone, userId, "ATTIVA COMUNE AMICO");
        var before = authors().iterator().next();
        var next = town.newPhone();
        system(phone, "user_changed_number", "\"wa_id\":\"" + next.digits() + "\",\"user_id\":\"" + userId + "2\"");
        text(next, userId + "2", "Ciao, ho cambiato numero");
        assertThat(authors()).containsExactly(before);
        assertThat(address().phone()).isEqualTo(next);
        assertThat(town.inTown(() -> subscriptions.isSubscribed(before))).isTrue();
        text(phone, null, "Buongiorno, questo numero ora è mio");
        assertThat(authors()).hasSize(2);
    }

    @Test
    void whoHasWrittenFromTheNewNumberBeforeMetaTellsBecomesOneAndTheOldNumberIsFree() {
        text(phone, null, "ATTIVA COMUNE AMICO");
        var next = town.newPhone();
        text(next, null, "Ciao");
        system(phone, "user_changed_number", "\"wa_id\":\"" + next.digits() + "\"");
        assertThat(authors()).hasSize(1);
        assertThat(town.inTown(() -> subscriptions.isSubscribed(town.citizen(next)))).isTrue();
        assertThat(town.inTown(() -> citizens.find(phone))).isEmpty();
    }

    @Test
    @DisplayName("AR-01: that a person has another number or telephone stands in words among her messages; of strangers nobody is told")
    void whatWhatsAppSaysOfAPersonStandsAmongHerMessages() {
        text(phone, userId, "Buongiorno");
        var next = town.newPhone();
        system(phone, "user_changed_number", "\"wa_id\":\"" + next.digits() + "\"");
        system(next, "customer_identity_changed", "\"identity\":{\"acknowledged\":true,\"created_timestamp\":1795513200,\"hash\":\"abc\"}");
        system(town.newPhone(), "customer_identity_changed", "\"identity\":{\"hash\":\"abc\"}");
        var person = authors().iterator().next();
        assertThat(authors()).hasSize(1);
        assertThat(town.inTown(() -> correspondence.of(person, null, 10)).stream().map(Line::words)).containsExactlyInAnyOrder("Buongiorno",
            "[WhatsApp dice che questa persona ha cambiato numero di telefono]",
            "[WhatsApp dice che questa persona ha cambiato telefono o reinstallato WhatsApp: prima di parlare di cose riservate, chiedi chi è]");
    }

    @Test
    @DisplayName("AR-01: who hides her number and gives it by the button is the one who had that number before")
    void theNumberThatWasAskedForIsHerOwn() {
        text(phone, null, "ATTIVA COMUNE AMICO");
        var subscriber = authors().iterator().next();
        text(null, userId, "Mi richiamate?");
        take("\"messages\":[{\"from_user_id\":\"" + userId + "\",\"id\":\"wamid." + Ids.next() + "\",\"timestamp\":\"" + town.now().getEpochSecond()
            + "\",\"type\":\"contacts\",\"origin\":\"contact_request\",\"contacts\":[{\"phones\":[{\"phone\":\"" + phone.e164() + "\",\"wa_id\":\"" + phone.digits() + "\"}]}]}]");
        assertThat(authors()).containsExactly(subscriber);
        assertThat(address()).isEqualTo(new Address(phone, userId));
        assertThat(wordsOf(subscriber)).contains("[il suo numero] " + phone.shown());
    }

    @Test
    @DisplayName("SF-11: what the telephone app echoes, old talks, and a quoted join word subscribe nobody")
    void whatIsNoMessageOfNowSubscribesNobody() {
        text(phone, null, "Buongiorno");
        var word = "ATTIVA COMUNE AMICO";
        var at = town.now().getEpochSecond();
        var message = "{\"from\":\"" + phone.digits() + "\",\"to\":\"" + phone.digits() + "\",\"id\":\"wamid." + Ids.next() + "\",\"timestamp\":\"" + at
            + "\",\"type\":\"text\",\"text\":{\"body\":\"" + word + "\"}}";
        take("\"message_echoes\":[" + message + "]", "smb_message_echoes");
        take("\"history\":[{\"metadata\":{\"phase\":0,\"chunk_order\":1,\"progress\":100},\"threads\":[{\"id\":\"" + phone.digits() + "\",\"messages\":[" + message + "]}]}]", "history");
        take("\"messages\":[" + message.replace("\"type\":\"text\"", "\"context\":{\"id\":\"wamid.x\",\"body\":\"" + word + "\"},\"type\":\"text\"").replace("{\"body\":\"" + word + "\"}}", "{\"body\":\"che cosa vuol dire?\"}}") + "]");
        assertThat(wordsOf(town.citizen(phone))).containsExactlyInAnyOrder("Buongiorno", "che cosa vuol dire?");
        assertThat(town.inTown(() -> subscriptions.isSubscribed(town.citizen(phone)))).isFalse();
    }

    @Test
    void aRenewedUserIdIsTheSamePerson() {
        text(null, userId, "uno");
        batch("{\"user_id_update\":[{\"user_id\":{\"previous\":\"" + userId + "\",\"current\":\"" + userId + "N\"},\"timestamp\":1}]}", "user_id_update");
        text(null, userId + "N", "due");
        assertThat(authors()).hasSize(1);
        system(null, "user_changed_user_id", "\"user_id\":\"IT.nobody\"");
        assertThat(authors()).hasSize(1);
    }

    @Test
    void aRenewedUserIdIsHeardByEachTownOfTheAccount() {
        text(null, userId, "uno");
        otherTown.sharesAccountWith(town);
        var here = town.inTown(() -> citizens.recognise(new WhatsAppIdentity(null, userId, null)));
        var there = otherTown.inTown(() -> citizens.recognise(new WhatsAppIdentity(null, userId, null)));
        batch("{\"user_id_update\":[{\"user_id\":{\"previous\":\"" + userId + "\",\"current\":\"" + userId + "N\"},\"timestamp\":1}]}", "user_id_update");
        assertThat(town.inTown(() -> citizens.find(new WhatsAppIdentity(null, userId + "N", null)))).hasValue(here);
        assertThat(otherTown.inTown(() -> citizens.find(new WhatsAppIdentity(null, userId + "N", null)))).hasValue(there);
    }

    @ParameterizedTest
    @CsvSource({"+5511987654321, +551187654321", "+5215512345678, +525512345678", "+5491123456789, +541123456789"})
    void theSpellingsOfThreeCountriesAreOnePerson(String one, String other) {
        text(new PhoneNumber(one), null, "uno");
        text(new PhoneNumber(other), null, "due");
        assertThat(authors()).hasSize(1);
        assertThat(address().phone()).isEqualTo(new PhoneNumber(other));
        links.respelled(town.id(), new PhoneNumber(other), new PhoneNumber(one));
        assertThat(address().phone()).isEqualTo(new PhoneNumber(one));
    }

    @ParameterizedTest
    @CsvSource({"+551187654321, +5511987654321", "+5215512345678, +525512345678", "+541123456789, +5491123456789"})
    void aListNamesWhoIsKnownByAnotherSpellingOfHerNumber(String written, String listed) {
        text(new PhoneNumber(written), null, "uno");
        var line = new Subscriptions.ImportLine(listed, null, "modulo");
        assertThat(town.inTown(() -> subscriptions.importAll(List.of(line))).created()).isOne();
        assertThat(town.inTown(() -> subscriptions.isSubscribed(authors().iterator().next()))).isTrue();
        assertThat(town.inTown(() -> subscriptions.importAll(List.of(line))).known()).isOne();
        text(new PhoneNumber(written), null, "due");
        assertThat(authors()).hasSize(1);
        assertThat(town.inTown(subscriptions::active)).isOne();
    }

    @Test
    void anItalianNumberHasOneSpelling() {
        assertThat(phone.variants()).containsExactly(phone);
    }

    @Test
    void anOperatorTakesAMergeBackAndItStaysSo() {
        text(phone, null, "sono la prima");
        text(null, userId, "ATTIVA COMUNE AMICO");
        var both = authors();
        text(phone, userId, "siamo una");
        var one = authors().iterator().next();
        assertThat(authors()).hasSize(1);
        assertThat(town.inTown(() -> subscriptions.isSubscribed(one))).isTrue();
        town.inTown(() -> merges.part(merges.into(one).getFirst().id(), null));
        assertThat(authors()).isEqualTo(both);
        assertThat(wordsOf(one)).containsExactlyInAnyOrder("sono la prima", "siamo una");
        assertThat(town.inTown(() -> subscriptions.isSubscribed(one))).isFalse();
        var other = both.stream().filter(it -> !it.equals(one)).findFirst().orElseThrow();
        assertThat(town.inTown(() -> subscriptions.isSubscribed(other))).isTrue();
        text(phone, userId, "WhatsApp insiste");
        assertThat(authors()).isEqualTo(both);
    }

    @Test
    void whoLeftWhileTheyWereOneHasLeftAsBoth() {
        text(phone, null, "ATTIVA COMUNE AMICO");
        text(null, userId, "ATTIVA COMUNE AMICO");
        var both = authors();
        text(phone, userId, "STOP");
        town.inTown(() -> merges.part(merges.into(authors().iterator().next()).getFirst().id(), null));
        assertThat(both).hasSize(2).allSatisfy(it -> assertThat(town.inTown(() -> subscriptions.isSubscribed(it))).isFalse());
    }

    @Test
    void whoWantsNoPromotionalMessagesSaysSoInWhatsAppAndStaysSubscribed() {
        text(phone, null, "ATTIVA COMUNE AMICO");
        var citizen = authors().iterator().next();
        prefer("stop");
        assertThat(town.inTransaction(() -> outbox.refusesMarketing(citizen))).isTrue();
        assertThat(town.inTown(() -> subscriptions.isSubscribed(citizen))).isTrue();
        prefer("resume");
        assertThat(town.inTransaction(() -> outbox.refusesMarketing(citizen))).isFalse();
    }

    @Test
    void whatOneOfTwoRefusedThePersonRefusesWhenTheyAreOne() {
        text(phone, null, "una");
        text(null, userId, "due");
        take("\"user_preferences\":[{\"user_id\":\"" + userId + "\",\"category\":\"marketing_messages\",\"value\":\"stop\"}]", "user_preferences");
        links.learn(town.id(), phone.digits(), userId);
        links.writeSome();
        assertThat(authors()).hasSize(1);
        assertThat(town.inTransaction(() -> outbox.refusesMarketing(authors().iterator().next()))).isTrue();
    }

    @Test
    @DisplayName("2.9: of two choices the one that she made last counts, not the one that is told last")
    void whatAPersonChoseLastCountsInWhicheverOrderItIsTold() {
        text(phone, null, "buongiorno");
        var person = authors().iterator().next();
        var noon = town.now().minus(Duration.ofHours(2)).getEpochSecond();
        prefer("resume", noon + 60);
        prefer("stop", noon);
        assertThat(town.inTransaction(() -> outbox.refusesMarketing(person))).as("she wanted them again a minute later").isFalse();
        text(phone, null, "ancora io");
        prefer("stop", noon + 30);
        assertThat(town.inTransaction(() -> outbox.refusesMarketing(person))).as("her message forgets nothing").isFalse();
        prefer("stop", noon + 120);
        prefer("resume", noon + 90);
        assertThat(town.inTransaction(() -> outbox.refusesMarketing(person))).isTrue();
    }

    private void prefer(String value, long at) {
        take("\"user_preferences\":[{\"wa_id\":\"" + phone.digits() + "\",\"category\":\"marketing_messages\",\"value\":\"" + value + "\",\"timestamp\":" + at + "}]", "user_preferences");
    }

    private void prefer(String value) {
        take("\"user_preferences\":[{\"wa_id\":\"" + phone.digits() + "\",\"category\":\"marketing_messages\",\"value\":\"" + value + "\"}]", "user_preferences");
    }

    @Test
    void numbersAndIdsSeenTogetherInReportsMakeOneOfTwo() {
        text(phone, null, "uno");
        text(null, userId, "due");
        links.learn(town.id(), phone.digits(), userId);
        links.writeSome();
        assertThat(authors()).hasSize(1);
    }

    @Test
    void whoAnswersAMessageOfOursIsWhomItWasSentTo() {
        var known = town.citizen(phone);
        var sent = sent(known);
        text(null, userId, "ATTIVA COMUNE AMICO");
        assertThat(authors()).doesNotContain(known);
        answer(userId, sent, "grazie");
        assertThat(authors()).containsExactly(known);
        assertThat(address()).isEqualTo(new Address(phone, userId));
        assertThat(town.inTown(() -> subscriptions.isSubscribed(known))).isTrue();
    }

    @Test
    void anAnswerFromAnotherIdThanTheOneWeKnowMakesNobodyAnother() {
        text(phone, userId, "uno");
        var known = authors().iterator().next();
        answer(userId + "X", sent(known), "chi scrive?");
        assertThat(authors()).hasSize(2);
        assertThat(town.inTown(() -> citizens.addresses(List.of(known))).get(known)).isEqualTo(new Address(phone, userId));
    }

    @Test
    void aStatusThatNamesNumberAndIdMakesThemOnePerson() {
        var sent = sent(town.citizen(phone));
        take("\"statuses\":[{\"id\":\"" + sent + "\",\"status\":\"delivered\",\"timestamp\":\"" + town.now().getEpochSecond()
            + "\",\"recipient_id\":\"" + phone.digits() + "\",\"recipient_user_id\":\"" + userId + "\"}]");
        links.writeSome();
        text(null, userId, "buongiorno");
        assertThat(authors()).containsExactly(town.citizen(phone));
    }

    @Test
    void theAnswerToASendTellsWhoHasTheNumber() throws Exception {
        var known = town.citizen(phone);
        try (var simulator = Simulator.start(SimulatorSettings.forTests())) {
            var account = town.municipality().requireWhatsapp();
            simulator.addAccount(number, account.businessAccountId(), account.displayNumber(), account.contactName());
            simulator.phone(phone.e164()).chat(number).write("Buongiorno");
            var meta = new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", "");
            try (var graph = new Graph(meta, new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)))) {
                var secrets = new WhatsAppSecrets(meta, municipalities);
                var files = new UploadedMedia(media, records.uploads(), graph, secrets, municipalities, clock, transactions);
                var channel = new WhatsAppChannel(graph, secrets, municipalities, records.rates(), records.links(), records.counts(), files, records.fit());
                var message = new OutgoingMessage(new MessageId(Ids.next(), LocalDate.now(ZoneOffset.UTC)), new Address(phone, null), new MessageContent.Text("Buongiorno"));
                assertThat(channel.send(town.lane(), message)).isInstanceOfSatisfying(SendOutcome.Accepted.class,
                    it -> userId = Objects.requireNonNull(Objects.requireNonNull(it.learned()).userId()));
            }
        }
        await().until(() -> {
            links.writeSome();
            return town.inTown(() -> citizens.addresses(List.of(known))).get(known) instanceof Address it && userId.equals(it.userId());
        });
        text(null, userId, "eccomi");
        assertThat(authors()).containsExactly(known);
    }

    /** The channel's id of a message that has left for this person. */
    private String sent(CitizenId citizen) {
        var external = "wamid." + Ids.next();
        var message = town.inTransaction(() -> outbox.send(citizen, new MessageContent.Text("Buongiorno"), Origin.automatic(AutomaticKind.WELCOME)));
        town.inTown(() -> deliveries.record(town.lane(), List.of(new DeliveryReport(external, message, DeliveryReport.Status.SENT, town.now(), null, null)), "identity"));
        return external;
    }

    private void answer(String user, String quoted, String words) {
        take("\"messages\":[{\"from_user_id\":\"" + user + "\",\"context\":{\"from\":\"" + number + "\",\"id\":\"" + quoted + "\"},\"id\":\"wamid." + Ids.next()
            + "\",\"timestamp\":\"" + town.now().getEpochSecond() + "\",\"type\":\"text\",\"text\":{\"body\":\"" + words + "\"}}]");
    }

    private void text(@Nullable PhoneNumber from, @Nullable String user, String words) {
        take("\"messages\":[{" + (from == null ? "" : "\"from\":\"" + from.digits() + "\",") + (user == null ? "" : "\"from_user_id\":\"" + user + "\",")
            + "\"id\":\"wamid." + Ids.next() + "\",\"timestamp\":\"" + town.now().getEpochSecond() + "\",\"type\":\"text\",\"text\":{\"body\":\"" + words + "\"}}]");
        town.timePasses(Duration.ofSeconds(2));
    }

    private void system(@Nullable PhoneNumber from, String type, String fields) {
        take("\"messages\":[{" + (from == null ? "" : "\"from\":\"" + from.digits() + "\",") + "\"id\":\"wamid." + Ids.next()
            + "\",\"timestamp\":\"1\",\"type\":\"system\",\"system\":{\"type\":\"" + type + "\"," + fields + "}}]");
    }

    private void take(String inside, String field) {
        take(Bodies.of(number, inside).replace("\"field\":\"messages\"", "\"field\":\"" + field + "\"").getBytes(StandardCharsets.UTF_8));
    }

    private void take(String inside) {
        take(Bodies.of(number, inside).getBytes(StandardCharsets.UTF_8));
    }

    private void batch(String value, String field) {
        take(Bodies.change("9" + number, field, value).getBytes(StandardCharsets.UTF_8));
    }

    private void take(byte[] body) {
        var call = new WebhookCall(Ids.next(), town.now(), false, null, vault.seal(body, WebhookCall.CONTEXT));
        assertThat(batch.handle(List.of(call), "identity", Set.of())).isEmpty();
        assertThat(setAside.waiting()).noneMatch(it -> it.call().equals(call.id()));
    }

    private Set<CitizenId> authors() {
        return town.inTransaction(() -> inbound.newest(100)).stream().map(InboundMessage::citizen).collect(Collectors.toSet());
    }

    private List<String> wordsOf(CitizenId citizen) {
        return town.inTransaction(() -> inbound.newest(100)).stream().filter(it -> it.citizen().equals(citizen)).map(it -> it.content().words()).toList();
    }

    private Address address() {
        return town.inTown(() -> citizens.addresses(authors())).values().iterator().next();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Consent;
import it.filodiretto.subscription.ConsentTable;
import it.filodiretto.subscription.Policies;
import it.filodiretto.subscription.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What citizens write, through the real receivers, on PostgreSQL. */
@TownTest
@NullMarked
class JoinAndLeaveTest {

    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Subscriptions subscriptions;
    @Autowired Policies policies;
    @Autowired ConsentTable consents;
    @Autowired Citizens citizens;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("SF-11 the exact text subscribes, a typo asks, other text never subscribes")
    void joining() {
        var exact = town.newPhone();
        var typo = town.newPhone();
        var talk = town.newPhone();
        town.citizenWrites(exact, "  Attiva  comune amico! 👍");
        town.citizenWrites(typo, "attiva comunamico");
        town.citizenWrites(talk, "c'è una buca in via Roma");
        assertThat(subscribed(exact)).isTrue();
        assertThat(subscribed(typo)).isFalse();
        assertThat(town.sentTo(typo)).singleElement().isInstanceOfSatisfying(MessageContent.Choice.class, it -> {
            assertThat(it.question()).isEqualTo("Vuoi ricevere gli avvisi del Comune di Santa Fiora? Se sì, tocca il pulsante.");
            assertThat(it.buttons()).extracting(MessageContent.Button::title).containsExactly("Sì, iscrivimi");
        });
        assertThat(subscribed(talk)).isFalse();
        assertThat(town.sentTo(talk)).isEmpty();
    }

    @Test
    @DisplayName("the word with a district subscribes to that district, and adds it to those named before")
    void joiningADistrict() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Attiva comune amico Bagnolo");
        assertThat(subscribed(phone)).isTrue();
        assertThat(districts(phone)).isEqualTo("{Bagnolo}");
        town.citizenWrites(phone, "attiva comune amico selva!");
        assertThat(districts(phone)).isEqualTo("{Bagnolo,Selva}");
        var elsewhere = town.newPhone();
        town.citizenWrites(elsewhere, "Attiva comune amico Milano");
        assertThat(subscribed(elsewhere)).isFalse();
    }

    @Test
    @DisplayName("who comes back hears of everything, whatever she had chosen the first time")
    void comingBack() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Attiva comune amico Bagnolo");
        town.timePasses(Duration.ofSeconds(2));
        town.citizenWrites(phone, "stop");
        town.timePasses(Duration.ofSeconds(2));
        town.citizenWrites(phone, "Attiva comune amico");
        assertThat(subscribed(phone)).isTrue();
        assertThat(districts(phone)).isNull();
    }

    private @Nullable String districts(PhoneNumber phone) {
        return town.inTransaction(() -> db.sql("select districts::text from subscription where citizen_id = ?").param(town.citizen(phone).value()).query((row, _) -> row.getString(1)).list()).getFirst();
    }

    @Test
    @DisplayName("SF-12 one welcome for each subscription, with the link to the version in force, and the evidence")
    void welcome() {
        var phone = town.newPhone();
        var written = Instant.now().minusSeconds(90).truncatedTo(ChronoUnit.SECONDS);
        var citizen = town.arrives(phone, new InboundContent.Text("Attiva Comune Amico"), written, "wamid.A");
        town.arrives(phone, new InboundContent.Text("Attiva Comune Amico"), written, "wamid.A");
        town.citizenWrites(phone, "ATTIVA COMUNE AMICO");
        assertThat(town.wordsSentTo(phone)).singleElement().asString()
            .startsWith("Benvenuto!").contains("http://127.0.0.1:8080/" + town.slug() + "/informativa/1\n");
        var policy = town.inTown(policies::inForce);
        var evidence = evidence(citizen);
        assertThat(evidence).hasSize(2);
        assertThat(evidence.getFirst().text()).isEqualTo("Attiva Comune Amico");
        assertThat(evidence.getFirst().externalId()).isEqualTo("wamid.A");
        assertThat(evidence.getFirst().channel()).isEqualTo("WHATSAPP");
        assertThat(evidence.getFirst().writtenAt()).isEqualTo(written);
        assertThat(evidence.getFirst().receivedAt()).isAfter(written);
        assertThat(evidence.getFirst().policyNumber()).isEqualTo(1);
        assertThat(evidence.getFirst().policySha256()).isEqualTo(policy.sha256()).hasSize(64);
        assertThat(evidence.getFirst().byTheTown()).isFalse();
    }

    @Test
    @DisplayName("AR-05 a changed policy is a new version; earlier consents keep theirs")
    void policyVersions() {
        town.like("arezzo");
        var before = town.citizenWrites(town.newPhone(), "Iscrivimi");
        var newVersion = town.inTown(() -> policies.publish("## Nuova\n\nPiù chiara di prima.", 1, new OperatorId(Ids.next()))).orElseThrow();
        assertThat(town.inTown(() -> policies.publish("## Nuova\n\nPiù chiara di prima.", 1, new OperatorId(Ids.next()))).orElseThrow().number()).isEqualTo(2);
        var phone = town.newPhone();
        var after = town.citizenWrites(phone, "iscrivimi");
        assertThat(evidence(before)).extracting(Consent::policyNumber).containsExactly(1);
        assertThat(evidence(after)).extracting(Consent::policyNumber).containsExactly(2);
        assertThat(evidence(after).getFirst().policySha256()).isEqualTo(newVersion.sha256());
        assertThat(town.wordsSentTo(phone).getFirst()).contains("/informativa/2");
        assertThat(town.inTown(() -> policies.version(1)).orElseThrow().body()).isEqualTo(town.municipality().policyText());
    }

    @Test
    @DisplayName("AR-04 another town's keyword only asks here")
    void keywordsAreTheTowns() {
        town.like("arezzo");
        var own = town.newPhone();
        var other = town.newPhone();
        town.citizenWrites(own, "«Iscrivimi»");
        town.citizenWrites(other, "Attiva");
        assertThat(subscribed(own)).isTrue();
        assertThat(subscribed(other)).isFalse();
    }

    @Test
    @DisplayName("SF-16 leaving by any leave word, once a farewell, and a new welcome after a new start")
    void leaving() {
        for (var word : List.of("DISATTIVA COMUNE AMICO", "stop", "Disattiva", "CANCELLAMI, grazie")) {
            var phone = town.newPhone();
            town.citizenWrites(phone, "attiva comune amico");
            town.timePasses(Duration.ofMinutes(1));
            town.citizenWrites(phone, word);
            town.citizenWrites(phone, word);
            assertThat(subscribed(phone)).as(word).isFalse();
            assertThat(town.wordsSentTo(phone)).hasSize(2).last().asString().startsWith("Fatto: non ricevi più avvisi.");
            town.timePasses(Duration.ofMinutes(1));
            town.citizenWrites(phone, "attiva comune amico");
            assertThat(subscribed(phone)).isTrue();
            assertThat(town.wordsSentTo(phone)).hasSize(3).last().asString().startsWith("Benvenuto!");
        }
    }

    @Test
    @DisplayName("SF-16 who never subscribed and says STOP is told so once, and is left alone")
    void leavingWithoutHavingBeenIn() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "STOP");
        town.citizenWrites(phone, "STOP");
        assertThat(town.wordsSentTo(phone)).singleElement().asString().startsWith("Fatto");
        assertThat(town.inTown(subscriptions::count).left()).isZero();
    }

    @Test
    @DisplayName("SF-16 leaving wins in the middle of a question")
    void leavingWhileAsked() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "attiva comunamico");
        town.citizenWrites(phone, "stop");
        town.timePasses(Duration.ofSeconds(5));
        town.citizenWrites(phone, "sì");
        assertThat(subscribed(phone)).isFalse();
    }

    @Test
    void whatWasWrittenLastDecidesNotWhatArrivedLast() {
        var phone = town.newPhone();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        town.citizenWrites(phone, "attiva comune amico", now.minusSeconds(100));
        town.citizenWrites(phone, "disattiva", now.minusSeconds(10));
        var citizen = town.citizenWrites(phone, "attiva comune amico", now.minusSeconds(50));
        assertThat(subscribed(phone)).isFalse();
        assertThat(town.sentTo(phone)).hasSize(2);
        assertThat(evidence(citizen)).extracting(Consent::effective).containsExactly(true, false, true);
        town.citizenWrites(phone, "attiva comune amico", now.minusSeconds(10));
        assertThat(subscribed(phone)).as("of the same second, leaving wins").isFalse();
    }

    @Test
    void ofTheSameSecondLeavingWinsWhicheverComesFirst() {
        var phone = town.newPhone();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        town.citizenWrites(phone, "attiva comune amico", now);
        town.citizenWrites(phone, "disattiva", now);
        assertThat(subscribed(phone)).isFalse();
    }

    @Test
    void aKeywordOlderThanTheWindowCountsAndNothingIsSent() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "attiva comune amico", town.now().minus(Duration.ofHours(25)));
        assertThat(subscribed(phone)).isTrue();
        assertThat(town.sentTo(phone)).isEmpty();
    }

    @Test
    @DisplayName("SF-11 the question's button subscribes, and both the text and the tap are the evidence")
    void tapping() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "vorrei iscrivermi");
        var button = buttonFor(phone);
        town.timePasses(Duration.ofHours(23));
        var citizen = town.citizenTaps(phone, button);
        town.citizenTaps(phone, button);
        assertThat(subscribed(phone)).isTrue();
        assertThat(town.sentTo(phone)).hasSize(2);
        assertThat(evidence(citizen).getFirst().text()).isEqualTo("vorrei iscrivermi");
        assertThat(evidence(citizen).getFirst().confirmation()).isEqualTo("Sì, iscrivimi");
        assertThat(evidence(citizen).getFirst().confirmationId()).startsWith("wamid.");
    }

    @Test
    void aButtonIsGoodForADayThenItAsksAgain() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "vorrei iscrivermi");
        var button = buttonFor(phone);
        town.timePasses(Duration.ofHours(24));
        town.citizenTaps(phone, button);
        assertThat(subscribed(phone)).isFalse();
        assertThat(town.sentTo(phone)).hasSize(2).last().isInstanceOf(MessageContent.Choice.class);
    }

    @Test
    void aButtonIsGoodForOnePersonOnly() {
        var asked = town.newPhone();
        var stranger = town.newPhone();
        town.citizenWrites(asked, "vorrei iscrivermi");
        town.citizenTaps(stranger, buttonFor(asked));
        town.citizenTaps(stranger, new MessageContent.Button("subscription.forged", "Iscrivimi"));
        town.citizenTaps(stranger, new MessageContent.Button("other", "Attiva Comune Amico"));
        assertThat(subscribed(stranger)).isFalse();
        assertThat(town.sentTo(stranger)).isEmpty();
    }

    @Test
    void aTypedYesRightAfterCountsAndLaterItIsAboutSomethingElse() {
        var right = town.newPhone();
        town.citizenWrites(right, "vorrei iscrivermi");
        var citizen = town.citizenWrites(right, "Sì, grazie!");
        assertThat(subscribed(right)).isTrue();
        assertThat(evidence(citizen)).extracting(Consent::confirmation).containsExactly("Sì, grazie!");
        var later = town.newPhone();
        town.citizenWrites(later, "vorrei iscrivermi");
        town.citizenWrites(later, "ma prima dimmi gli orari della biblioteca");
        town.citizenWrites(later, "sì");
        assertThat(subscribed(later)).isFalse();
        var refusing = town.newPhone();
        town.citizenWrites(refusing, "vorrei iscrivermi");
        town.citizenWrites(refusing, "no grazie");
        town.citizenWrites(refusing, "sì");
        assertThat(subscribed(refusing)).isFalse();
        var unasked = town.newPhone();
        town.citizenWrites(unasked, "sì");
        assertThat(subscribed(unasked)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sì, voglio iscrivermi", "ok iscrivetemi", "Sì attiva comune amico", "si si, attiva comune amico", "Certo, vorrei ricevere gli avvisi. Grazie",
        "va bene, attiva comunamico"})
    void aYesWithTheWishAgainIsAYes(String answer) {
        var phone = town.newPhone();
        town.citizenWrites(phone, "vorrei iscrivermi");
        town.timePasses(Duration.ofSeconds(20));
        town.citizenWrites(phone, answer);
        assertThat(subscribed(phone)).isTrue();
    }

    @Test
    void theQuestionStaysOpenForWhoWritesTheSameWishAgain() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "vorrei iscrivermi");
        town.citizenWrites(phone, "attiva comunamico");
        town.citizenWrites(phone, "sì");
        assertThat(subscribed(phone)).isTrue();
    }

    /** People read the second one, and her yes may be to them. */
    @Test
    void aYesBehindWhatPeopleReadIsNoneToTheQuestion() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "vorrei iscrivermi");
        town.citizenWrites(phone, "come faccio a iscrivermi al nido?");
        town.citizenWrites(phone, "sì");
        assertThat(subscribed(phone)).isFalse();
    }

    @Test
    void theSameMistakeTwiceIsNoYes() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "attiva comunamico");
        town.citizenWrites(phone, "attiva comunamico");
        town.citizenWrites(phone, "come faccio a iscrivermi");
        assertThat(subscribed(phone)).isFalse();
        town.citizenWrites(phone, "attiva comune amico");
        town.timePasses(Duration.ofMinutes(2));
        town.citizenWrites(phone, "vorrei cancellarmi");
        town.timePasses(Duration.ofSeconds(20));
        town.citizenWrites(phone, "sì cancellatemi");
        assertThat(subscribed(phone)).isFalse();
        assertThat(town.wordsSentTo(phone).getLast()).startsWith("Fatto");
    }

    @Test
    void oneQuestionAMinute() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "vorrei iscrivermi");
        town.citizenWrites(phone, "come faccio a iscrivermi");
        assertThat(town.sentTo(phone)).hasSize(1);
        town.timePasses(Duration.ofSeconds(61));
        town.citizenWrites(phone, "iscrivetemi");
        assertThat(town.sentTo(phone)).hasSize(2);
    }

    @Test
    void nearlyLeavingAsksWhoIsSubscribed() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "stop messaggi");
        assertThat(town.sentTo(phone)).as("who is not in is not asked").isEmpty();
        town.citizenWrites(phone, "attiva comune amico");
        town.citizenWrites(phone, "vorrei iscrivermi");
        assertThat(town.sentTo(phone)).as("who is in is not asked").hasSize(1);
        town.timePasses(Duration.ofSeconds(2));
        town.citizenWrites(phone, "stop messaggi");
        assertThat(town.wordsSentTo(phone).getLast()).startsWith("Non vuoi più ricevere gli avvisi");
        town.citizenTaps(phone, buttonFor(phone));
        assertThat(subscribed(phone)).isFalse();
        assertThat(town.wordsSentTo(phone).getLast()).startsWith("Fatto");
    }

    @Test
    void whoWantsAnAppointmentCancelledIsAskedAndReadByPeopleToo() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "attiva comune amico");
        town.timePasses(Duration.ofSeconds(2));
        town.citizenWrites(phone, "Cancellare appuntamento");
        assertThat(takers("Cancellare appuntamento")).containsExactly("Conversations");
        town.timePasses(Duration.ofMinutes(2));
        town.citizenWrites(phone, "stop messaggi");
        assertThat(takers("stop messaggi")).containsExactly("KeywordReceiver");
    }

    @Test
    @DisplayName("BI-06 BI-08 one word joins, Disattiva leaves and is never Attiva")
    void bientina() {
        town.like("bientina");
        var phone = town.newPhone();
        town.citizenWrites(phone, "Disattiva");
        assertThat(subscribed(phone)).isFalse();
        town.timePasses(Duration.ofSeconds(1));
        town.citizenWrites(phone, "Attiva");
        assertThat(subscribed(phone)).isTrue();
        town.timePasses(Duration.ofSeconds(1));
        town.citizenWrites(phone, "Disattiva");
        assertThat(subscribed(phone)).isFalse();
        assertThat(town.wordsSentTo(phone)).satisfiesExactly(it -> assertThat(it).startsWith("Fatto"),
            it -> assertThat(it).startsWith("Benvenuto"), it -> assertThat(it).startsWith("Fatto"));
    }

    @Test
    @DisplayName("BI-09 one-way: welcome, farewell and the question, nothing else, whatever is written")
    void oneWay() {
        town.like("bientina");
        var phone = town.newPhone();
        for (var text : List.of("Buongiorno", "c'è un guasto all'acquedotto", "Attiva", "quando riaprite la strada?", "grazie", "sì", "Attiva", "👍", "Disattiva", "perché?")) {
            town.citizenWrites(phone, text);
            town.timePasses(Duration.ofSeconds(2));
        }
        assertThat(town.wordsSentTo(phone)).satisfiesExactly(it -> assertThat(it).startsWith("Benvenuto"), it -> assertThat(it).startsWith("Fatto"));
    }

    @Test
    @DisplayName("PI-07 people-only: no word joins, STOP still wins, nothing leaves by itself, and people read what nothing answers")
    void peopleOnly() {
        town.like("pistoia");
        var phone = town.newPhone();
        for (var text : List.of("Iscrivimi", "Attiva", "vorrei iscrivermi", "Buongiorno")) {
            town.citizenWrites(phone, text);
        }
        var imported = town.subscribe(1).getFirst();
        town.citizenWrites(imported, "stop messaggi");
        assertThat(subscribed(imported)).isTrue();
        town.citizenWrites(imported, "Stop");
        assertThat(subscribed(phone)).isFalse();
        assertThat(subscribed(imported)).isFalse();
        assertThat(town.sentTo(phone)).isEmpty();
        assertThat(town.sentTo(imported)).isEmpty();
        assertThat(takers("Stop")).containsExactly("Conversations");
        town.mode(ChannelMode.PEOPLE_ONLY, AutomaticKind.FAREWELL);
        town.citizenWrites(town.subscribe(1).getFirst(), "Stop");
        assertThat(town.inTransaction(() -> db.sql("select count(*) from outgoing_message").query(Long.class).single())).isEqualTo(1);
        assertThat(takers("Stop")).containsExactlyInAnyOrder("Conversations", "KeywordReceiver");
    }

    private List<String> takers(String words) {
        return town.inTransaction(() -> db.sql("select taken_by from inbound_message where content ->> 'body' = ?").param(words).query(String.class).list());
    }

    @Test
    @DisplayName("SF-13 AR-09 BI-07 what is sent to one says nothing of another, and towns do not see each other")
    void nobodySeesOthers() {
        var one = town.newPhone();
        var other = town.newPhone();
        town.citizenWrites(one, "attiva comune amico");
        town.citizenWrites(other, "attiva comune amico");
        town.citizenWrites(one, "chi altro è iscritto?");
        assertThat(town.wordsSentTo(one)).noneMatch(it -> it.contains(other.e164().substring(6)));
        assertThat(town.inTransaction(() -> db.sql("select count(distinct citizen_id) from outgoing_message").query(Long.class).single())).isEqualTo(2);
        assertThat(otherTown.inTown(subscriptions::count).active()).isZero();
    }

    @Test
    void ofManyAtOnceOneWelcome() throws Exception {
        var phone = town.newPhone();
        town.municipality();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = java.util.stream.Stream.generate(() -> (Callable<CitizenId>) () -> town.citizenWrites(phone, "attiva comune amico")).limit(12).toList();
            for (var done : threads.invokeAll(writing)) {
                done.get();
            }
        }
        assertThat(town.sentTo(phone)).hasSize(1);
        assertThat(town.inTown(subscriptions::count).active()).isEqualTo(1);
    }

    @Test
    void twoWhoTurnOutToBeOneHaveOneChoice() {
        var phone = town.newPhone();
        var byId = town.inTown(() -> citizens.recognise(new WhatsAppIdentity(null, "IT.991", null)));
        town.citizenWrites(phone, "attiva comune amico");
        town.inTransaction(() -> db.sql("insert into subscription (citizen_id, state, decided_at, left_at) values (?, 'LEFT', now() + interval '1 minute', now())")
            .param(byId.value()).update());
        var one = town.inTown(() -> citizens.recognise(new WhatsAppIdentity(phone, "IT.991", null)));
        assertThat(subscribed(phone)).isFalse();
        assertThat(evidence(one)).hasSize(1);
    }

    private boolean subscribed(PhoneNumber phone) {
        return town.inTown(() -> citizens.find(phone).filter(subscriptions::isSubscribed).isPresent());
    }

    private List<Consent> evidence(CitizenId citizen) {
        return town.inTransaction(() -> consents.of(citizen));
    }

    private MessageContent.Button buttonFor(PhoneNumber phone) {
        return ((MessageContent.Choice) town.sentTo(phone).getLast()).buttons().getFirst();
    }
}

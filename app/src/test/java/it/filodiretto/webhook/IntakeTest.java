// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import it.filodiretto.TestPostgres;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.database.Roles;
import it.filodiretto.intake.LastHeard;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.vault.Vault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a body after it was answered with 200. */
@TownTest
class IntakeTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Outbox outbox;
    @Autowired JdbcClient db;
    @Autowired Vault vault;
    @Autowired WebhookCallTable calls;
    @Autowired WebhookReplay replay;
    @Autowired WebhookBatch batch;
    @Autowired SetAsideTable setAside;
    @Autowired LastHeard heard;
    @Autowired Environment environment;
    private WebhookCaller meta;
    private String number = "";
    private PhoneNumber phone = new PhoneNumber("+393470000000");

    @BeforeEach
    void settle() {
        meta = new WebhookCaller(port);
        number = town.municipality().requireWhatsapp().phoneNumberId();
        phone = town.newPhone();
    }

    @Test
    void aTextArrivesOnceHoweverOftenItIsTold() {
        var body = Bodies.messages(number, List.of(Bodies.text("wamid.a", phone.digits(), "Che ore sono?", town.now())));
        for (int i = 0; i < 5; i++) {
            assertThat(meta.post(body)).isEqualTo(200);
        }
        await().until(this::nothingWaits);
        assertThat(received()).containsExactly("Che ore sono?");
    }

    @Test
    void anAlbumThatComesAsFivePostsAtOnceIsOneConversationOfFiveLines() throws Exception {
        try (var pool = Executors.newFixedThreadPool(5)) {
            var together = new CyclicBarrier(5);
            var posts = IntStream.range(0, 5).mapToObj(it -> pool.submit(() -> {
                together.await();
                return meta.post(Bodies.messages(number, List.of("""
                    {"from":"%s","id":"wamid.album%d","timestamp":"%d","type":"image","image":{"id":"%d","mime_type":"image/jpeg","sha256":"abc="}}"""
                    .formatted(phone.digits(), it, town.now().getEpochSecond(), 9000 + it))));
            })).toList();
            for (var post : posts) {
                assertThat(post.get()).isEqualTo(200);
            }
        }
        await().until(this::nothingWaits);
        assertThat(count("select count(*) from inbound_message where taken_by is not null and lane_id = ?")).isEqualTo(5);
        assertThat(count("select count(*) from conversation where ?::uuid is not null")).isEqualTo(1);
        assertThat(count("select count(*) from citizen_request where ?::uuid is not null")).isEqualTo(1);
    }

    @Test
    void whoTakesMessagesOfOneNumberDoesNotWaitForTheOthersWhoDo() throws Exception {
        var account = town.newPhone().digits();   // of which nothing was heard yet
        var lane = new Lane(LaneId.of(ChannelKind.WHATSAPP, account), town.id(), ChannelKind.WHATSAPP, account);
        var together = new CyclicBarrier(4);
        try (var pool = Executors.newFixedThreadPool(4)) {
            var all = IntStream.range(0, 4).mapToObj(_ -> pool.submit(() -> town.inTransaction(() -> {
                meet(together);
                heard.of(lane);
                meet(together);   // all have gone on while none of them has committed
                return lane;
            }))).toList();
            for (var one : all) {
                assertThat(one.get()).isEqualTo(lane);
            }
        }
        assertThat(db.sql("select count(*) from whatsapp_number where phone_number_id = ?").param(account).query(Integer.class).single()).isEqualTo(1);
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneBadElementStopsNobody() {
        var good = Bodies.text("wamid.b1", phone.digits(), "prima", town.now().minusSeconds(2));
        var bad = "{\"from\":\"" + phone.digits() + "\",\"timestamp\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"senza id\"}}";
        var alsoGood = Bodies.text("wamid.b2", phone.digits(), "dopo", town.now());
        assertThat(meta.post(Bodies.messages(number, List.of(good, bad, alsoGood)))).isEqualTo(200);
        await().until(this::nothingWaits);
        assertThat(received()).containsExactly("prima", "dopo");
        assertThat(setAside.waiting()).filteredOn(it -> it.error().equals("A message without an id")).isNotEmpty();
    }

    @Test
    void ofManyPeopleWhoWriteAtOnceEachIsTakenOnceWhateverOneOfThemWrites() {
        var people = IntStream.range(0, 40).mapToObj(_ -> town.newPhone().digits()).toList();
        var messages = new ArrayList<>(people.stream().map(it -> Bodies.text("wamid.m" + it, it, "Scrive " + it, town.now())).toList());
        messages.add(20, "{\"from\":\"" + phone.digits() + "\",\"timestamp\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"senza id\"}}");
        for (int i = 0; i < 2; i++) {
            assertThat(meta.post(Bodies.messages(number, messages))).isEqualTo(200);
        }
        await().until(this::nothingWaits);
        assertThat(received()).containsExactlyInAnyOrderElementsOf(people.stream().map(it -> "Scrive " + it).toList());
        assertThat(count("select count(*) from inbound_message where taken_by is not null and lane_id = ?")).isEqualTo(people.size());
        assertThat(count("select count(*) from conversation where ?::uuid is not null")).isEqualTo(people.size());
        assertThat(count("select count(*) from conversation_text t join inbound_message m on m.id = t.source_id where m.lane_id = ?")).isEqualTo(people.size());
        assertThat(count("select count(distinct xmin::text) from inbound_message where lane_id = ?")).as("transactions").isLessThan(people.size());
        assertThat(setAside.waiting()).filteredOn(it -> it.error().equals("A message without an id")).isNotEmpty();
    }

    @Test
    void whatCannotEvenBeSetAsideComesAgainAndIsNotLost() throws SQLException {
        var strangers = List.of("3934811", "3934822").stream().map(it -> "{\"from\":\"" + it + phone.digits().substring(5) + "\",\"type\":\"text\"}").toList();
        var call = new WebhookCall(Ids.next(), town.now(), true, null, vault.seal(Bodies.messages(number, strangers).getBytes(StandardCharsets.UTF_8), WebhookCall.CONTEXT));
        asOwner("""
            create function disk_full() returns trigger language plpgsql as $$ begin raise exception 'disk full' using errcode = '53100'; end $$;
            create trigger disk_full before insert on set_aside_element for each row execute function disk_full()""");
        try {
            assertThatThrownBy(() -> batch.handle(List.of(call), "test", Set.of())).matches(it -> Trouble.passes((RuntimeException) it));
        } finally {
            asOwner("drop function disk_full() cascade");
        }
        assertThat(batch.handle(List.of(call), "test", Set.of())).isEmpty();
        assertThat(setAside.waiting()).filteredOn(it -> it.call().equals(call.id())).hasSize(2);
    }

    @Test
    void onesMessagesAreTakenInTheOrderOfWriting() {
        var texts = new ArrayList<>(IntStream.range(0, 20).mapToObj(it ->
            Bodies.text("wamid.o" + it, phone.digits(), "riga " + it, town.now().minusSeconds(100 - it))).toList());
        Collections.reverse(texts);
        meta.post(Bodies.messages(number, texts));
        await().until(this::nothingWaits);
        assertThat(received()).isEqualTo(IntStream.range(0, 20).mapToObj(it -> "riga " + it).toList());
    }

    @Test
    void aClockAheadOfOursOpensNoWindowInTheFuture() {
        meta.post(Bodies.messages(number, List.of(Bodies.text("wamid.f1", phone.digits(), "dal futuro", town.now().plus(Duration.ofDays(400))))));
        await().until(this::nothingWaits);
        assertThat(received()).containsExactly("dal futuro");
        assertThat(town.inTransaction(() -> db.sql("select max(written_at) <= max(received_at) from inbound_message where external_id = 'wamid.f1'")
            .query(Boolean.class).single())).isTrue();
    }

    @Test
    void aThousandUpdatesInOneBodyAreAllTaken() {
        var texts = IntStream.range(0, 500).mapToObj(it -> Bodies.text("wamid.t" + it, "3934899" + (10_000 + it), "ciao " + it, town.now())).toList();
        var statuses = IntStream.range(0, 500).mapToObj(it -> Bodies.status("wamid.s" + it, "delivered", "x", town.now())).toList();
        meta.post(Bodies.of(number, "\"messages\":[" + String.join(",", texts) + "],\"statuses\":[" + String.join(",", statuses) + "]"));
        await().atMost(Duration.ofSeconds(60)).until(() -> count("select count(*) from inbound_message where lane_id = ?") == 500
            && count("select count(*) from parked_report where lane_id = ?") == 500);
    }

    @Test
    void statusesOnlyEverMoveForward() {
        var id = send();
        for (var status : List.of("read", "sent", "delivered", "read", "failed")) {
            meta.post(Bodies.statuses(number, List.of(Bodies.status("wamid.z", status, id.opaque(), town.now()))));
        }
        await().until(this::nothingWaits);
        assertThat(stateOf(id)).isEqualTo("READ");
    }

    @Test
    void aFailureIsToldInItalian() {
        var id = send();
        meta.post(Bodies.statuses(number, List.of("{\"id\":\"wamid.f\",\"status\":\"failed\",\"timestamp\":\"" + town.now().getEpochSecond()
            + "\",\"biz_opaque_callback_data\":\"" + id.opaque() + "\",\"errors\":[{\"code\":131026,\"title\":\"Message undeliverable\"}]}")));
        await().until(() -> stateOf(id).equals("FAILED"));
        assertThat(town.inTransaction(() -> db.sql("select failed_reason from outgoing_message where id = ?").param(id.id()).query(String.class).single()))
            .startsWith("WhatsApp non riesce a raggiungere questo numero e non dice perché.");
    }

    @Test
    void aNumberThatIsNobodysIsSetAsideAndCanBeReplayed() {
        var text = Bodies.text("wamid.n", phone.digits(), "c’è qualcuno?", town.now());
        meta.post(Bodies.messages("888777666555", List.of(text)));
        await().until(this::nothingWaits);
        var element = setAside.waiting().stream().filter(it -> it.error().contains("888777666555")).findFirst().orElseThrow();
        var out = new ByteArrayOutputStream();
        replay.run(List.of(element.id().toString()), new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("still fails: No municipality here has the number 888777666555");
        replay.run(List.of("list"), new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(element.id().toString());
    }

    @Test
    void aSetAsideElementIsReplayedOnceItsCauseIsMendedAndASecondTimeHasNoEffect() throws SQLException {
        asOwner("alter table inbound_message add constraint broken check (external_id <> 'wamid.mend') not valid");
        var body = Bodies.messages(number, List.of(Bodies.text("wamid.mend", phone.digits(), "ATTIVA COMUNE AMICO", town.now())));
        meta.post(body);
        await().until(() -> setAside.waiting().stream().anyMatch(it -> it.error().contains("23514")));
        var waiting = setAside.waiting().stream().filter(it -> it.error().contains("23514")).findFirst().orElseThrow();
        var element = waiting.id().toString();
        assertThat(replayed(element)).contains("still fails");
        asOwner("alter table inbound_message drop constraint broken");
        assertThat(received()).isEmpty();
        assertThat(replayed(element)).contains(element + "  handled");
        assertThat(received()).containsExactly("ATTIVA COMUNE AMICO");
        assertThat(town.inTransaction(() -> db.sql("select received_at from consent").query(OffsetDateTime.class).single()))
            .as("when it came, as the evidence has it, and not when it was replayed").isEqualTo(waiting.at());
        assertThatThrownBy(() -> replayed(element)).hasMessageContaining("No element waits with the id");
        assertThat(replayed("list")).doesNotContain(element);
        meta.post(body);
        await().until(this::nothingWaits);
        assertThat(received()).hasSize(1);
        assertThat(town.wordsSentTo(phone)).as("one welcome").hasSize(1);
    }

    private String replayed(String which) {
        var out = new ByteArrayOutputStream();
        replay.run(List.of(which), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatStandsWhereAListMustBeIsSetAsideWithItsJsonAndWhatIsBesideItIsTaken() {
        var beside = Bodies.text("wamid.beside", phone.digits(), "prima", town.now());
        assertThat(meta.post(Bodies.of(number, "\"messages\":[" + beside + "],\"statuses\":{\"id\":\"wamid.odd" + phone.digits() + "\"}"))).isEqualTo(200);
        await().until(this::nothingWaits);
        assertThat(received()).containsExactly("prima");
        var element = setAside.waiting().stream().filter(it -> new String(setAside.body(it.id()).orElseThrow(), StandardCharsets.UTF_8).contains("wamid.odd" + phone.digits()))
            .toList();
        assertThat(element).singleElement().satisfies(it -> assertThat(it.error()).isEqualTo("A change of field messages whose statuses are no list"));
        assertThat(replayed(element.getFirst().id().toString())).contains("still fails");
        assertThat(received()).as("what was beside it is taken once").containsExactly("prima");
    }

    @Test
    void anotherTownsSecretMayNotSpeakForOurs() {
        var id = store(Bodies.messages(number, List.of(Bodies.text("wamid.x", phone.digits(), "sono un altro", town.now()))), "111222333 9111222333", null, null);
        await().until(() -> isHandled(id));
        assertThat(received()).isEmpty();
        assertThat(setAside.waiting()).filteredOn(it -> it.call().equals(id)).singleElement()
            .satisfies(it -> assertThat(it.error()).startsWith("Signed with an app secret that may not speak for"));
    }

    @Test
    void ourOwnSecretMaySpeakForOurs() {
        var id = store(Bodies.messages(number, List.of(Bodies.text("wamid.y", phone.digits(), "sono io", town.now()))), number + " 9" + number, null, null);
        await().until(() -> isHandled(id));
        assertThat(received()).containsExactly("sono io");
    }

    @Test
    void whatADeadNodeHadClaimedIsHandledByAnotherOnce() {
        var body = Bodies.messages(number, List.of(Bodies.text("wamid.d", phone.digits(), "ci siete?", town.now())));
        var fresh = store(body, null, "a node that lives", Instant.now().plusSeconds(3600));
        var dead = store(body, null, "a node that died", Instant.now().minusSeconds(1));
        await().until(() -> isHandled(dead));
        assertThat(isHandled(fresh)).isFalse();
        assertThat(received()).containsExactly("ci siete?");
        calls.putBack(List.of(fresh), "a node that lives", Duration.ZERO);
        await().until(() -> isHandled(fresh));
        assertThat(received()).containsExactly("ci siete?");
    }

    @Test
    void allGoldenPayloadsAreHandledOrSetAsideAndNoneTwice() throws IOException {
        var writer = "golden";
        for (var name : GoldenPayloadTest.cases().toList()) {
            var bytes = Files.readAllBytes(GoldenPayloadTest.FOLDER.resolve(name + ".json"));
            var call = new WebhookCall(Ids.next(), town.now(), false, null, vault.seal(bytes, WebhookCall.CONTEXT));
            assertThat(batch.handle(List.of(call), writer, Set.of())).as(name).isEmpty();
            var bad = Files.readString(GoldenPayloadTest.FOLDER.resolve(name + ".txt")).lines().filter(it -> it.startsWith("bad: ")).count();
            assertThat(setAside.waiting().stream().filter(it -> it.call().equals(call.id())).count()).as(name).isEqualTo(bad);
        }
    }

    @Test
    void anUnknownFieldOrAWholeStrangeBodyIsKeptQuietly() {
        assertThat(meta.post(Bodies.change("9" + number, "holograms", "{\"a\":[1,{\"b\":null}]}"))).isEqualTo(200);
        assertThat(meta.post("{\"hello\":\"world\"}")).isEqualTo(200);
        await().until(this::nothingWaits);
        assertThat(setAside.waiting()).anyMatch(it -> it.error().startsWith("Not a change of a WhatsApp account"));
    }

    private void asOwner(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(environment.getRequiredProperty("spring.datasource.url"), Roles.OWNER, TestPostgres.server().password(Roles.OWNER));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private MessageId send() {
        var citizen = town.citizenWrites(phone, "Buongiorno");
        return town.inTransaction(() -> outbox.send(citizen, new MessageContent.Text("Salve"), Origin.automatic(AutomaticKind.COURTESY)));
    }

    private UUID store(String body, @Nullable String speaksFor, @Nullable String owner, @Nullable Instant until) {
        var call = new WebhookCall(Ids.next(), town.now(), true, speaksFor, vault.seal(body.getBytes(StandardCharsets.UTF_8), WebhookCall.CONTEXT));
        db.sql("insert into webhook_call (id, received_at, urgent, speaks_for, sealed, owner, lease_until) values (?, now(), true, ?, ?, ?, ?)")
            .param(call.id()).param(speaksFor).param(call.sealed()).param(owner)
            .param(until == null ? null : until.atOffset(java.time.ZoneOffset.UTC)).update();
        return call.id();
    }

    private boolean isHandled(UUID id) {
        return db.sql("select handled_at is not null from webhook_call where id = ?").param(id).query(Boolean.class).single();
    }

    private boolean nothingWaits() {
        return db.sql("select count(*) from webhook_call where handled_at is null and (lease_until is null or lease_until < now() + interval '1 minute')")
            .query(Integer.class).single() == 0;
    }

    private List<String> received() {
        return town.inTransaction(() -> db.sql("select content->>'body' from inbound_message where lane_id = ? order by written_at, id")
            .param(town.lane().id().value()).query(String.class).list());
    }

    private int count(String sql) {
        return town.inTransaction(() -> db.sql(sql).param(town.lane().id().value()).query(Integer.class).single());
    }

    private String stateOf(MessageId id) {
        return town.inTransaction(() -> db.sql("select state from outgoing_message where id = ?").param(id.id()).query(String.class).single());
    }
}

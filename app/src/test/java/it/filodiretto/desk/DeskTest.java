// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Machine;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.channel.Lanes;
import it.filodiretto.contact.Callback;
import it.filodiretto.contact.Callbacks;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.Newcomers;
import it.filodiretto.conversation.Outcome;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.inbox.Filter;
import it.filodiretto.inbox.InboxLists;
import it.filodiretto.inbox.Paging;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.office.Offices;
import it.filodiretto.office.RuleTable;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators do with a talk, and what the database does not let them. */
@TownTest
@NullMarked
class DeskTest {

    private static final MessageContent.Text ANSWER = new MessageContent.Text("Sì, anche domani mattina.");

    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Conversations conversations;
    @Autowired Desk desk;
    @Autowired Notepad notepad;
    @Autowired Undoing undoing;
    @Autowired Deliveries deliveries;
    @Autowired Talks talks;
    @Autowired InboxLists lists;
    @Autowired ConversationTable table;
    @Autowired Newcomers newcomers;
    @Autowired Offices offices;
    @Autowired Operators operators;
    @Autowired Signals signals;
    @Autowired JdbcConnectionDetails database;
    @Autowired JdbcClient db;
    @Autowired Callbacks callbacks;
    @Autowired Lanes lanes;

    @Test
    @DisplayName("PI-08: on a channel of people only a talk is closed after a person's answer or with a reason; the database sees to it")
    void nobodyIsClosedUnanswered() {
        town.like("pistoia");
        var id = writes("Posso venire senza appuntamento?");
        var anna = operator("Anna Rossi");
        assertThat(town.inTown(() -> desk.close(id, Outcome.ANSWERED, null, anna))).isEqualTo(CloseOutcome.NEEDS_REASON);
        assertThatThrownBy(() -> town.inTransaction(() -> {
            table.close(id, Outcome.NOT_NEEDED, " ", town.now());
            return 0;
        })).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(state(id)).isEqualTo(Conversation.State.NEW);
        assertThat(town.inTown(() -> desk.close(id, Outcome.ELSEWHERE, "Ha telefonato", anna))).isEqualTo(CloseOutcome.CLOSED);
        town.citizenWrites(phone, "Ancora una domanda");
        assertThat(state(id)).as("reopened by a new message").isEqualTo(Conversation.State.NEW);
        assertThat(town.inTown(() -> desk.close(id, Outcome.ANSWERED, null, anna))).as("what was answered before does not count").isEqualTo(CloseOutcome.NEEDS_REASON);
        assertThat(answer(id, anna)).isInstanceOf(ReplyOutcome.Queued.class);
        assertThat(state(id)).isEqualTo(Conversation.State.PENDING);
        assertThat(town.inTown(() -> desk.close(id, Outcome.ANSWERED, null, anna))).isEqualTo(CloseOutcome.CLOSED);
    }

    @Test
    void whereANumberOfPeopleOnlyWasGivenUpATalkIsClosedAsEverywhereElse() {
        town.like("pistoia");
        var id = writes("Posso venire senza appuntamento?");
        var account = town.lane().account() + "9";
        lanes.declare(new Lane(LaneId.of(ChannelKind.WHATSAPP, account), town.id(), ChannelKind.WHATSAPP, account), null);
        assertThat(town.inTown(() -> desk.close(id, Outcome.NOT_NEEDED, null, operator("Anna Rossi")))).isEqualTo(CloseOutcome.CLOSED);
    }

    @Test
    void whoAsksForACallOnceMoreWhileItIsSettledWaitsForNoDeadlock() throws Exception {
        var id = writes("Mi chiamate?");
        var anna = operator("Anna Rossi");
        var citizen = talk(id).conversation().citizen();
        var asked = town.inTown(() -> callbacks.ask(citizen, "SF-3F7H-54", new Callbacks.Contact("Rosa", "+393471234567", null), town.now()));
        var settled = town.inTransaction(() -> {
            town.citizenWrites(phone, "Il numero giusto è un altro");          // locks the talk, as the form does
            var operator = inBackground(() -> callbacks.settle(id, asked.id(), Callback.Outcome.DONE, anna));
            await().until(() -> db.sql("select count(*) from pg_locks where not granted").query(Integer.class).single() > 0);
            callbacks.ask(citizen, "SF-3F7H-54", new Callbacks.Contact("Rosa", "+393477654321", null), town.now());
            return operator;
        });
        assertThat(settled.get(40, TimeUnit.SECONDS)).isTrue();
        assertThat(town.inTown(() -> callbacks.find("SF-3F7H-54").orElseThrow())).satisfies(it -> {
            assertThat(it.isOpen()).isFalse();
            assertThat(it.phone()).as("what she wrote last").isEqualTo("+393477654321");
        });
    }

    @Test
    void anAnswerThatIsBeingClaimedIsNotTakenBackAndNobodyWaitsForIt() throws Exception {
        var id = writes("A che ora apre la biblioteca?");
        var anna = operator("Anna Rossi");
        var message = ((ReplyOutcome.Queued) town.inTown(() -> desk.answer(id, ANSWER, anna, null))).message();
        assertThat(town.inTransaction(() -> {
            db.sql("select 1 from send_queue where message_id = ? for update").param(message.id()).query(Integer.class).single();
            try {
                return inBackground(() -> undoing.undo(id, anna)).get(40, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        })).isEmpty();
        undo(id, anna);
    }

    private <T> Future<T> inBackground(Supplier<T> work) {
        var task = new FutureTask<>(() -> town.inTown(work));
        Thread.startVirtualThread(task);
        return task;
    }

    @Test
    @DisplayName("PI-01: an answer that a report fails, for whatever reason, brings the talk back, also one that was closed with it")
    void anAnswerThatFailsBringsBackATalkThatWasClosedWithIt() {
        var id = writes("A che ora apre la biblioteca?");
        var anna = operator("Anna Rossi");
        var message = ((ReplyOutcome.Queued) answer(id, anna)).message();
        assertThat(town.inTown(() -> desk.close(id, Outcome.ANSWERED, null, anna))).isEqualTo(CloseOutcome.CLOSED);
        town.inTown(() -> deliveries.record(town.lane(), List.of(new DeliveryReport("wamid." + message.id(), message, DeliveryReport.Status.FAILED, town.now(),
            "131053", "WhatsApp non accetta l’allegato.")), "desk"));
        assertThat(state(id)).isEqualTo(Conversation.State.TAKEN);
        assertThat(town.inTown(() -> talks.find(id).orElseThrow()).conversation().waitingSince()).isNotNull();
    }

    @Test
    void SF_10_aMessageIsMarkedAsReportOrAppointmentAndFoundByThat() {
        var id = writes("C'è una buca in via Roma");
        var anna = operator("Anna Rossi");
        assertThat(talk(id).desk().marks()).containsExactly("situazione critica", "buca sulla strada", "appuntamento");
        assertThat(labelled("buca sulla strada")).isEmpty();
        town.inTown(() -> notepad.label(id, "Via Roma", anna));
        town.inTown(() -> notepad.mark(id, "buca sulla strada", anna));
        assertThat(talk(id).conversation().care().labels()).containsExactly("buca sulla strada", "via roma");
        assertThat(labelled("buca sulla strada")).containsExactly(id);
        assertThat(labelled("Via Roma")).containsExactly(id);
        assertThat(labelled("")).as("with any label").containsExactly(id);
        assertThat(labelled("appuntamento")).isEmpty();
        assertThat(talk(id).desk().story().getFirst().words()).isEqualTo("l’ha segnata come buca sulla strada");
        town.inTown(() -> notepad.mark(id, "buca sulla strada", anna));
        assertThat(talk(id).conversation().care().labels()).as("once more takes it away").containsExactly("via roma");
        town.inTown(() -> notepad.mark(id, "qualcos'altro", anna));
        assertThat(talk(id).conversation().care().labels()).as("no mark of this office").containsExactly("via roma");
        town.inTown(() -> desk.close(id, Outcome.NOT_NEEDED, "Prova", anna));
        assertThat(labelled("Via Roma")).as("what goes on").isEmpty();
    }

    private java.util.List<ConversationId> labelled(String label) {
        return town.inTown(() -> lists.list(new Filter(Filter.Kind.LABELLED, label), Paging.FIRST, 5)).stream().map(it -> it.conversation().id()).toList();
    }

    @Test
    void ofManyWhoClickAtOnceOneAnswers() throws Exception {
        var id = writes("Il mercato c'è anche domani?");
        var version = talk(id).conversation().care().version();
        var together = new CyclicBarrier(6);
        var outcomes = new ArrayList<ReplyOutcome>();
        try (var pool = Executors.newFixedThreadPool(6)) {
            var clicks = java.util.stream.IntStream.range(0, 6).mapToObj(it -> operator("Operatore " + it)).map(it -> pool.submit(() -> {
                together.await();
                return town.inTown(() -> desk.answer(id, ANSWER, it, version));
            })).toList();
            for (var click : clicks) {
                outcomes.add(click.get());
            }
        }
        assertThat(outcomes.stream().filter(it -> it instanceof ReplyOutcome.Queued)).hasSize(1);
        assertThat(outcomes.stream().filter(it -> it instanceof ReplyOutcome.Stale)).hasSize(5);
        assertThat(town.sentTo(phone)).hasSize(1);
    }

    @Test
    void whoWritesKeepsTheOthersFromAnsweringUntilTheyTakeOver() {
        var id = writes("Il mercato c'è anche domani?");
        var anna = operator("Anna Rossi");
        var bruno = operator("Bruno Neri");
        town.inTown(() -> desk.writes(id, anna));
        town.inTown(() -> desk.writes(id, bruno));
        assertThat(answer(id, bruno)).isEqualTo(new ReplyOutcome.Locked(anna));
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5)).getFirst().hands().writing()).isEqualTo("Anna Rossi");
        assertThat(town.inTown(() -> desk.takeOver(id, bruno))).isTrue();
        assertThat(answer(id, anna)).isEqualTo(new ReplyOutcome.Locked(bruno));
        assertThat(talk(id).desk().story().getFirst()).satisfies(it -> {
            assertThat(it.author()).isEqualTo("Bruno Neri");
            assertThat(it.words()).isEqualTo("ha preso il posto di Anna Rossi");
        });
        assertThat(answer(id, bruno)).isInstanceOf(ReplyOutcome.Queued.class);
        assertThat(talk(id).desk().writing()).isNull();
    }

    @Test
    void anAnswerCanBeTakenBackBeforeItLeaves() {
        var id = writes("Il mercato c'è anche domani?");
        var anna = operator("Anna Rossi");
        answer(id, anna);
        assertThat(town.inTown(() -> undoing.undo(id, operator("Bruno Neri")))).as("not by another").isEmpty();
        assertThat(town.inTown(() -> undoing.undo(id, anna)).map(Undoing.Undone::text)).contains(ANSWER.words());
        assertThat(town.sentTo(phone)).isEmpty();
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5))).hasSize(1);
        assertThat(town.inTown(() -> undoing.undo(id, anna))).isEmpty();
    }

    @Test
    @DisplayName("PI-08: an answer that is taken back leaves what another one answered, and the talk as it was")
    void whatIsTakenBackLeavesTheTalkAsItWas() {
        town.like("pistoia");
        var anna = operator("Anna Rossi");
        var id = writes("Il mercato c'è anche domani?");
        answer(id, anna);
        undo(id, anna);
        assertThat(talk(id).conversation()).satisfies(it -> {
            assertThat(it.state()).isEqualTo(Conversation.State.NEW);
            assertThat(it.care().follower()).as("nobody followed it").isNull();
            assertThat(it.waitingSince()).isNotNull();
        });
        answer(id, anna);
        answer(id, anna);
        undo(id, anna);
        assertThat(state(id)).isEqualTo(Conversation.State.PENDING);
        assertThat(town.inTown(() -> desk.close(id, Outcome.ANSWERED, null, anna))).as("the first answer has left").isEqualTo(CloseOutcome.CLOSED);
        answer(id, anna);
        undo(id, anna);
        assertThat(state(id)).isEqualTo(Conversation.State.CLOSED);
        assertThat(talk(id).conversation().care().outcome()).isEqualTo(Outcome.ANSWERED);

        var other = writes("Serve l'Isee?");
        town.inTown(() -> desk.close(other, Outcome.ELSEWHERE, "Ha telefonato", anna));
        answer(other, anna);
        undo(other, anna);
        assertThat(talk(other).conversation().care().reason()).isEqualTo("Ha telefonato");
        answer(other, anna);
        town.citizenWrites(phone, "E la carta d'identità?");
        undo(other, anna);
        assertThat(talk(other).conversation()).as("what she wrote meanwhile waits").satisfies(it -> {
            assertThat(it.state()).isEqualTo(Conversation.State.NEW);
            assertThat(it.waitingSince()).isNotNull();
            assertThat(it.care().outcome()).isNull();
        });
    }

    @Test
    @DisplayName("PI-08: an answer that does not arrive brings its talk back, also closed, and no other of the same person")
    void anAnswerThatDoesNotArriveBringsItsTalkBack() {
        town.like("pistoia").office("tributi", "Ufficio tributi");
        var anna = operator("Anna Rossi");
        var first = writes("Il mercato c'è anche domani?");
        answer(first, anna);
        town.inTown(() -> desk.close(first, Outcome.ANSWERED, null, anna));
        town.inTown(() -> offices.rule("tributi", new RuleTable.OfficeRule("tari", List.of(), false)));
        town.citizenWrites(phone, "Quanto pago di Tari?");
        var second = town.inTown(() -> conversations.of(town.citizen(phone)).orElseThrow());
        assertThat(second).isNotEqualTo(first);
        var message = ((ReplyOutcome.Queued) answer(second, anna)).message();
        town.inTown(() -> desk.close(second, Outcome.ANSWERED, null, anna));
        town.inTown(() -> deliveries.record(town.lane(), List.of(new DeliveryReport("wamid." + Ids.next(), message, DeliveryReport.Status.FAILED, town.now(), "131026", "Non raggiungibile.")), "test"));
        assertThat(state(second)).isEqualTo(Conversation.State.TAKEN);
        assertThat(talk(second).conversation().waitingSince()).isNotNull();
        assertThat(talk(second).desk().story().getFirst().words()).contains("non è arrivata");
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 1)).getFirst().words()).startsWith("Risposta non arrivata: ");
        assertThat(town.inTown(() -> desk.close(second, Outcome.ANSWERED, null, anna))).as("nobody has answered").isEqualTo(CloseOutcome.NEEDS_REASON);
        assertThat(state(first)).as("the talk with the other office").isEqualTo(Conversation.State.CLOSED);
    }

    @Test
    @DisplayName("PI-08: an emoji is no answer")
    void anEmojiIsNoAnswer() {
        town.like("pistoia");
        var anna = operator("Anna Rossi");
        var id = writes("Il mercato c'è anche domani?");
        assertThat(town.inTown(() -> desk.react(id, talk(id).lines().getFirst().line().id(), "👍", anna))).isInstanceOf(ReplyOutcome.Queued.class);
        assertThat(town.inTown(() -> desk.close(id, Outcome.ANSWERED, null, anna))).isEqualTo(CloseOutcome.NEEDS_REASON);
    }

    private void undo(ConversationId id, OperatorId operator) {
        assertThat(town.inTown(() -> undoing.undo(id, operator))).isPresent();
    }

    @Test
    @DisplayName("PI-08: on a channel of people only the same words do not go to many")
    void theSameWordsDoNotGoToMany() {
        town.like("pistoia");
        var anna = operator("Anna Rossi");
        var words = new MessageContent.Text("Gli uffici sono chiusi per il ponte e riaprono mercoledì mattina alle nove in punto.");
        var outcomes = java.util.stream.IntStream.range(0, 6).mapToObj(_ -> writes("Siete aperti?"))
            .map(it -> town.inTown(() -> desk.answer(it, words, anna, null))).toList();
        assertThat(outcomes.subList(0, 5)).allMatch(it -> it instanceof ReplyOutcome.Queued);
        assertThat(outcomes.getLast()).isEqualTo(new ReplyOutcome.SameText(5));
    }

    @Test
    void whatWasSaidIsFoundByTheStemOfItsWordsInOnesOwnTownOnly() {
        var id = writes("Il lampione di via Roma è spento da tre giorni");
        otherTown.citizenWrites(otherTown.newPhone(), "Un altro lampione");
        town.inTown(() -> notepad.note(id, "Chiamare gli elettricisti @anna", operator("Anna Rossi")));
        assertThat(found("lampioni spenti")).containsExactly(id);
        assertThat(found("elettricista")).containsExactly(id);
        assertThat(found("marciapiede")).isEmpty();
        assertThat(otherTown.inTown(() -> lists.list(Filter.of("", "lampioni"), Paging.FIRST, 10))).hasSize(1);
    }

    @Test
    @DisplayName("PI-09: who is not registered waits in «da registrare» until an operator registers them")
    void anOperatorRegistersSomebodyByOneKey() {
        town.like("pistoia");
        var id = writes("Buongiorno, sono nuova in città");
        assertThat(town.inTown(() -> lists.list(Filter.of("registrare", ""), Paging.FIRST, 10))).hasSize(1);
        assertThat(town.inTown(() -> newcomers.register(id, operator("Anna Rossi")))).isTrue();
        assertThat(town.inTown(() -> lists.list(Filter.of("registrare", ""), Paging.FIRST, 10))).isEmpty();
        town.citizenWrites(phone, "Grazie");
        assertThat(talk(id).conversation().care().unregistered()).isFalse();
        assertThat(town.sentTo(phone)).as("nothing left by itself: the profile allows notices alone").isEmpty();
    }

    @Test
    void whatIsPutOffDoesNotWaitUntilThenAndComesBackWithANewMessage() {
        var id = writes("Il mercato c'è anche domani?");
        var anna = operator("Anna Rossi");
        town.inTown(() -> desk.snooze(id, town.now().plus(Duration.ofHours(3)), anna));
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5))).isEmpty();
        town.timePasses(Duration.ofHours(4));
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5))).hasSize(1);
        town.inTown(() -> desk.snooze(id, town.now().plus(Duration.ofHours(3)), anna));
        town.citizenWrites(phone, "Allora?");
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 5))).hasSize(1);
    }

    @Test
    void aChangeIsToldAfterTheCommitAndByOtherNodesWithinHalfASecond() throws Exception {
        town.municipality();
        try (var watcher = town.inTown(() -> signals.watch(Conversations.TOPIC));
                var elsewhere = java.sql.DriverManager.getConnection(String.valueOf(database.getJdbcUrl()), database.getUsername(), database.getPassword())) {
            town.citizenWrites(town.newPhone(), "Il mercato c'è anche domani?");
            assertThat(watcher.await(Duration.ofMillis(200))).isTrue();
            assertThat(watcher.await(Duration.ofMillis(200))).isFalse();
            try (var notify = elsewhere.prepareStatement("select pg_notify('live_change', ?)")) {
                notify.setString(1, "another-node " + town.id() + " inbox");
                notify.execute();
            }
            assertThat(watcher.await(Machine.within(Duration.ofMillis(500), Duration.ofSeconds(10)))).isTrue();
            otherTown.citizenWrites(otherTown.newPhone(), "Di un altro Comune");
            assertThat(watcher.await(Duration.ofMillis(200))).isFalse();
        }
    }

    private PhoneNumber phone = new PhoneNumber("+393470000000");

    private ConversationId writes(String text) {
        phone = town.newPhone();
        var citizen = town.citizenWrites(phone, text);
        return town.inTown(() -> conversations.of(citizen).orElseThrow());
    }

    private ReplyOutcome answer(ConversationId id, OperatorId operator) {
        return town.inTown(() -> desk.answer(id, ANSWER, operator, null));
    }

    private Conversation.State state(ConversationId id) {
        return talk(id).conversation().state();
    }

    private Talk talk(ConversationId id) {
        return town.inTown(() -> talks.find(id).orElseThrow());
    }

    private List<ConversationId> found(String words) {
        return town.inTown(() -> lists.list(Filter.of("", words), Paging.FIRST, 10)).stream().map(it -> it.conversation().id()).toList();
    }

    private OperatorId operator(String name) {
        var email = Ids.next() + "@comune.example";
        operators.add(town.id(), email, name, "una buona password", Set.of(Role.AGENT));
        return town.inTown(() -> operators.find(email).orElseThrow());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.outbox.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How an answer comes into the chat. */
@TownTest
@NullMarked
class ChatDeliveryTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired ConversationTable talks;
    @Autowired Operators operators;
    @Autowired Outbox outbox;
    @Autowired Merges merges;
    @Autowired JdbcClient db;

    private Visitor anna;
    private Visitor rosa;

    @BeforeEach
    void rosaHasWritten() {
        anna = stage.opens(town, port);
        rosa = Visitor.from("127.0.8.160", port);
        assertThat(stage.say(town, rosa, "Buongiorno").statusCode()).isEqualTo(302);
    }

    @Test
    void anAnswerStandsInTheChatWithTheTransactionThatWritesIt() {
        town.inTransaction(() -> {
            assertThat(answer("Buongiorno a Lei")).isInstanceOf(ReplyOutcome.Queued.class);
            assertThat(lines()).containsExactly("Buongiorno", "Buongiorno a Lei");
            assertThat(states()).containsExactly("ACCEPTED");
            assertThat(queued()).as("nothing is left to wait for").isZero();
            return 0;
        });
        assertThat(rosa.get(chat("")).body()).contains("Buongiorno a Lei");
    }

    @Test
    void anAnswerThatFindsNoPlaceInTheChatIsNotWritten() {
        town.inTransaction(() -> db.sql("insert into webchat_line (session_id, number, message_id, body, at) select id, 2, gen_random_uuid(), 'altro', now() from webchat_session").update());
        assertThatThrownBy(() -> town.inTransaction(() -> answer("Buongiorno a Lei"))).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(town.inTransaction(this::states)).isEmpty();
        assertThat(town.inTransaction(() -> db.sql("select state from conversation").query(String.class).list())).as("Rosa waits still").containsExactly("NEW");
    }

    @Test
    void anAnswerToWhoHasNoChatFailsByTheQueueAndThePersonWaitsAgain() {
        town.inTransaction(() -> db.sql("delete from webchat_session").update());
        town.inTransaction(() -> answer("Buongiorno a Lei"));
        await().untilAsserted(() -> assertThat(town.inTransaction(this::states)).containsExactly("FAILED"));
        assertThat(town.inTransaction(() -> db.sql("select state from conversation").query(String.class).list())).containsExactly("TAKEN");
        assertThat(anna.get(stage.talk(town, anna)).body()).contains("Questa persona non ha una chat aperta sul sito.", "La risposta non è arrivata");
    }

    @Test
    void anAnswerToATalkThatHasEndedIsItsLastLine() {
        rosa.postBare(chat("/fine"), "");
        town.inTransaction(() -> answer("Ancora una cosa"));
        assertThat(town.inTransaction(this::lines)).containsExactly("Buongiorno", "Ancora una cosa");
        assertThat(rosa.get(chat("")).body()).contains("La conversazione è conclusa.", "Ancora una cosa");
    }

    @Test
    void whatIsToLeaveLaterWaitsInTheQueueAndCanBeTakenBack() {
        var content = new MessageContent.Text("Più tardi");
        var taken = later(content, Duration.ofHours(1));
        assertThat(town.inTransaction(this::queued)).isOne();
        assertThat(town.inTransaction(() -> outbox.withdraw(taken))).isTrue();
        assertThat(town.inTransaction(this::states)).isEmpty();
        later(content, Duration.ofSeconds(2));
        assertThat(town.inTransaction(this::lines)).containsExactly("Buongiorno");
        await().untilAsserted(() -> assertThat(town.inTransaction(this::states)).containsExactly("ACCEPTED"));
        assertThat(town.inTransaction(this::lines)).containsExactly("Buongiorno", "Più tardi");
    }

    /** Who ends the talk holds the chat and tells the conversation of it; who answers holds the conversation and looks for the chat. */
    @Test
    @Timeout(30)
    void aPersonMayEndHerTalkWhileSomebodyAnswersIt() {
        town.inTransaction(() -> {
            assertThat(talks.lock(talk())).isPresent();
            assertThat(rosa.postBare(chat("/fine"), "").statusCode()).isEqualTo(302);
            return answer("Arrivederci");
        });
        assertThat(town.inTransaction(this::lines)).containsExactly("Buongiorno", "Arrivederci");
    }

    @Test
    @Timeout(30)
    void anAnswerToWhoTurnsOutToBeAnotherMeanwhileGoesAlong() {
        var rosas = town.inTransaction(() -> new CitizenId(db.sql("select citizen_id from webchat_session").query(UUID.class).single()));
        var known = town.citizen(town.newPhone());
        var merging = town.inTransaction(() -> {
            answer("Buongiorno a Lei");
            var merge = CompletableFuture.runAsync(() -> town.inTransaction(() -> {
                merges.merge(rosas, known, Merge.Cause.CARRIED_ON, null);
                return 0;
            }));
            await().until(() -> merge.isDone() || waiting() > 0);
            return merge;
        });
        merging.join();
        assertThat(town.inTransaction(() -> db.sql("select citizen_id from outgoing_message").query(UUID.class).list())).containsExactly(known.value());
    }

    private int waiting() {
        return db.sql("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'").query(Integer.class).single();
    }

    @Test
    void whatAPersonSaysInTheChatIsTheOperatorsAndOpensNo24Hours() {
        assertThat(town.inTransaction(() -> db.sql("select taken_by from inbound_message").query(String.class).list())).containsExactly("Conversations");
        assertThat(town.inTransaction(() -> db.sql("select count(*) from service_window").query(Integer.class).single())).isZero();
    }

    private ReplyOutcome answer(String text) {
        return stage.conversations.reply(talk(), new MessageContent.Text(text), operator());
    }

    private MessageId later(MessageContent content, Duration after) {
        return town.inTransaction(() -> outbox.answer(new Outbox.Reply(ChannelKind.WEBCHAT,
            new CitizenId(db.sql("select citizen_id from webchat_session").query(UUID.class).single()), content, Origin.by(operator()), null), after));
    }

    private OperatorId operator() {
        return operators.colleagues().getFirst().id();
    }

    private ConversationId talk() {
        return new ConversationId(db.sql("select id from conversation").query(UUID.class).single());
    }

    private List<String> lines() {
        return db.sql("select body from webchat_line order by number").query(String.class).list();
    }

    private List<String> states() {
        return db.sql("select state from outgoing_message").query(String.class).list();
    }

    private int queued() {
        return db.sql("select count(*) from send_queue").query(Integer.class).single();
    }

    private String chat(String below) {
        return "/" + town.slug() + "/chat" + below;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.PersonEvent;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.contact.Persons;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.correspondence.Line;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.inbox.Filter;
import it.filodiretto.inbox.InboxLists;
import it.filodiretto.inbox.InboxRow;
import it.filodiretto.inbox.ListTable;
import it.filodiretto.inbox.Paging;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.office.Offices;
import it.filodiretto.office.RuleTable;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.outbox.BulkOrder;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
@NullMarked
class ConversationsTest {

    private static final MessageContent.Text THANKS = new MessageContent.Text("Grazie, ce ne occupiamo.");

    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Conversations conversations;
    @Autowired Talks talks;
    @Autowired InboxLists lists;
    @Autowired Persons persons;
    @Autowired Desk desk;
    @Autowired Notepad notepad;
    @Autowired Bulks bulks;
    @Autowired Deliveries deliveries;
    @Autowired Inbound inbound;
    @Autowired Citizens citizens;
    @Autowired Operators operators;
    @Autowired Offices offices;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("SF-06: a reply that quotes a notice opens a conversation linked to that notice, however old it is")
    void aReplyThatQuotesANoticeIsLinkedToIt() {
        var phone = town.newPhone();
        var first = notice(phone, "wamid.first-" + phone.digits());
        notice(phone, "wamid.second-" + phone.digits());
        writes(phone, "A che ora torna l'acqua?", "wamid.first-" + phone.digits());
        assertThat(only().conversation().bulk()).isEqualTo(first);
        assertThat(only().notice()).isEqualTo("Manca l'acqua in via Roma");
        town.timePasses(Duration.ofDays(3));
        writes(phone, "È tornata?", "wamid.first-" + phone.digits());
        assertThat(only().conversation().bulk()).isEqualTo(first);
    }

    @Test
    @DisplayName("SF-06: a reply that quotes nothing is linked to the notice of the last 24 hours")
    void aReplyWithinADayIsLinkedToTheLastNotice() {
        var phone = town.newPhone();
        notice(phone, "wamid.one-" + phone.digits());
        var last = notice(phone, "wamid.two-" + phone.digits());
        writes(phone, "Grazie dell'avviso, una domanda", null);
        assertThat(only().conversation().bulk()).isEqualTo(last);
        assertThat(story(town, only().conversation().id()).orElseThrow().stream().map(PersonEvent::words)).as("the person's story, notices included").filteredOn(it -> it.equals("Avviso partito: «Manca l'acqua in via Roma»")).hasSize(2);
        assertThat(story(otherTown, only().conversation().id())).as("another town's").isEmpty();
    }

    @Test
    @DisplayName("SF-06: a reply to a notice goes to the office of its topic, unless its words name another or one talks with her already")
    void aReplyToANoticeGoesToTheOfficeOfItsTopic() {
        town.office("acquedotto", "Acquedotto").office("polizia", "Polizia locale");
        town.inTown(() -> offices.rule("acquedotto", new RuleTable.OfficeRule("", List.of("disservizi"), false)));
        town.inTown(() -> offices.rule("polizia", new RuleTable.OfficeRule("multa", List.of("strade"), false)));
        assertThat(officeOfReply("disservizi", "A che ora torna l'acqua?")).isEqualTo("acquedotto");
        assertThat(officeOfReply("strade", "Passano le bici?")).isEqualTo("polizia");
        assertThat(officeOfReply("eventi", "È all'aperto?")).as("a topic of no office").isEqualTo(town.municipality().offices().getFirst().code());
        assertThat(officeOfReply("disservizi", "Ho preso una multa")).as("what she says herself counts more").isEqualTo("polizia");
        var phone = town.newPhone();
        writes(phone, "Ho preso una multa", null);
        about(notice(phone, "wamid.later-" + phone.digits()), "disservizi");
        writes(phone, "E l'acqua?", "wamid.later-" + phone.digits());
        assertThat(office(phone)).as("an office talks with her").isEqualTo("polizia");
    }

    private String officeOfReply(String topic, String words) {
        var phone = town.newPhone();
        about(notice(phone, "wamid.topic-" + phone.digits()), topic);
        writes(phone, words, null);
        return office(phone);
    }

    private String office(PhoneNumber phone) {
        return town.inTown(() -> talks.find(conversations.of(town.citizen(phone)).orElseThrow()).orElseThrow().conversation().office());
    }

    /** The notice that this sending carries. */
    private void about(BulkId bulk, String topic) {
        town.inTransaction(() -> {
            var id = Ids.next();
            db.sql("""
                    insert into notice (id, title, text, topic, districts, channels, text_hash, state) values (?, 'Xyz', 'Xyz.', ?, '{}', '{whatsapp}', 'x', 'SENT')""")
                .param(id).param(topic).update();
            return db.sql("insert into broadcast (id, notice_id, state, approved_at, approved_hash) values (?, ?, 'FILLED', now(), 'x')").param(bulk.value()).param(id).update();
        });
    }

    @Test
    void whatComesADayAfterTheNoticeIsLinkedToNone() {
        var phone = town.newPhone();
        notice(phone, "wamid.old-" + phone.digits());
        town.timePasses(Duration.ofHours(25));
        writes(phone, "Buongiorno, il lampione di via Roma è spento", null);
        assertThat(only().conversation().bulk()).isNull();
    }

    @Test
    void theNoticeThatWasAnsweredIsReadInTheTalk() {
        var phone = town.newPhone();
        notice(phone, "wamid.read-" + phone.digits());
        writes(phone, "Fino a quando?", null);
        assertThat(talk().lines().stream().map(it -> it.line().words())).containsExactly("Manca l'acqua in via Roma\nTorna verso le 15.", "Fino a quando?");
    }

    @Test
    void after24HoursFreeTextIsRefusedAndNothingLeaves() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Buongiorno, il lampione di via Roma è spento");
        var id = only().conversation().id();
        var end = town.now().plus(Duration.ofHours(24));
        town.timePasses(Duration.ofHours(24).plusSeconds(1));
        assertThat(town.inTown(() -> conversations.reply(id, THANKS, operator())))
            .isInstanceOfSatisfying(ReplyOutcome.WindowClosed.class, it -> assertThat(it.since()).isBeforeOrEqualTo(end).isAfter(end.minusSeconds(5)));
        assertThat(town.sentTo(phone)).isEmpty();
        town.citizenWrites(phone, "Ci siete?");
        assertThat(town.inTown(() -> conversations.reply(id, THANKS, operator()))).isInstanceOf(ReplyOutcome.Queued.class);
    }

    @Test
    @DisplayName("PI-06: an answer keeps the name of the operator who wrote it, and nobody waits any more")
    void anAnswerNamesItsOperator() {
        town.like("pistoia");
        var phone = town.newPhone();
        town.citizenWrites(phone, "Serve l'appuntamento per la carta d'identità?");
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 10))).hasSize(1);
        assertThat(town.inTown(() -> conversations.reply(only().conversation().id(), THANKS, operator()))).isInstanceOf(ReplyOutcome.Queued.class);
        var answer = talk().lines().getLast();
        assertThat(answer.author()).isEqualTo("Bruno Neri");
        assertThat(answer.line()).isInstanceOfSatisfying(Line.Written.class, it -> assertThat(it.fate().state()).isEqualTo("QUEUED"));
        assertThat(only().answeredBy()).isEqualTo("Bruno Neri");
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 10))).isEmpty();
    }

    @Test
    @DisplayName("PI-07: on a channel of people only a program cannot answer in nobody's name")
    void onAChannelOfPeopleOnlyNobodyIsNoAnswerer() {
        town.like("pistoia");
        var phone = town.newPhone();
        town.citizenWrites(phone, "Serve l'appuntamento?");
        assertThat(town.inTown(() -> conversations.reply(only().conversation().id(), THANKS, null))).isEqualTo(new ReplyOutcome.NobodyNamed());
        assertThat(town.sentTo(phone)).isEmpty();
    }

    @Test
    void anotherTownsConversationDoesNotExistForUs() {
        otherTown.citizenWrites(otherTown.newPhone(), "Ciao, una domanda!");
        var theirs = otherTown.inTown(() -> lists.newest(ListTable.Which.ALL, null, 10)).getFirst().conversation().id();
        assertThat(town.inTown(() -> conversations.reply(theirs, THANKS, operator()))).isEqualTo(new ReplyOutcome.NoSuchConversation());
        assertThat(town.inTown(() -> talks.find(theirs))).isEmpty();
        assertThat(town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 10))).isEmpty();
    }

    @Test
    @DisplayName("BI-09: what people write to a number that only sends is shown to nobody, not even after the mode has changed")
    void whatIsWrittenToAOneWayNumberIsNotShown() {
        town.like("bientina");
        var phone = town.newPhone();
        town.citizenWrites(phone, "Un segreto per nessuno");
        assertThat(town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 10))).isEmpty();
        town.mode(ChannelMode.TWO_WAY);
        assertThat(town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 10))).isEmpty();
        town.citizenWrites(phone, "Adesso mi leggete?");
        assertThat(talk().lines().stream().map(it -> it.line().words())).containsExactly("Adesso mi leggete?");
        town.mode(ChannelMode.ONE_WAY);
        assertThat(town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 10))).isEmpty();
    }

    @Test
    void aRepeatDoesNothing() {
        var phone = town.newPhone();
        var at = town.now();
        town.arrives(phone, new InboundContent.Text("Una domanda"), at, "wamid.repeat-" + phone.digits());
        town.inTown(() -> conversations.reply(only().conversation().id(), THANKS, operator()));
        town.arrives(phone, new InboundContent.Text("Una domanda"), at, "wamid.repeat-" + phone.digits());
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 10))).isEmpty();
        assertThat(talk().lines()).hasSize(2);
    }

    @Test
    void aKindThatIsNotShownYetHasItsName() {
        town.arrives(town.newPhone(), new InboundContent.Other("image", "foto"), town.now(), "wamid." + Ids.next());
        assertThat(only().words()).isEqualTo("[foto]");
    }

    @Test
    void aKeywordOpensNoConversation() {
        town.citizenWrites(town.newPhone(), "ATTIVA COMUNE AMICO");
        assertThat(town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 10))).isEmpty();
    }

    @Test
    void onePersonHasOneConversationAndTheLongestWaitCounts() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Prima domanda, sul mercato");
        var since = only().conversation().waitingSince();
        town.timePasses(Duration.ofMinutes(18));
        town.citizenWrites(phone, "Seconda domanda, sul mercato");
        assertThat(only().conversation().waitingSince()).isEqualTo(since);
    }

    @Test
    void twoPersonsWhoAreOneHaveOneConversationWithAllThatWasSaid() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Scrivo con il numero");
        var userId = "IT." + phone.digits();
        town.inTransaction(() -> inbound.receive(message(WhatsAppIdentity.of(phone), "Scrivo con il numero ancora", null)));
        town.inTransaction(() -> inbound.receive(message(new WhatsAppIdentity(null, userId, null), "Scrivo senza numero", null)));
        assertThat(town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 10))).hasSize(2);
        town.inTransaction(() -> citizens.recognise(new WhatsAppIdentity(phone, userId, null)));
        assertThat(only().conversation().citizen()).isEqualTo(town.citizen(phone));
        assertThat(talk().lines()).hasSize(3);
    }

    @Test
    void whoWaitsStillWaitsWhenSheTurnsOutToBeSomebodyWhoWasPutOff() {
        var first = town.newPhone();
        var putOff = talkOf(town.citizenWrites(first, "Avete trovato le mie chiavi?"));
        var bruno = operator();
        town.inTown(() -> notepad.mark(putOff, "appuntamento", bruno));
        town.inTown(() -> desk.answer(putOff, THANKS, bruno, null));
        town.inTown(() -> desk.snooze(putOff, town.now().plus(Duration.ofDays(3)), bruno));
        town.inTown(() -> desk.seen(putOff, bruno));
        var second = town.newPhone();
        var waits = talkOf(town.citizenWrites(second, "C'è una buca"));
        town.inTown(() -> notepad.mark(waits, "buca sulla strada", bruno));
        town.inTown(() -> persons.unite(waits, first.e164()));
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 10))).singleElement().satisfies(it -> {
            assertThat(it.conversation().state()).isEqualTo(Conversation.State.TAKEN);
            assertThat(it.conversation().care().labels()).containsExactly("appuntamento", "buca sulla strada");
            assertThat(it.conversation().care().seen()).isFalse();
        });
    }

    private ConversationId talkOf(CitizenId citizen) {
        return town.inTown(() -> conversations.of(citizen).orElseThrow());
    }

    private Optional<List<PersonEvent>> story(Town where, ConversationId id) {
        return where.inTown(() -> persons.story(id, 50));
    }

    private InboxRow only() {
        var rows = town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 10));
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private Talk talk() {
        return town.inTown(() -> talks.find(only().conversation().id()).orElseThrow());
    }

    private OperatorId operator() {
        var email = "bruno." + Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        return town.inTown(() -> operators.find(email).orElseThrow());
    }

    /** A notice that this person has got, now by the real clock. */
    private BulkId notice(PhoneNumber phone, String externalId) {
        var id = new BulkId(Ids.next());
        var citizen = town.citizen(phone);
        town.inTown(() -> {
            bulks.open(new BulkOrder(id, ChannelKind.WHATSAPP, null,
                new MessageContent.Template("avviso_generale", "it", List.of(), "Manca l'acqua in via Roma\nTorna verso le 15."),
                Priority.NOTICE, Origin.automatic(AutomaticKind.NOTICE), 1, town.now()));
            bulks.add(id, List.of(citizen));
            bulks.filled(id, 1);
            var message = bulks.outcomes(id, null, 1).getFirst().message();
            deliveries.record(town.lane(), List.of(new DeliveryReport(externalId, message, DeliveryReport.Status.SENT, town.now(), null, null)), "test");
        });
        return id;
    }

    private void writes(PhoneNumber phone, String text, @Nullable String quoted) {
        town.inTransaction(() -> inbound.receive(message(WhatsAppIdentity.of(phone), text, quoted)));
    }

    private InboundMessage message(WhatsAppIdentity who, String text, @Nullable String quoted) {
        return new InboundMessage(Ids.next(), town.lane(), citizens.recognise(who), "wamid." + Ids.next(), new InboundContent.Text(text), town.now(), town.now(), quoted);
    }
}

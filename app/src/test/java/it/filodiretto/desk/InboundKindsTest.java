// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.correspondence.Line;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.inbound.Unserved;
import it.filodiretto.inbox.Filter;
import it.filodiretto.inbox.InboxLists;
import it.filodiretto.inbox.ListTable;
import it.filodiretto.inbox.Paging;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MediaReference;
import it.filodiretto.messaging.Provenance;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.ContactChannel.Kind;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Subscriptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every kind of thing that a person can send, as operators read it, and what is answered by itself. */
@TownTest
@NullMarked
class InboundKindsTest {

    private static final MediaReference FILE = new MediaReference("1", "image/jpeg", "abc=", "bolletta.pdf", null);
    private static final InboundContent VOICE = new InboundContent.Audio(FILE, true);

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Talks talks;
    @Autowired InboxLists lists;
    @Autowired Inbound inbound;
    @Autowired Outbox outbox;
    @Autowired OpeningHours hours;
    @Autowired Subscriptions subscriptions;
    @Autowired Operators operators;
    @Autowired JdbcClient db;

    @Test
    void everyKindIsReadInWords() {
        var phone = town.newPhone();
        List.of(new InboundContent.Image(FILE, "la buca"), new InboundContent.Video(FILE, null), VOICE, new InboundContent.Audio(FILE, false),
            new InboundContent.Document(FILE, null), new InboundContent.Sticker(FILE, true),
            new InboundContent.Location(43.4633, 11.8797, "Piazza Grande", null), new InboundContent.Location(43.4633, 11.8797, null, null),
            new InboundContent.Contacts(List.of(new InboundContent.Card("Anna", List.of("+39 347 •••000")))),
            new InboundContent.Tap("x", "Sì"), new InboundContent.Other("poll", "sondaggio")).forEach(it -> arrives(phone, it));
        assertThat(words()).containsExactly("[foto] la buca", "[video]", "[messaggio vocale]", "[audio]", "[documento bolletta.pdf]", "[adesivo]",
            "[posizione] Piazza Grande", "[posizione] 43.46330, 11.87970", "[contatto] Anna (+39 347 •••000)", "Sì", "[sondaggio]");
        assertThat(town.sentTo(phone)).isEmpty();
    }

    @Test
    void aReactionStandsBelowItsMessageAndNobodyIsToAnswerIt() {
        var phone = town.newPhone();
        var first = arrives(phone, new InboundContent.Text("Grazie a voi"));
        db(() -> db.sql("update conversation set waiting_since = null").update());
        arrives(phone, new InboundContent.Reaction(first, "👍"));
        assertThat(lines()).singleElement().satisfies(it -> assertThat(it.remarks().reaction()).isEqualTo("👍"));
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 10))).isEmpty();
        arrives(phone, new InboundContent.Reaction(first, null));
        assertThat(lines()).singleElement().satisfies(it -> assertThat(it.remarks().reaction()).isNull());
        assertThat(town.sentTo(phone)).isEmpty();
    }

    @Test
    void anEditChangesWhatIsShownAndKeepsWhatWas() {
        var phone = town.newPhone();
        arrives(phone, new InboundContent.Edit("wamid.before", new InboundContent.Text("alle 10")), "wamid.e", null);
        arrives(phone, new InboundContent.Text("alle 9"), "wamid.before", null);
        assertThat(words()).containsExactly("alle 10");
        var page = talkPage();
        assertThat(page).contains("alle 10", "Modificato da chi l’ha scritto", "Com’era prima", "alle 9");
    }

    @Test
    void searchFindsWhatIsSaidNowAndNotWhatWasTakenBack() {
        var phone = town.newPhone();
        var first = arrives(phone, new InboundContent.Text("Vorrei parlare col sindaco"));
        var second = arrives(phone, new InboundContent.Text("il mio segreto"));
        assertThat(found("sindaco")).hasSize(1);
        arrives(phone, new InboundContent.Edit(first, new InboundContent.Text("Vorrei parlare con la biblioteca")));
        assertThat(found("sindaco")).isEmpty();
        assertThat(found("biblioteche")).hasSize(1);
        arrives(phone, new InboundContent.Revoke(second));
        assertThat(found("segreto")).isEmpty();
        arrives(phone, new InboundContent.Edit(second, new InboundContent.Text("un altro segreto")));
        assertThat(found("segreto")).as("taken back is taken back").isEmpty();
        arrives(town.newPhone(), new InboundContent.Revoke(first));
        assertThat(found("biblioteca")).as("nobody takes back what another wrote").hasSize(1);
    }

    @Test
    void searchFindsWhatIsSaidNowAlsoWhenTheCorrectionComesFirst() {
        var phone = town.newPhone();
        arrives(phone, new InboundContent.Edit("wamid.changed", new InboundContent.Text("Apre la biblioteca?")), "wamid.edit", null);
        arrives(phone, new InboundContent.Revoke("wamid.gone"));
        arrives(phone, new InboundContent.Text("Apre la piscina?"), "wamid.changed", null);
        arrives(phone, new InboundContent.Text("il mio segreto"), "wamid.gone", null);
        assertThat(found("piscina")).isEmpty();
        assertThat(found("biblioteca")).hasSize(1);
        assertThat(found("segreto")).isEmpty();
    }

    @Test
    void AR_07_anEditToAKindThatTheTownDoesNotTakeIsRefusedAndChangesNothing() {
        town.like("arezzo");
        var phone = town.newPhone();
        var first = arrives(phone, new InboundContent.Text("La buca in via Roma"));
        arrives(phone, new InboundContent.Edit(first, VOICE));
        assertThat(words()).contains("La buca in via Roma", "[messaggio vocale]");
        assertThat(town.wordsSentTo(phone)).hasSize(1);
        assertThat(talkPage()).contains("Non accettato: questo numero non riceve messaggi vocali").doesNotContain("Modificato da chi l’ha scritto");
        arrives(phone, new InboundContent.Edit(first, new InboundContent.Image(FILE, "La buca")));
        assertThat(words()).contains("[foto] La buca").doesNotContain("La buca in via Roma");
        assertThat(db(inbound::unservedToday)).isEqualTo(new Unserved(0, 1));
    }

    @Test
    void AR_01_whatWhatsAppSaysOfAPersonOpensNothingAndWaitsForNobody() {
        var phone = town.newPhone();
        arrives(phone, new InboundContent.IdentityChange(InboundContent.IdentityChange.What.NUMBER));
        assertThat(town.inTransaction(() -> outbox.windowIsOpen(town.citizen(phone)))).isFalse();
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 10))).isEmpty();
    }

    @Test
    void PI_01_whereAMessageComesFromStandsAboveIt() {
        var citizen = town.citizen(town.newPhone());
        arrives(citizen, "Fate girare!", new Provenance(Provenance.Forwarded.OFTEN, null));
        arrives(citizen, "Quando torna?", new Provenance(Provenance.Forwarded.NO, new Provenance.Source(false, "Torna il mercato", "https://fb.me/4711")));
        arrives(citizen, "E qui?", new Provenance(Provenance.Forwarded.NO, new Provenance.Source(true, null, "javascript:alert(1)")));
        assertThat(talkPage()).contains("Inoltrato molte volte", "<a href=\"https://fb.me/4711\" rel=\"noreferrer\">Arriva da un post: «Torna il mercato»</a>", "Arriva da un’inserzione")
            .doesNotContain("javascript:");
    }

    private void arrives(CitizenId citizen, String words, Provenance from) {
        town.inTransaction(() -> inbound.receive(new InboundMessage(Ids.next(), town.lane(), citizen, "wamid." + Ids.next(), new InboundContent.Text(words), town.now(), town.now(), null, from)));
        town.timePasses(Duration.ofSeconds(1));
    }

    @Test
    void whatWasTakenBackIsNotShownAnyMore() {
        var phone = town.newPhone();
        var id = arrives(phone, new InboundContent.Text("il mio segreto"));
        arrives(phone, new InboundContent.Revoke(id));
        assertThat(talkPage()).contains("messaggio cancellato da chi l").doesNotContain("il mio segreto");
        assertThat(enter().get("/console/" + town.slug() + "/messaggi").body()).doesNotContain("il mio segreto");
    }

    @Test
    void nobodyChangesWhatAnotherWrote() {
        var phone = town.newPhone();
        arrives(phone, new InboundContent.Text("è mio"), "wamid.mine", null);
        arrives(town.newPhone(), new InboundContent.Revoke("wamid.mine"));
        assertThat(words()).containsExactly("è mio");
    }

    @Test
    void aQuotedMessageStandsAboveTheAnswer() {
        var phone = town.newPhone();
        var first = arrives(phone, new InboundContent.Text("Il mercato di sabato"));
        arrives(phone, new InboundContent.Text("Dicevo questo"), "wamid.q", first);
        assertThat(lines().getLast()).isInstanceOfSatisfying(Line.Received.class,
            it -> assertThat(it.quoted()).isEqualTo(new Line.Quote("Il mercato di sabato", false)));
        assertThat(talkPage()).contains("<blockquote", "Risponde a un suo messaggio");
    }

    @Test
    void noneOfThemIsEverAKeyword() {
        var phone = town.newPhone();
        var words = "ATTIVA COMUNE AMICO";
        var first = arrives(phone, new InboundContent.Text("buongiorno"));
        List.of(new InboundContent.Image(FILE, words), new InboundContent.Document(FILE, words), new InboundContent.Tap("altro", words),
            new InboundContent.Edit(first, new InboundContent.Text(words)), new InboundContent.Other("history", words)).forEach(it -> arrives(phone, it));
        assertThat(town.inTown(() -> subscriptions.isSubscribed(town.citizen(phone)))).isFalse();
    }

    @Test
    void AR_07_whatTheTownDoesNotTakeIsAnsweredOnceADayAndStoredAsRefused() {
        town.like("arezzo");
        var phone = town.newPhone();
        arrives(phone, new InboundContent.Image(FILE, null));
        assertThat(town.sentTo(phone)).isEmpty();
        for (int i = 0; i < 3; i++) {
            arrives(phone, VOICE);
        }
        assertThat(town.wordsSentTo(phone)).singleElement().asString().startsWith("Questo numero riceve testi, foto, piccoli video e la posizione");
        town.timePasses(Duration.ofHours(24));
        arrives(phone, new InboundContent.Contacts(List.of(new InboundContent.Card("Anna", List.of()))));
        assertThat(town.sentTo(phone)).hasSize(2);
        assertThat(lines()).filteredOn(Line.Received.class::isInstance).map(Line.Received.class::cast).extracting(Line.Received::refused)
            .containsExactly(false, true, true, true, true);
        assertThat(talkPage()).contains("Non accettato: questo numero non riceve messaggi vocali");
        assertThat(db(inbound::unservedToday)).isEqualTo(new Unserved(0, 1));
    }

    @Test
    void whereNothingIsAnsweredByItselfPeopleReadWhatIsRefused() {
        town.like("arezzo").mode(ChannelMode.PEOPLE_ONLY);
        var phone = town.newPhone();
        arrives(phone, VOICE);
        assertThat(town.sentTo(phone)).isEmpty();
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 10))).hasSize(1);
    }

    @Test
    void AR_06_aCallIsCountedOpensTheChatAndIsAnsweredByOneTextADay() {
        var phone = town.newPhone();
        for (int i = 0; i < 3; i++) {
            arrives(phone, new InboundContent.Call());
        }
        assertThat(town.wordsSentTo(phone)).singleElement().asString().contains("si può solo scrivere");
        assertThat(town.inTransaction(() -> outbox.windowIsOpen(town.citizen(phone)))).isTrue();
        assertThat(db(inbound::unservedToday)).isEqualTo(new Unserved(3, 0));
        assertThat(town.inTown(() -> lists.list(Filter.of("", ""), Paging.FIRST, 10))).isEmpty();
        assertThat(enter().get("/console/" + town.slug() + "/messaggi").body()).contains("Oggi 3 chiamate.");
        town.timePasses(Duration.ofHours(24));
        arrives(phone, new InboundContent.Call());
        assertThat(town.sentTo(phone)).hasSize(2);
    }

    @Test
    void PI_07_whoWritesWhenItIsClosedIsToldOnceADayWhenItOpensWhereTheTownWantsIt() {
        town.like("pistoia").mode(ChannelMode.PEOPLE_ONLY, AutomaticKind.CLOSED);
        var phone = town.newPhone();
        untilItIs(true);
        arrives(phone, new InboundContent.Text("Siete aperti?"));
        assertThat(town.sentTo(phone)).as("while it is open people answer").isEmpty();
        untilItIs(false);
        arrives(phone, new InboundContent.Text("E adesso?"));
        arrives(phone, new InboundContent.Text("Pronto?"));
        assertThat(town.wordsSentTo(phone)).singleElement().asString().contains("WhatsApp adesso è chiuso. Riapre ", " alle ").contains(". Leggiamo il tuo messaggio");
        assertThat(words()).as("people read it all the same").contains("Siete aperti?", "E adesso?", "Pronto?");
        town.timePasses(Duration.ofHours(24));
        untilItIs(false);
        arrives(phone, new InboundContent.Text("C’è qualcuno?"));
        assertThat(town.sentTo(phone)).hasSize(2);
    }

    @Test
    void PI_07_whereTheTownDoesNotWantItNothingSaysThatItIsClosed() {
        town.like("pistoia");
        var phone = town.newPhone();
        untilItIs(false);
        arrives(phone, new InboundContent.Text("Siete aperti?"));
        assertThat(town.sentTo(phone)).isEmpty();
    }

    private void untilItIs(boolean open) {
        while (town.inTown(() -> hours.now(town.municipality().timetableOf(Kind.WHATSAPP))).open() != open) {
            town.timePasses(Duration.ofMinutes(30));
        }
    }

    @Test
    void BI_09_aOneWayNumberAnswersNoCallAndShowsNothing() {
        town.like("bientina");
        var phone = town.newPhone();
        arrives(phone, new InboundContent.Call());
        arrives(phone, VOICE);
        arrives(phone, new InboundContent.Text("c’è nessuno?"));
        assertThat(town.sentTo(phone)).isEmpty();
        assertThat(enter().get("/console/" + town.slug() + "/messaggi").body()).contains("Oggi una chiamata.", "invia solo avvisi").doesNotContain("nessuno?");
    }

    @Test
    void BI_09_whereTheTownWantsItOneCourtesyTextADayNamesWherePeopleAnswer() {
        town.like("bientina");
        var phone = town.newPhone();
        town.mode(ChannelMode.ONE_WAY, AutomaticKind.COURTESY);
        arrives(phone, new InboundContent.Text("c’è nessuno?"));
        arrives(phone, new InboundContent.Text("ehi"));
        assertThat(town.wordsSentTo(phone)).singleElement().asString().startsWith("Questo numero manda solo avvisi").contains("0587 758456");
    }

    @Test
    void BI_10_theCourtesyTextNamesTheChannelsOfTheDirectoryWherePeopleAnswer() {
        town.like("bientina");
        town.mode(ChannelMode.ONE_WAY, AutomaticKind.COURTESY);
        var phone = town.newPhone();
        arrives(phone, new InboundContent.Text("c’è nessuno?"));
        var answering = town.municipality().contacts().stream().filter(it -> List.of(Kind.PHONE, Kind.EMAIL, Kind.DESK).contains(it.kind())).toList();
        assertThat(answering).extracting(ContactChannel::name).containsExactly("Telefono", "E-mail");
        assertThat(town.wordsSentTo(phone).getFirst()).contains("Per parlare con noi: "
            + answering.stream().map(it -> it.name() + " " + it.at()).collect(Collectors.joining(", ")) + ".").doesNotContain("Facebook", "366 5775490");
    }

    private String arrives(PhoneNumber phone, InboundContent content) {
        var id = "wamid." + Ids.next();
        arrives(phone, content, id, null);
        return id;
    }

    private void arrives(PhoneNumber phone, InboundContent content, String id, @Nullable String quoted) {
        var citizen = town.citizen(phone);
        town.inTransaction(() -> inbound.receive(new InboundMessage(Ids.next(), town.lane(), citizen, id, content, town.now(), town.now(), quoted)));
        town.timePasses(Duration.ofSeconds(1));
    }

    private List<String> words() {
        return lines().stream().map(Line::words).toList();
    }

    private List<Line> lines() {
        return town.inTown(() -> {
            var first = lists.newest(ListTable.Which.ALL, null, 10).getLast();
            return talks.find(first.conversation().id()).orElseThrow().lines().stream().map(Talk.Signed::line).toList();
        });
    }

    private List<?> found(String words) {
        return town.inTown(() -> lists.list(Filter.of("", words), Paging.FIRST, 10));
    }

    private <T> T db(Supplier<T> work) {
        return town.inTransaction(work);
    }

    private String talkPage() {
        var id = town.inTown(() -> lists.newest(ListTable.Which.ALL, null, 1).getFirst().conversation().id());
        return enter().get("/console/" + town.slug() + "/messaggi/" + id).body();
    }

    private Visitor enter() {
        var email = "bruno." + Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }
}

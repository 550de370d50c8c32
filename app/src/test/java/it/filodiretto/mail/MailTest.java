// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import it.filodiretto.Machine;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.channel.Lanes;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.correspondence.Line;
import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.Samples;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;

/** A mailbox on a real server: what arrives becomes a conversation, answers go out in its thread, programs are left alone. */
@TownTest
@NullMarked
class MailTest {

    private final String urp = "urp." + Ids.next().toString().substring(0, 18) + "@comune.example";

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired MailboxReader reader;
    @Autowired MailboxSettings settings;
    @Autowired PlatformTransactionManager transactions;
    @Autowired Lanes lanes;
    @Autowired MailIntake intake;
    @Autowired MailboxAlarm alarm;
    @Autowired MailboxTable table;
    @Autowired MailboxListeners listeners;
    @Autowired MailChannel channel;
    @Autowired MailPost post;
    @Autowired Media media;
    @Autowired Conversations conversations;
    @Autowired Correspondence correspondence;
    @Autowired Operators operators;
    @Autowired Alarms alarms;
    @Autowired JdbcClient db;
    private GreenMail server = new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});

    @BeforeEach
    void start() {
        server.start();
        server.setUser(urp, urp, "segreta");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @DisplayName("AR-13: an e-mail becomes a conversation, and the answer goes out in its thread, once")
    void aMailBecomesAConversationAndTheAnswerGoesOutInItsThread() throws Exception {
        arrives("From: Maria Bianchi <Maria@example.it>\nTo: urp@comune.example\nSubject: Lampione spento\nMessage-ID: <uno@example.it>\n"
            + "References: <zero@example.it>\nDate: Fri, 20 Nov 2026 10:00:00 +0100\nContent-Type: text/plain; charset=UTF-8\n\nIn via Roma è buio.");
        assertThat(read()).isEqualTo(1);
        assertThat(read()).as("read once").isZero();
        var talk = talk("<uno@example.it>");
        assertThat(lines("<uno@example.it>")).containsExactly("Lampione spento\n\nIn via Roma è buio.");
        var outcome = town.inTown(() -> conversations.reply(talk, new MessageContent.Text("Lo ripariamo giovedì."), operator()));
        var message = ((ReplyOutcome.Queued) outcome).message();
        assertThat(send(message)).isInstanceOf(SendOutcome.Accepted.class);
        var sent = server.getReceivedMessagesForDomain("example.it");
        assertThat(sent).hasSize(1);
        assertThat(sent[0].getSubject()).isEqualTo("Re: Lampione spento");
        assertThat(sent[0].getHeader("In-Reply-To")[0]).isEqualTo("<uno@example.it>");
        assertThat(sent[0].getHeader("References")[0].replaceAll("\\s+", " ")).isEqualTo("<zero@example.it> <uno@example.it>");
        assertThat(sent[0].getMessageID()).isEqualTo("<" + message.id() + "@comune.example>");
        assertThat(sent[0].getAllRecipients()[0]).hasToString("maria@example.it");
        assertThat(String.valueOf(sent[0].getContent())).startsWith("Lo ripariamo giovedì.");
        arrives("From: maria@example.it\nTo: urp@comune.example\nSubject: Re: Lampione spento\nMessage-ID: <due@example.it>\nIn-Reply-To: " + sent[0].getMessageID()
            + "\nContent-Type: text/html; charset=UTF-8\n\n<p>Grazie!</p><script>x</script><blockquote>Lo ripariamo giovedì.</blockquote>");
        assertThat(read()).isEqualTo(1);
        assertThat(talk("<due@example.it>")).as("one person, one conversation").isEqualTo(talk);
        assertThat(lines("<due@example.it>")).contains("Grazie!\n\n> Lo ripariamo giovedì.");
    }

    @Test
    @DisplayName("5.6: what arrives by e-mail is read at once where the server tells of it; also after the connection was cut")
    void aMailIsHeardWhenItArrives() throws Exception {
        var seldom = new MailboxReader(new MailboxSettings(Map.of(town.slug(), box()), Duration.ofDays(1)), table, intake, alarm, listeners, transactions);
        town.inTown(() -> seldom.workFor(town.municipality()));
        arrives("From: rosa@example.it\nSubject: Uno\nMessage-ID: <h1@example.it>\n\nC’è un guasto.");
        await().until(() -> isThere("<h1@example.it>"));
        isHeardAtOnce("due");

        var here = box();
        var port = server.getImap().getPort();
        server.stop();
        await().until(() -> !listeners.isHeard(here));
        server = new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        start();
        town.inTown(() -> seldom.workFor(town.municipality()));
        isHeardAtOnce("tre");
    }

    /** One of three: of a mail that comes in the very moment in which IDLE begins, GreenMail tells only with the next one. */
    private void isHeardAtOnce(String name) throws Exception {
        var atOnce = Machine.within(Duration.ofSeconds(1), Duration.ofSeconds(10));
        for (int i = 1; i <= 3; i++) {
            var id = "<" + name + i + "@example.it>";
            arrives("From: rosa@example.it\nSubject: Ancora\nMessage-ID: " + id + "\n\nAnche qui.");
            var end = System.nanoTime() + atOnce.toNanos();
            await().pollInterval(Duration.ofMillis(20)).until(() -> isThere(id) || System.nanoTime() > end);
            if (isThere(id)) {
                return;
            }
        }
        fail("None of three mails was read within " + atOnce);
    }

    private boolean isThere(String id) {
        return town.inTransaction(() -> db.sql("select count(*) > 0 from inbound_message where external_id = ?").param(id).query(Boolean.class).single());
    }

    @Test
    void whoAnswersFromAnotherAddressGoesOnWithTheSameTalk() throws Exception {
        arrives("From: lucia@example.it\nSubject: Tessera\nMessage-ID: <tessera@example.it>\n\nHo perso la tessera.");
        read();
        var talk = talk("<tessera@example.it>");
        var message = ((ReplyOutcome.Queued) town.inTown(() -> conversations.reply(talk, new MessageContent.Text("Passa domani."), operator()))).message();
        var ours = ((SendOutcome.Accepted) send(message)).externalId();
        isCalled(message, ours);
        arrives("From: lucia.verdi@lavoro.example\nSubject: Re: Tessera\nMessage-ID: <due@lavoro.example>\nReferences: <tessera@example.it> " + ours
            + "\n\nVengo alle nove.");
        read();
        assertThat(talk("<due@lavoro.example>")).isEqualTo(talk);
        assertThat(lines("<due@lavoro.example>")).as("it says whence it came").anyMatch(it -> it.startsWith("[da lu•••@lavoro.example]") && it.endsWith("Vengo alle nove."));
        arrives("From: lucia.verdi@lavoro.example\nSubject: Re: Tessera\nMessage-ID: <bis@lavoro.example>\nIn-Reply-To: " + ours + "\n\nAnzi, alle dieci.");
        read();
        assertThat(lines("<due@lavoro.example>")).as("each time").anyMatch(it -> it.startsWith("[da lu•••@lavoro.example]") && it.endsWith("Anzi, alle dieci."));
        arrives("From: altro@lavoro.example\nSubject: Re: Tessera\nMessage-ID: <tre@lavoro.example>\nIn-Reply-To: <tessera@example.it>\n\nIo sono un altro.");
        read();
        assertThat(talk("<tre@lavoro.example>")).as("a mail of the person's own may have had other readers").isNotEqualTo(talk);
    }

    @Test
    void whoAnswersAForwardedMailReadsNoAnswerThatIsMeantForSomebodyElseUnlessAnOperatorSaysSo() throws Exception {
        arrives("From: lucia@example.it\nSubject: Tessera\nMessage-ID: <tessera@example.it>\n\nHo perso la tessera.");
        read();
        var talk = talk("<tessera@example.it>");
        var lucia = citizen("<tessera@example.it>");
        var ours = answers(talk);
        arrives("From: zio@altrove.example\nSubject: I: Tessera\nMessage-ID: <zio@altrove.example>\nReferences: " + ours + "\n\nLucia mi ha girato questo.");
        read();
        answers(talk);
        assertThat(server.getReceivedMessagesForDomain("altrove.example")).isEmpty();
        assertThat(server.getReceivedMessagesForDomain("example.it")).hasSize(2);
        assertThat(server.getReceivedMessagesForDomain("example.it")[1].getHeader("In-Reply-To")[0]).as("in the thread of her own").isEqualTo("<tessera@example.it>");

        var anna = Visitor.of(port);
        anna.login(town.inTransaction(() -> db.sql("select email from operator where municipality_id = ? order by created_at limit 1").param(town.id().value()).query(String.class).single()), "una buona password");
        var page = "/console/" + town.slug() + "/messaggi/" + talk.value();
        var body = anna.get(page).body();
        assertThat(body).contains("La risposta va a <b>lu•••@example.it</b>", "zi•••@altrove.example", "può essere un’altra persona").doesNotContain("zio@altrove.example", "lucia@example.it");
        var key = Pattern.compile("name=\"chiave\" value=\"([^\"]+)\"").matcher(body);
        assertThat(key.find()).isTrue();
        assertThat(anna.post(page + "/indirizzo", page, Map.of("chiave", "00".repeat(32))).statusCode()).isEqualTo(404);
        assertThat(anna.post(page + "/indirizzo", page, Map.of("chiave", key.group(1))).statusCode()).isEqualTo(302);
        assertThat(anna.get(page).body()).contains("La risposta va a <b>zi•••@altrove.example</b>", "ora le risposte vanno a zi•••@altrove.example");
        answers(talk);
        assertThat(server.getReceivedMessagesForDomain("altrove.example")).hasSize(1);

        arrives("From: zio@altrove.example\nSubject: La mia Tari\nMessage-ID: <tari@altrove.example>\n\nQuanto devo?");
        read();
        assertThat(citizen("<tari@altrove.example>")).as("his own affairs are no business of hers").isNotEqualTo(lucia);
        assertThat(lines("<tari@altrove.example>")).containsExactly("La mia Tari\n\nQuanto devo?");
        answers(talk);
        assertThat(server.getReceivedMessagesForDomain("altrove.example")).as("hers go to her again").hasSize(1);
        answers(talk("<tari@altrove.example>"));
        assertThat(server.getReceivedMessagesForDomain("altrove.example")).hasSize(2);
    }

    private void isCalled(MessageId message, String name) {
        town.inTransaction(() -> db.sql("update outgoing_message set external_id = ? where id = ?").param(name).param(message.id()).update());
        town.inTransaction(() -> db.sql("insert into outgoing_reference (day, message_id, external_id) values (?, ?, ?)").param(message.day()).param(message.id()).param(name).update());
    }

    /** @return the Message-ID of ours */
    private String answers(ConversationId talk) {
        var message = ((ReplyOutcome.Queued) town.inTown(() -> conversations.reply(talk, new MessageContent.Text("Passa domani."), operator()))).message();
        var ours = ((SendOutcome.Accepted) send(message)).externalId();
        isCalled(message, ours);
        return ours;
    }

    @Test
    @DisplayName("PI-06: below an answer stands the office whose talk it is")
    void anAnswerIsSignedByTheOfficeWhoseTalkItIs() throws Exception {
        town.office("tributi", "Ufficio tributi");
        arrives("From: rosa@example.it\nSubject: Tari\nMessage-ID: <t@example.it>\n\nQuanto pago?");
        read();
        var talk = talk("<t@example.it>");
        town.inTransaction(() -> db.sql("update conversation set office_code = 'tributi'").update());
        send(((ReplyOutcome.Queued) town.inTown(() -> conversations.reply(talk, new MessageContent.Text("120 euro."), operator()))).message());
        assertThat(String.valueOf(server.getReceivedMessagesForDomain("example.it")[0].getContent()).replace("\r", "")).contains("-- \nUfficio tributi\n");
    }

    @Test
    @DisplayName("PI-06: who is handed over with a last word is not told it by the office that has her now")
    void anAnswerIsSignedByTheOfficeThatWroteItAlsoIfTheTalkIsAnothersWhenItLeaves() throws Exception {
        town.office("tributi", "Ufficio tributi");
        arrives("From: rosa@example.it\nSubject: Tari\nMessage-ID: <h@example.it>\n\nQuanto pago?");
        read();
        var talk = talk("<h@example.it>");
        var answer = ((ReplyOutcome.Queued) town.inTown(() -> conversations.reply(talk, new MessageContent.Text("La passo ai tributi."), operator()))).message();
        town.inTransaction(() -> db.sql("update conversation set office_code = 'tributi'").update());
        send(answer);
        assertThat(String.valueOf(server.getReceivedMessagesForDomain("example.it")[0].getContent()))
            .contains(town.municipality().offices().getFirst().name()).doesNotContain("Ufficio tributi");
    }

    @Test
    void aFileGoesOutWithTheAnswerWithoutThePlaceOfThePhoto() throws Exception {
        arrives("From: rosa@example.it\nSubject: Il modulo\nMessage-ID: <f@example.it>\n\nMi mandate il modulo?");
        read();
        var talk = talk("<f@example.it>");
        var photo = keep("Pianta dell'ufficio è qui.jpg", Samples.photo(400, 300));
        var message = ((ReplyOutcome.Queued) town.inTown(() -> conversations.reply(talk, new MessageContent.Text("Eccolo"), operator()))).message();
        var content = new MessageContent.Attachment(MessageContent.Kind.IMAGE, photo, "Ecco dove siamo", "Pianta", null);
        assertThat(town.<SendOutcome>inTown(() -> channel.send(box(), new OutgoingMessage(message, Address.NONE, content)))).isInstanceOf(SendOutcome.Accepted.class);
        var parts = (jakarta.mail.Multipart) server.getReceivedMessagesForDomain("example.it")[0].getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(String.valueOf(parts.getBodyPart(0).getContent())).startsWith("Ecco dove siamo").contains("-- ");
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(parts.getBodyPart(1).getFileName())).isEqualTo("Pianta dell_ufficio è qui.jpg");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("image/jpeg");
        var bytes = parts.getBodyPart(1).getInputStream().readAllBytes();
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).startsWith("\u00ff\u00d8").doesNotContain(Samples.PLACE);
        var gone = new MessageContent.Attachment(MessageContent.Kind.DOCUMENT, Ids.next(), null, null, "Modulo.pdf");
        assertThat(town.<SendOutcome>inTown(() -> channel.send(box(), new OutgoingMessage(message, Address.NONE, gone)))).isInstanceOf(SendOutcome.Refused.class);
    }

    @Test
    @DisplayName("AR-13: an operator answers a mail with a file, as large as the page says, and no larger")
    void anOperatorAnswersAMailWithAFile() throws Exception {
        arrives("From: rosa@example.it\nSubject: Il modulo\nMessage-ID: <pagina@example.it>\n\nMi mandate il modulo?");
        read();
        var email = "anna." + Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Anna Rossi", "una buona password", Set.of(Role.AGENT));
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        var talk = "/console/" + town.slug() + "/messaggi/" + talk("<pagina@example.it>").value();
        assertThat(anna.get(talk + "?modo=allegato").body()).contains("Fino a 18 MB.", "data-largest=\"18\"");
        var refused = anna.postFile(talk + "/risposte/allegato", talk, Map.of(), "file", "modulo.pdf", new byte[(18 << 20) + 1]);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("il massimo è 18 MB");
        assertThat(anna.postFile(talk + "/risposte/allegato", talk, Map.of("testo", "Eccolo"), "file", "modulo.pdf", Samples.pdf()).statusCode()).isEqualTo(302);
        assertThat(anna.get(talk).body()).contains("Eccolo", "modulo.pdf");
    }

    private java.util.UUID keep(String name, byte[] bytes) {
        return town.inTown(() -> {
            try {
                return ((StoreOutcome.Kept) media.store(name, new Handed(new ByteArrayInputStream(bytes), 1 << 20, null))).file().id().value();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void aLetterThatIsNoPartOfATalkAsksForNoAnswerOfAnyProgram() throws Exception {
        var here = box();
        assertThat(town.inTown(() -> post.post(here, "rosa@example.it", "La tua conversazione è qui", "Ecco che cosa ci siamo scritti: però."))).isTrue();
        var letter = server.getReceivedMessagesForDomain("example.it")[0];
        assertThat(letter.getSubject()).isEqualTo("La tua conversazione è qui");
        assertThat(letter.getHeader("Auto-Submitted")[0]).isEqualTo("auto-generated");
        assertThat(letter.getFrom()[0].toString()).contains(urp);
        assertThat(String.valueOf(letter.getContent())).startsWith("Ecco che cosa ci siamo scritti: però.");
        var gone = box();
        server.stop();
        assertThat(town.inTown(() -> post.post(gone, "rosa@example.it", "Di nuovo", "Ecco"))).as("the server is down").isFalse();
    }

    @Test
    void nothingAnswersWhatNoPersonWrote() throws Exception {
        for (var header : List.of("Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <novita.example.it>", "Return-Path: <>", "X-Autoreply: yes")) {
            arrives("From: qualcuno@example.it\n" + header + "\nSubject: Fuori ufficio\nMessage-ID: <" + Ids.next() + "@example.it>\n\nTorno lunedì.");
        }
        arrives("From: MAILER-DAEMON@example.it\nSubject: Boh\nMessage-ID: <m@example.it>\n\nBoh");
        arrives("From: " + urp + "\nSubject: Da noi stessi\nMessage-ID: <n@example.it>\n\nBoh");
        arrives("Subject: Da nessuno\nMessage-ID: <o@example.it>\n\nBoh");
        arrives("From: persona@example.it\nAuto-Submitted: no\nSubject: Io\nMessage-ID: <p@example.it>\n\nSono una persona.");
        assertThat(read()).isEqualTo(1);
        assertThat(lines("<p@example.it>")).containsExactly("Io\n\nSono una persona.");
    }

    @Test
    void aMessageThatComesBackIsToldToTheOperator() throws Exception {
        arrives("From: maria@example.it\nSubject: Domanda\nMessage-ID: <" + Ids.next() + "@example.it>\n\nCi siete?");
        read();
        var talk = town.inTown(() -> conversations.of(citizen("%").orElseThrow()).orElseThrow());
        var message = ((ReplyOutcome.Queued) town.inTown(() -> conversations.reply(talk, new MessageContent.Text("Sì."), operator()))).message();
        var id = ((SendOutcome.Accepted) send(message)).externalId();
        isCalled(message, id);
        town.inTransaction(() -> db.sql("update outgoing_message set state = 'SENT', attempted_at = now(), sent_at = now() where id = ?").param(message.id()).update());
        town.inTransaction(() -> db.sql("delete from send_queue where message_id = ?").param(message.id()).update());
        arrives("""
            From: MAILER-DAEMON@example.it
            Subject: Undelivered
            Message-ID: <b@example.it>
            Content-Type: multipart/report; report-type=delivery-status; boundary=x

            --x

            Non esiste.
            --x
            Content-Type: message/delivery-status

            Final-Recipient: rfc822; maria@example.it
            Action: failed
            Status: 5.1.1
            --x
            Content-Type: text/rfc822-headers

            Message-ID: %s
            --x--
            """.formatted(id));
        assertThat(read()).isZero();
        assertThat(town.inTransaction(() -> db.sql("select failed_reason from outgoing_message where id = ?").param(message.id()).query(String.class).single())).contains("tornato indietro");
        assertThat(town.inTransaction(() -> db.sql("select waiting_since is not null from conversation where id = ?").param(talk.value()).query(Boolean.class).single())).as("she waits again").isTrue();
    }

    @Test
    void whatIsMalformedOrStrangeIsReadAsFarAsItGoes() throws Exception {
        arrives("From: a@example.it\nSubject: =?UTF-8?Q?Bar=C3=A0?=\nMessage-ID: <q@example.it>\nContent-Type: text/plain; charset=klingon\n\nCiao \u202Eolleh");
        arrives("From: a@example.it\nMessage-ID: <r@example.it>\nContent-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: text/plain\n\nEcco la foto\n--y\n"
            + "Content-Type: application/x-msdownload; name=\"virus.exe\"\nContent-Disposition: attachment; filename=\"virus.exe\"\n\nMZ\n--y--\n");
        arrives("From: a@example.it\nMessage-ID: <s@example.it>\nContent-Type: multipart/mixed; boundary=nowhere\n\nniente");
        arrives("From: a@example.it\n\n");
        read();
        assertThat(lines("<q@example.it>")).anyMatch(it -> it.startsWith("Barà\n\nCiao"));
        assertThat(lines("<r@example.it>")).contains("Ecco la foto");
        assertThat(town.inTransaction(() -> db.sql("select state from stored_file").query(String.class).list())).containsExactly("REFUSED");
    }

    @Test
    @DisplayName("AR-13: no mail, however broken, keeps those behind it from being read; of its words what can be read is read")
    void aBrokenMailHoldsUpNone() throws Exception {
        arrives("From: b@example.it\nSubject: Base64\nMessage-ID: <b1@example.it>\nContent-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: text/plain\n\nLe parole\n--y\n"
            + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nQUJDQU\n--y--\n");
        arrives("From: b@example.it\nSubject: Codifica\nMessage-ID: <b2@example.it>\nContent-Type: text/plain\nContent-Transfer-Encoding: x-marziano\n\nEcco");
        arrives("From: b@example.it\nSubject: =?UTF-8?Q?Nu=00lla=0ABcc:_c@example.it?=\nMessage-ID: <b3@example.it>\n\nUno");
        arrives("From: b@example.it\nSubject: Senza confine\nMessage-ID: <b4@example.it>\nContent-Type: multipart/mixed; boundary=nowhere\n\nniente");
        arrives("From: b@example.it\nSubject: Vuoto\nMessage-ID: <b5@example.it>\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\n \n--y\n"
            + "Content-Type: text/html\n\n<p>Solo qui</p>\n--y--\n");
        arrives("From: sana@example.it\nSubject: Io\nMessage-ID: <sana@example.it>\n\nSto bene.");
        assertThat(read()).isEqualTo(6);
        assertThat(lines("<sana@example.it>")).containsExactly("Io\n\nSto bene.");
        assertThat(lines("<b1@example.it>")).anyMatch(it -> it.contains("Le parole") && it.contains("una parte di questa e-mail non si legge"))
            .anyMatch(it -> it.startsWith("Codifica") && it.contains("non si legge")).contains("Nu lla Bcc: c@example.it\n\nUno")
            .anyMatch(it -> it.startsWith("Senza confine") && it.contains("non si legge")).contains("Vuoto\n\nSolo qui");
    }

    @Test
    @DisplayName("AR-13: of a certified mail (PEC) the person's words are read, and the provider's receipts are left alone")
    void ofACertifiedMailThePersonsWordsAreRead() throws Exception {
        arrives("""
            From: "Per conto di: mario@pec.example" <posta-certificata@pec.example>
            Reply-To: mario@pec.example
            Subject: POSTA CERTIFICATA: Accesso agli atti
            Message-ID: <opec.1@pec.example>
            X-Trasporto: posta-certificata
            Content-Type: multipart/mixed; boundary=y

            --y
            Content-Type: text/plain

            Messaggio di posta certificata. Il giorno 23/11/2026 il messaggio è stato inviato.
            --y
            Content-Type: application/xml; name="daticert.xml"
            Content-Disposition: attachment; filename="daticert.xml"

            <postacert/>
            --y
            Content-Type: message/rfc822; name="postacert.eml"
            Content-Disposition: attachment; filename="postacert.eml"

            From: mario@pec.example
            Subject: Accesso agli atti
            Message-ID: <suo@pec.example>
            Content-Type: text/plain; charset=UTF-8

            Chiedo copia del verbale.
            --y--
            """);
        for (var receipt : List.of("accettazione", "avvenuta-consegna")) {
            arrives("From: posta-certificata@pec.example\nSubject: ACCETTAZIONE: Re: Accesso agli atti\nMessage-ID: <" + receipt + "@pec.example>\nX-Ricevuta: " + receipt + "\n\nAccettato.");
        }
        assertThat(read()).isEqualTo(1);
        assertThat(lines("<opec.1@pec.example>")).containsExactly("Accesso agli atti\n\nChiedo copia del verbale.");
        answers(talk("<opec.1@pec.example>"));
        assertThat(server.getReceivedMessagesForDomain("pec.example")[0].getAllRecipients()[0]).hasToString("mario@pec.example");
    }

    @Test
    @DisplayName("BI-10: where WhatsApp only sends, who writes by e-mail is read and answered all the same")
    void whereWhatsAppOnlySendsMailIsReadAllTheSame() throws Exception {
        town.like("bientina");
        town.citizenWrites(town.newPhone(), "Mi leggete?");
        arrives("From: rosa@example.it\nSubject: Bando\nMessage-ID: <bi@example.it>\n\nQuando scade?");
        assertThat(read()).isEqualTo(1);
        var email = "anna." + Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Anna Rossi", "una buona password", Set.of(Role.AGENT));
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        var list = "/console/" + town.slug() + "/messaggi";
        assertThat(anna.get(list).body()).contains("1 persona aspetta", "Bando").doesNotContain("Mi leggete");
        var talk = list + "/" + talk("<bi@example.it>").value();
        assertThat(anna.get(talk).body()).contains("Quando scade?", "Invia per e-mail");
        assertThat(anna.post(talk + "/risposte", talk, Map.of("testo", "Il 30 novembre.")).statusCode()).isEqualTo(302);
        assertThat(anna.get(list).body()).contains("Hai risposto a tutti");
    }

    @Test
    void aMailboxThatDoesNotOpenIsToldOnEveryPageUntilItIsRead() throws Exception {
        var lane = lane();
        var wrong = new MailboxSettings.Box(urp, box().imap().replace("segreta", "vecchia"), box().smtp());
        town.inTown(() -> reader.readQuietly(lane, wrong));
        assertThat(town.inTown(() -> alarms.open())).singleElement().satisfies(it -> assertThat(it.words()).contains("La casella " + urp + " non si legge", "non accetta la password"));
        town.inTown(() -> reader.readQuietly(lane, box()));
        assertThat(town.inTown(() -> alarms.open())).isEmpty();
        var here = box();
        server.stop();
        town.inTown(() -> reader.readQuietly(lane, here));
        assertThat(town.inTown(() -> alarms.open())).as("once is nobody's business").isEmpty();
    }

    @Test
    void aMailboxWhoseAddressIsNoneIsToldAtOnce() {
        var lane = lane();
        town.inTown(() -> reader.readQuietly(lane, new MailboxSettings.Box(urp, "imaps://urp:se greto@posta.example/INBOX", box().smtp())));
        assertThat(town.inTown(() -> alarms.open())).singleElement().satisfies(it -> assertThat(it.words()).contains("non è scritto bene").doesNotContain("greto"));
    }

    @Test
    @DisplayName("what is no fault of the mail server is not told as one, and nothing ends the reader's rounds")
    void whatIsNoFaultOfTheMailServerIsNotToldAsOne() {
        var lane = lane();
        var gone = new MailboxTable(JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none")));
        var impatient = new MailboxAlarm(alarms, Duration.ZERO);
        town.inTown(() -> new MailboxReader(settings, gone, intake, impatient, listeners, transactions).readQuietly(lane, box()));
        assertThat(town.inTown(() -> alarms.open())).isEmpty();
        var here = box();
        assertThatCode(() -> reader.readQuietly(lane, new MailboxSettings.Box(urp, here.imap().replace("segreta", "vecchia"), here.smtp())))
            .as("the alarm, too, has no database: no town is here").doesNotThrowAnyException();
        server.stop();
        town.inTown(() -> new MailboxReader(settings, gone, intake, impatient, listeners, transactions).readQuietly(lane, here));
        assertThat(town.inTown(() -> alarms.open())).singleElement().satisfies(it -> assertThat(it.words()).contains("non risponde"));
    }

    @Test
    @DisplayName("AR-13: a mail that the server does not deliver is passed over if it delivers others; none is lost while it delivers none")
    void aMailThatTheServerDoesNotDeliverHoldsUpNone() throws Exception {
        var one = new Lying("uno");
        var two = new Lying("due");
        var folder = new Shelf(new ArrayList<>(List.of(one, two)));
        one.broken = true;
        two.broken = true;
        for (int i = 0; i < 9; i++) {
            assertThatThrownBy(() -> read(folder)).hasRootCauseInstanceOf(MessagingException.class);
        }
        one.broken = false;
        two.broken = false;
        assertThat(read(folder)).as("nothing was lost").isEqualTo(2);
        var three = new Lying("tre");
        three.broken = true;
        folder.mails.addAll(List.of(three, new Lying("quattro")));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> read(folder)).hasRootCauseInstanceOf(MessagingException.class);
        }
        assertThat(read(folder)).isEqualTo(1);
        assertThat(lines("<quattro@example.it>")).contains("quattro");
        assertThat(read(folder)).as("passed over").isZero();
        var five = new Lying("cinque");
        five.broken = true;
        folder.mails.add(five);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> read(folder)).hasRootCauseInstanceOf(MessagingException.class);
        }
        five.broken = false;
        folder.mails.add(new Lying("sei"));
        assertThat(read(folder)).as("once more before it is passed over").isEqualTo(2);
    }

    /** A mail on the server, which delivers it or not. */
    private static final class Lying extends MimeMessage {
        private boolean broken;

        Lying(String key) throws MessagingException {
            super(Session.getInstance(new Properties()),
                new ByteArrayInputStream(("From: lia@example.it\r\nMessage-ID: <" + key + "@example.it>\r\n\r\n" + key).getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void writeTo(OutputStream out) throws IOException, MessagingException {
            if (broken) {
                throw new MessagingException("No content");
            }
            super.writeTo(out);
        }
    }

    /** What is in the mailbox: a number is a place. No server that can be had for tests keeps a mail to itself. */
    private record Shelf(List<Lying> mails) implements UIDFolder {

        @Override
        public long getUIDValidity() {
            return 1;
        }

        @Override
        public Message getMessageByUID(long uid) {
            return mails.get((int) uid - 1);
        }

        @Override
        public Message[] getMessagesByUID(long start, long end) {
            return mails.subList(Math.min((int) start - 1, mails.size()), mails.size()).toArray(Message[]::new);
        }

        @Override
        public Message[] getMessagesByUID(long[] uids) {
            return Arrays.stream(uids).mapToObj(this::getMessageByUID).toArray(Message[]::new);
        }

        @Override
        public long getUID(Message mail) {
            return mails.indexOf((Lying) mail) + 1L;
        }

        @Override
        public long getUIDNext() {
            return mails.size() + 1L;
        }
    }

    private int read(UIDFolder folder) {
        var lane = lane();
        return CurrentMunicipality.<Integer>inTown(town.id(), () -> {
            try {
                return reader.read(lane, box(), folder);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The program ended when the words were stored and the file was not: the mailbox still has both. */
    @Test
    void theFileOfAMailThatWasHalfReadIsReadWithTheRestAndNothingTwice() throws Exception {
        arrives("From: a@example.it\nMessage-ID: <h@example.it>\nContent-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: text/plain\n\nEcco il modulo\n--y\n"
            + "Content-Type: text/plain; name=\"modulo.txt\"\nContent-Disposition: attachment; filename=\"modulo.txt\"\n\nNome e cognome\n--y--\n");
        assertThat(read()).isEqualTo(1);
        town.inTransaction(() -> db.sql("update stored_file set state = 'ARRIVING', sealed_key = null").update() + db.sql("delete from mailbox").update());
        assertThat(read()).isZero();
        assertThat(town.inTransaction(() -> db.sql("select state from stored_file").query(String.class).list())).containsExactly("HERE");
        assertThat(lines("<h@example.it>")).containsExactly("Ecco il modulo");
    }

    private void arrives(String mail) throws Exception {
        var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        server.getUserManager().getUserByEmail(urp).deliver(message);
    }

    private int read() throws Exception {
        var lane = lane();
        return CurrentMunicipality.<Integer>inTown(town.id(), () -> {
            try {
                return reader.read(lane, box());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private Lane lane() {
        var lane = MailLanes.lane(town.municipality(), box());
        lanes.declare(lane, town.municipality().automaticBesideWhatsapp());
        return lane;
    }

    private MailboxSettings.Box box() {
        return new MailboxSettings.Box(urp, "imap://" + urp.replace("@", "%40") + ":segreta@127.0.0.1:" + server.getImap().getPort() + "/INBOX",
            "smtp://127.0.0.1:" + server.getSmtp().getPort());
    }

    @Test
    void anAddressOfTheServerThatIsNoneStopsTheMailboxAndSaysSo() {
        var box = new MailboxSettings.Box(urp, box().imap(), "smtps://urp:se greto@posta.example");
        var someone = new OutgoingMessage(new MessageId(Ids.next(), LocalDate.of(2026, 11, 23)), Address.NONE, new MessageContent.Text("Buongiorno"));
        assertThat(new AnswerMail(box, town.municipality(), town.municipality().offices().getFirst(), new MailPersonTable.Thread(new MailAddress("a@example.org"), "", "", ""), someone, null).send())
            .isInstanceOfSatisfying(SendOutcome.LaneStopped.class, it -> assertThat(it.reason()).contains("non è scritto bene").doesNotContain("greto"));
    }

    private SendOutcome send(MessageId message) {
        return town.inTown(() -> channel.send(box(), new OutgoingMessage(message, Address.NONE, new MessageContent.Text("Lo ripariamo giovedì."))));
    }

    private Optional<CitizenId> citizen(String key) {
        return town.inTransaction(() -> db.sql("select citizen_id from inbound_message where external_id like ? limit 1").param(key)
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).optional());
    }

    private ConversationId talk(String key) {
        return town.inTown(() -> conversations.of(citizen(key).orElseThrow()).orElseThrow());
    }

    private List<String> lines(String key) {
        return town.inTown(() -> correspondence.of(citizen(key).orElseThrow(), null, 50)).stream()
            .filter(it -> it instanceof Line.Received received && received.content() instanceof InboundContent.Text).map(Line::words).toList();
    }

    private OperatorId operator() {
        var email = Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        return town.inTown(() -> operators.find(email).orElseThrow());
    }
}

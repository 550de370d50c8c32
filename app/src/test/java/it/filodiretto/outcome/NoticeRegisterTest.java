// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.broadcast.NoticeRegister;
import it.filodiretto.broadcast.NoticeStates;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.register.RegisterEntry;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import it.filodiretto.sending.ScriptedChannel;
import it.filodiretto.shared.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every notice that leaves leaves its evidence: who, what, for whom, when, by which means, and what came of it. */
@TownTest
@Import(ScriptedChannel.class)
@NullMarked
class NoticeRegisterTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town other;
    @Autowired ScriptedChannel channel;
    @Autowired Operators operators;
    @Autowired Deliveries deliveries;
    @Autowired Notices notices;
    @Autowired Broadcasts broadcasts;
    @Autowired NoticeRegister register;
    @Autowired NoticePapers papers;
    @Autowired JdbcClient db;

    @BeforeEach
    void disruptionsWantTwo() {
        town.notices(new NoticePolicy(Set.of("disservizi"), null, null));
        TownTemplates.accept(town, db);
    }

    @AfterEach
    void nothingGoesOn() {
        channel.forget(town.lane());
    }

    @Test
    @DisplayName("BI-14: what came of a notice is written down when it is known, not when the first person has read it")
    void theOutcomeIsWrittenWhenItIsKnown() {
        var read = finished(3);
        var states = new NoticeStates(town, deliveries, db);
        var messages = states.messages(find(read).broadcast());
        states.report(messages.subList(0, 1), DeliveryReport.Status.READ);
        await().until(() -> town.inTransaction(() -> db.sql("select due_at > now() from broadcast_due where broadcast_id = ?")
            .param(find(read).broadcast().value()).query(Boolean.class).single()));
        assertThat(kinds(read)).containsExactly("started", "ended");
        states.report(messages.subList(1, 3), DeliveryReport.Status.READ);
        await().until(() -> isWrittenAtNextLook(read));
        assertThat(entries(read).getLast().fact("counts").toString()).contains("read=3");

        var old = finished(2);
        var others = states.messages(find(old).broadcast());
        states.report(others.subList(0, 1), DeliveryReport.Status.READ);
        states.report(others.subList(1, 2), DeliveryReport.Status.DELIVERED);
        town.inTransaction(() -> db.sql("update bulk set finished_at = now() - interval '25 hours' where id = ?").param(find(old).broadcast().value()).update());
        await().until(() -> isWrittenAtNextLook(old));
        assertThat(entries(old).getLast().fact("counts").toString()).as("a day later it is what it is").contains("read=1").contains("delivered=1");
    }

    private NoticeId finished(int people) {
        town.subscribe(people);
        channel.script(town.lane(), 80, ScriptedChannel::accept);
        var id = sentByTwo();
        await().until(() -> town.inTown(() -> broadcasts.find(find(id).broadcast()).orElseThrow().finishedAt()) != null);
        return id;
    }

    /** A look that began before puts the next one off once more. */
    private boolean isWrittenAtNextLook(NoticeId id) {
        lookNow(id);
        return kinds(id).contains("outcome");
    }

    private void lookNow(NoticeId id) {
        town.inTransaction(() -> db.sql("update broadcast_due set due_at = now() where broadcast_id = ?").param(find(id).broadcast().value()).update());
    }

    @Test
    @DisplayName("BI-14, SF-13: the register says who wrote, who approved, for how many, when and by which means it left, and what came of it")
    void BI_14_theRegisterTellsTheWholeStory() throws IOException {
        var phones = town.subscribe(5);
        town.citizenWrites(phones.getFirst(), "Buongiorno, una domanda sul mercato");
        channel.script(town.lane(), 80, ScriptedChannel::accept);
        var id = sentByTwo();
        var broadcast = find(id).broadcast();
        await().until(() -> town.inTown(() -> broadcasts.find(broadcast).orElseThrow().finishedAt()) != null);
        var states = new NoticeStates(town, deliveries, db);
        states.report(states.messages(broadcast), DeliveryReport.Status.READ);
        await().until(() -> kinds(id).contains("outcome"));

        assertThat(kinds(id)).containsExactly("started", "ended", "outcome");
        var started = entries(id).getFirst();
        assertThat(started.fact("written_by").toString()).contains("Luca Bini");
        assertThat(started.fact("approved_by").toString()).contains("Marta Vanni");
        assertThat(started.fact("text_hash")).isEqualTo(find(id).hash());
        assertThat(started.fact("audience").toString()).contains("recipients=5");
        assertThat(started.fact("free_text").toString()).contains("Torna verso le 15.");
        var ended = entries(id).get(1);
        assertThat(ended.fact("means")).isEqualTo(Map.of("template", 4, "free_text", 1));
        assertThat((List<?>) ended.fact("minutes")).isNotEmpty();
        assertThat(entries(id).get(2).fact("counts").toString()).contains("read=5");
        assertThat(phones).allSatisfy(it -> assertThat(town.inTown(() -> register.file(id))).doesNotContain(it.e164().substring(3)));
        assertThat(text(town.inTown(() -> papers.pdf(id)).orElseThrow())).contains("Scritto da Luca Bini", "Approvato da Marta Vanni", "modello 4, testo libero 1",
            "letti 5", ended.hash().substring(0, 20));
    }

    @Test
    void theNoticesPageLeadsToItsEvidenceAndAnotherTownsDoesNotExist() {
        town.subscribe(1);
        var id = sentByTwo();
        var reader = enter(town, Role.AGENT, "Anna");
        assertThat(reader.get(at(id, "")).body()).contains("Registro e prova", "/prova.pdf", "/prova.json", "/registro.json");
        assertThat(reader.get(at(id, "/prova.pdf")).body()).startsWith("%PDF");
        var file = reader.get(at(id, "/prova.json"));
        assertThat(file.body()).contains("filodiretto-register-1", "Marta Vanni");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow()).contains("prova-" + id + ".json");
        assertThat(reader.get("/console/" + town.slug() + "/registro.json").body()).contains("Marta Vanni");
        assertThat(enter(other, Role.ADMIN, "Eva").get("/console/" + other.slug() + "/avvisi/" + id + "/prova.json").statusCode()).isEqualTo(404);
        assertThat(Visitor.of(port).get(at(id, "/prova.json")).statusCode()).isNotEqualTo(200);
    }

    @Test
    void pausesStopsAndLonelySignaturesAreWrittenDownToo() {
        town.subscribe(1);
        var written = town.inTown(() -> (WriteOutcome.Written) notices.write(NoticeText.of("Frana", "Strada chiusa.", "disservizi")));
        town.inTown(() -> notices.override(written.id(), find(written.id()).hash(), "Frana sulla provinciale"));
        town.inTown(() -> broadcasts.pause(written.broadcast()));
        town.inTown(() -> broadcasts.resume(written.broadcast()));
        town.inTown(() -> broadcasts.cancel(written.broadcast()));
        assertThat(kinds(written.id())).startsWith("started", "single_signature", "paused", "resumed", "cancelled");
        assertThat(entries(written.id()).get(1).fact("reason")).isEqualTo("Frana sulla provinciale");
    }

    private NoticeId sentByTwo() {
        var writer = enter(town, Role.EDITOR, "Luca Bini");
        var answer = writer.post(console(""), console("/nuovo"), Map.of("argomento", "disservizi", "titolo", "Manca l’acqua", "testo", "Torna verso le 15.",
            "bozza", Ids.next().toString(), "passo", "avanti"));
        var found = Pattern.compile("/avvisi/([0-9a-f-]{36})").matcher(answer.headers().firstValue("Location").orElseThrow());
        assertThat(found.find()).isTrue();
        var id = new NoticeId(UUID.fromString(found.group(1)));
        writer.post(at(id, "/richiesta"), at(id, "/invio"), Map.of("firma", find(id).hash()));
        var signed = enter(town, Role.APPROVER, "Marta Vanni").post(at(id, "/firma"), at(id, "/firma"), Map.of("firma", find(id).hash(), "pubblico", "on", "silenzio", "on"));
        assertThat(signed.statusCode()).isEqualTo(302);
        return id;
    }

    private static String text(byte[] pdf) throws IOException {
        Files.createDirectories(Path.of("target/screenshots"));
        Files.write(Path.of("target/screenshots/notice-proof.pdf"), pdf);
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private List<RegisterEntry> entries(NoticeId id) {
        return town.inTown(() -> register.entries(id));
    }

    private List<String> kinds(NoticeId id) {
        return entries(id).stream().map(RegisterEntry::kind).toList();
    }

    private Notice find(NoticeId id) {
        return town.inTown(() -> notices.find(id)).orElseThrow();
    }

    private Visitor enter(Town where, Role role, String name) {
        var email = "op." + Ids.next() + "@" + where.slug() + ".example";
        operators.add(where.id(), email, name, "una buona password", Set.of(role));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/avvisi" + below;
    }

    private String at(NoticeId id, String below) {
        return console("/" + id + below);
    }
}

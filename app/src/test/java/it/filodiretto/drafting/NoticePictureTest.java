// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A notice with a picture, and words for who cannot see it. */
@TownTest
@NullMarked
class NoticePictureTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired KeyMaker keys;
    @Autowired Notices notices;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
        town.subscribe(1);
    }

    @Test
    @DisplayName("AR-08 a picture needs words; it is signed with the text, shown on the page and sent with the words below it")
    void aPicture() throws IOException {
        var editor = signedIn();
        var id = written();
        var before = find(id).hash();
        assertThat(put(editor, id, "mappa.png", picture(), " ").body()).contains("alt-errore");
        assertThat(put(editor, id, "mappa.png", picture(), "Mappa: via Roma è chiusa").statusCode()).isEqualTo(302);
        assertThat(find(id).hash()).isNotEqualTo(before);
        var hash = find(id).hash();
        assertThat(editor.get(at(id, "/testo")).body()).contains("Mappa: via Roma è chiusa");
        editor.post("/console/" + town.slug() + "/avvisi/bozza", at(id, "/testo"), Map.of("bozza", id.toString(), "argomento", "strade", "titolo", "Via Roma chiusa", "testo", "Fino a domani."));
        assertThat(find(id).hash()).as("saving the form keeps the picture").isEqualTo(hash);
        assertThat(Visitor.of(port).get("/" + town.slug() + "/avvisi/" + id + "/immagine").statusCode()).as("a draft's picture is nobody's").isEqualTo(404);
        assertThat(editor.get(at(id, "/invio")).body()).contains("Mappa: via Roma è chiusa", "La foto la vede subito solo chi", "Agli altri arriva il testo", "Il modello non c’è ancora");
        TownTemplates.accept(town, "avviso_generale_foto", db);
        assertThat(editor.get(at(id, "/invio")).body()).contains("La foto arriva a tutti").doesNotContain("Agli altri arriva il testo");

        assertThat(town.inTown(() -> notices.publish(id, hash))).isInstanceOf(PublishOutcome.Started.class);
        assertThat(Visitor.of(port).get("/" + town.slug() + "/avvisi/" + id).body()).contains("alt=\"Mappa: via Roma è chiusa\"", "/avvisi/" + id + "/immagine");
        var image = Visitor.of(port).get("/" + town.slug() + "/avvisi/" + id + "/immagine");
        assertThat(image.statusCode()).isEqualTo(200);
        assertThat(image.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/");
        var free = town.inTransaction(() -> db.sql("select free_text from bulk where id = ?").param(find(id).broadcast().value()).query(String.class).single());
        assertThat(free).contains("attachment", "IMAGE", "Via Roma chiusa", "Mappa: via Roma");
        assertThat(template(id)).contains("avviso_generale_foto", "header", picture(id).toString());
    }

    @Test
    @DisplayName("AR-08 while the template with a picture cannot be used, or would cost more, the text goes, and the preflight says so")
    void aPictureStopsNoNotice() throws IOException {
        var editor = signedIn();
        var id = written();
        put(editor, id, "mappa.png", picture(), "Mappa");
        TownTemplates.accept(town, "avviso_generale_foto", db);
        change("category = 'MARKETING'");
        assertThat(editor.get(at(id, "/invio")).body()).contains("Agli altri arriva il testo", "costa di più");
        change("category = 'UTILITY', status = 'PAUSED'");
        assertThat(editor.get(at(id, "/invio")).body()).contains("Agli altri arriva il testo", "in pausa");
        assertThat(town.inTown(() -> notices.publish(id, null))).isInstanceOf(PublishOutcome.Started.class);
        assertThat(template(id)).contains("avviso_generale").doesNotContain("_foto", picture(id).toString());
    }

    private void change(String what) {
        db.sql("update whatsapp_template set " + what + " where name = 'avviso_generale_foto' and municipality_id = ?").param(town.id().value()).update();
    }

    private String template(NoticeId id) {
        return town.inTransaction(() -> db.sql("select template from bulk where id = ?").param(find(id).broadcast().value()).query(String.class).single());
    }

    private UUID picture(NoticeId id) {
        return Objects.requireNonNull(find(id).content().details().picture()).file();
    }

    @Test
    void aPictureThatIsNoneIsRefusedByItsContent() {
        var editor = signedIn();
        var id = written();
        assertThat(put(editor, id, "foto.png", "%PDF-1.7 this is no picture".getBytes(StandardCharsets.UTF_8), "Una mappa").body()).contains("Non è un’immagine");
        assertThat(put(editor, id, "foto.png", "MZ\u0000\u0001 program".getBytes(StandardCharsets.ISO_8859_1), "Una mappa").body()).contains("Non è un’immagine");
        assertThat(put(editor, id, "foto.png", new byte[0], "Una mappa").body()).contains("Scegli un’immagine");
        assertThat(find(id).content().details().picture()).isNull();
        assertThat(town.inTransaction(() -> db.sql("select count(*) from stored_file").query(Long.class).single())).isZero();
    }

    @Test
    void aPictureForANoticeThatHasGoneOnMeanwhileIsNotKeptAndThatIsSaid() throws IOException {
        TownTemplates.accept(town, db);
        var editor = signedIn();
        var id = written();
        town.inTown(() -> notices.schedule(id, null, town.now().plusSeconds(3_600)));
        var late = editor.postFile(at(id, "/immagine"), at(id, ""), Map.of("alt", "Mappa"), "foto", "mappa.png", picture());
        assertThat(editor.get(late.headers().firstValue("Location").orElseThrow()).body()).contains("Quello che hai scritto non è salvato");
        assertThat(town.inTransaction(() -> db.sql("select count(*) from stored_file").query(Long.class).single())).isZero();
    }

    @Test
    void aPictureIsTakenAwayAgain() throws IOException {
        var editor = signedIn();
        var id = written();
        put(editor, id, "mappa.png", picture(), "Mappa");
        editor.post(at(id, "/immagine/rimozione"), at(id, "/immagine"), Map.of());
        assertThat(find(id).content().details().picture()).isNull();
        assertThat(town.inTransaction(() -> db.sql("select count(*) from stored_file").query(Long.class).single())).isZero();
    }

    private HttpResponse<String> put(Visitor editor, NoticeId id, String name, byte[] file, String alt) {
        return editor.postFile(at(id, "/immagine"), at(id, "/immagine"), Map.of("alt", alt), "foto", name, file);
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private NoticeId written() {
        return ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Via Roma chiusa", "Fino a domani.", "strade")))).id();
    }

    private Notice find(NoticeId id) {
        return town.inTown(() -> notices.find(id)).orElseThrow();
    }

    private String at(NoticeId id, String below) {
        return "/console/" + town.slug() + "/avvisi/" + id + below;
    }

    private Visitor signedIn() {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), Role.EDITOR), KeyMaker.PASSWORD);
        return visitor;
    }
}

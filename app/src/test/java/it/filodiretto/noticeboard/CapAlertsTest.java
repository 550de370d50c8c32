// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.drafting.Notices;
import it.filodiretto.drafting.WriteOutcome;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.notice.Relation;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Alerts in the Common Alerting Protocol 1.2, as other programs read them. */
@TownTest
@NullMarked
class CapAlertsTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Notices notices;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
        town.subscribe(1);
    }

    @Test
    @DisplayName("Peers 1: an alert says to programs what, where, from when, until when, how serious it is, and what to do")
    void anAlertSaysWhatItSaysToPeople() {
        var from = town.now().plus(Duration.ofHours(3));
        var id = sent(alert("Vento <forte> & pioggia \uFFFE", AlertLevel.ORANGE, new NoticeDetails(NoticeKind.WEATHER, "Lungo il fiume", from, from.plus(Duration.ofHours(9)), "Resta a casa.", "",
            "https://esempio.example/allerta", false)));
        var alert = cap(id);
        assertThat(text(alert, "identifier")).isEqualTo("urn:uuid:" + id);
        assertThat(text(alert, "sender")).isEqualTo("urn:x-italian-pa:" + town.municipality().ipaCode());
        assertThat(text(alert, "status")).isEqualTo("Actual");
        assertThat(text(alert, "msgType")).isEqualTo("Alert");
        assertThat(text(alert, "references")).isNull();
        assertThat(List.of("language", "category", "event", "urgency", "severity", "certainty").stream().map(it -> text(alert, it)))
            .containsExactly("it-IT", "Met", "Allerta meteo", "Future", "Severe", "Likely");
        assertThat(text(alert, "responseType")).as("nobody chose one").isNull();
        assertThat(text(alert, "headline")).isEqualTo("Allerta arancione: Vento <forte> & pioggia");
        assertThat(text(alert, "description")).contains("Attenzione.", "Dove: Lungo il fiume", "https://esempio.example/allerta").doesNotContain("Resta a casa");
        assertThat(text(alert, "instruction")).isEqualTo("Resta a casa.");
        assertThat(text(alert, "web")).endsWith("/" + town.slug() + "/avvisi/" + id);
        assertThat(text(alert, "parameter")).contains("colore", "arancione");
        assertThat(text(alert, "areaDesc")).startsWith(town.municipality().fullName()).endsWith("Lungo il fiume");
        assertThat(text(alert, "geocode")).contains("ISTAT", town.municipality().istatCode());
        assertThat(java.time.OffsetDateTime.parse(java.util.Objects.requireNonNull(text(alert, "expires"))).toInstant())
            .isEqualTo(from.plus(Duration.ofHours(9)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        assertThat(page("/avvisi/" + id)).contains("type=\"application/cap+xml\"", "/avvisi/" + id + "/cap.xml");
        assertThat(page("/avvisi.rss")).as("a sign that XML does not know breaks no feed").contains("Vento");
    }

    @Test
    @DisplayName("Peers 1: an update, an all-clear and a cancellation name all that they change, by its sender, identifier and time")
    void whatFollowsNamesWhatItChanges() {
        var first = sent(alert("Piena del fiume", AlertLevel.RED, NoticeDetails.NONE));
        var update = followed(first, Relation.UPDATE);
        var clear = followed(update, Relation.ALL_CLEAR);
        assertThat(text(cap(update), "references")).isEqualTo(reference(first));
        assertThat(text(cap(update), "msgType")).isEqualTo("Update");
        assertThat(text(cap(update), "severity")).isEqualTo("Extreme");
        assertThat(List.of("msgType", "references", "responseType", "urgency", "severity").stream().map(it -> text(cap(clear), it)))
            .containsExactly("Update", reference(first) + " " + reference(update), "AllClear", "Past", "Minor");

        var other = sent(alert("Vento", AlertLevel.YELLOW, NoticeDetails.NONE));
        var end = followed(other, Relation.CANCELLATION);
        assertThat(text(cap(end), "msgType")).isEqualTo("Cancel");
        assertThat(text(cap(end), "references")).isEqualTo(reference(other));
        assertThat(text(cap(other), "msgType")).as("what the cancellation stopped can still be read").isEqualTo("Alert");
    }

    @Test
    @DisplayName("Peers 1: the index has alerts and what followed them; no other notice, no drill, no draft; nor have these such a form")
    void theIndexHasAlertsAlone() {
        var alert = sent(alert("Vento", AlertLevel.YELLOW, NoticeDetails.NONE));
        var clear = followed(alert, Relation.ALL_CLEAR);
        var water = sent(NoticeText.of("Manca l’acqua", "Guasto.", "disservizi"));
        var draft = written(alert("Neve", AlertLevel.YELLOW, NoticeDetails.NONE));
        var index = page("/allerte.atom");
        assertThat(index).contains("type=\"application/cap+xml\"", "/avvisi/" + alert + "/cap.xml", "/avvisi/" + clear + "/cap.xml", "Allerta gialla: Vento",
            "/" + town.slug() + "/allerte.atom").doesNotContain(water.toString(), draft.toString());
        assertThat(page("/avvisi")).contains("/" + town.slug() + "/allerte.atom");
        assertThat(page("/avvisi/" + water)).doesNotContain("cap+xml");
        for (var id : List.of(water, draft, new NoticeId(UUID.randomUUID()))) {
            assertThat(get("/avvisi/" + id + "/cap.xml").statusCode()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("Peers 11: a drill says to programs that it is one, and stands in no index")
    void aDrillIsAnExercise() {
        var details = new NoticeDetails(NoticeKind.GENERAL, "", null, null, "", "", "", true);
        var drill = sent(alert("Prova di evacuazione", AlertLevel.RED, details));
        assertThat(text(cap(drill), "status")).isEqualTo("Exercise");
        assertThat(text(cap(drill), "headline")).startsWith("ESERCITAZIONE");
        assertThat(page("/allerte.atom")).doesNotContain(drill.toString());
    }

    private static NoticeText alert(String title, AlertLevel level, NoticeDetails details) {
        return new NoticeText(title, "Attenzione.", "protezione-civile", level, List.of(), List.of(NoticeText.WHATSAPP), details);
    }

    private NoticeId written(NoticeText content) {
        return ((WriteOutcome.Written) town.<WriteOutcome>inTown(() -> notices.write(content))).id();
    }

    private NoticeId sent(NoticeText content) {
        return started(written(content));
    }

    private NoticeId followed(NoticeId before, Relation relation) {
        return started(town.inTown(() -> notices.follow(before, relation)).orElseThrow());
    }

    private NoticeId started(NoticeId id) {
        assertThat(town.<PublishOutcome>inTown(() -> notices.publish(id, null))).isInstanceOf(PublishOutcome.Started.class);
        return id;
    }

    private String reference(NoticeId id) {
        return text(cap(id), "sender") + "," + text(cap(id), "identifier") + "," + text(cap(id), "sent");
    }

    private java.net.http.HttpResponse<String> get(String below) {
        return Visitor.of(port).get("/" + town.slug() + below);
    }

    private String page(String below) {
        var page = get(below);
        assertThat(page.statusCode()).as(below).isEqualTo(200);
        return page.body();
    }

    /** As a strict program reads it: see {@code cap/cap-1.2.xsd}. */
    private Element cap(NoticeId id) {
        var answer = get("/avvisi/" + id + "/cap.xml");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/cap+xml;charset=UTF-8");
        try {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(CapAlertsTest.class.getResource("/cap/cap-1.2.xsd")).newValidator()
                .validate(new StreamSource(new StringReader(answer.body())));
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(answer.body()))).getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static @Nullable String text(Element alert, String name) {
        var found = alert.getElementsByTagName(name).item(0);
        return found == null ? null : found.getTextContent().strip();
    }
}

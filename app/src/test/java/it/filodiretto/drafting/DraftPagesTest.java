// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same draft open on two pages: nobody's words are written over unseen. */
@TownTest
@NullMarked
class DraftPagesTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Operators operators;
    @Autowired Notices notices;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
    }

    @Test
    @DisplayName("a second editor, or a stale tab, does not write over what it has not seen: it is told, and keeps what was typed")
    void nobodyWritesOverWhatTheyHaveNotSeen() {
        var id = written();
        var anna = enter("Anna Rossi");
        var luca = enter("Luca Bini");
        var annas = page(anna, id);
        var lucas = page(luca, id);
        for (var text : new String[] {"Torna verso le 16.", "Torna verso le 17."}) {
            assertThat(anna.post(console("/bozza"), console("/nuovo"), typed(annas, text)).body()).as("her own page, again and again").contains("Bozza salvata");
        }
        assertThat(luca.post(console("/bozza"), console("/nuovo"), typed(lucas, "Domani.")).body()).contains("Non salvata: Anna Rossi ha cambiato questa bozza");
        var refused = save(luca, id, typed(lucas, "Domani."));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Anna Rossi ha cambiato questa bozza", "Domani.</textarea>");
        assertThat(text(id)).isEqualTo("Torna verso le 17.");

        assertThat(save(luca, id, typed(hidden(refused.body()), "Domani.")).statusCode()).as("he has seen it, and wants his own").isEqualTo(302);
        assertThat(text(id)).isEqualTo("Domani.");
        assertThat(save(anna, id, typed(annas, "Torna verso le 18.")).statusCode()).isEqualTo(409);
        assertThat(save(anna, id, typed(annas, "Domani.")).statusCode()).as("both say the same").isEqualTo(302);
    }

    @Test
    void aNewNoticeIsOneDraftHoweverOftenItsPageSavesIt() {
        var anna = enter("Anna Rossi");
        var blank = hidden(anna.get(console("/nuovo")).body());
        for (var text : new String[] {"T", "Torna", "Torna verso le 15."}) {
            assertThat(anna.post(console("/bozza"), console("/nuovo"), typed(blank, text)).body()).contains("Bozza salvata");
        }
        assertThat(anna.post(console(""), console("/nuovo"), typed(blank, "Torna verso le 15.")).statusCode()).isEqualTo(302);
        assertThat(town.inTown(() -> notices.newest(null, 10))).singleElement().satisfies(it -> assertThat(it.content().text()).isEqualTo("Torna verso le 15."));
    }

    @Test
    void whatIsTypedAfterTheNoticeHasGoneOnIsSaidNotToBeKept() {
        var id = written();
        var anna = enter("Anna Rossi");
        var open = page(anna, id);
        town.inTown(() -> notices.schedule(id, null, town.now().plusSeconds(3_600)));
        assertThat(anna.post(console("/bozza"), console("/nuovo"), typed(open, "Altro.")).body()).contains("non è più una bozza");
        var late = save(anna, id, typed(open, "Altro."));
        assertThat(anna.get(late.headers().firstValue("Location").orElseThrow()).body()).contains("Quello che hai scritto non è salvato");
        assertThat(text(id)).isEqualTo("Torna verso le 15.");
    }

    @Test
    void whatWasTypedStaysWhenTheTimeIsRefused() {
        var id = written();
        var anna = enter("Anna Rossi");
        var signed = town.inTown(() -> notices.find(id)).orElseThrow().hash();
        var page = anna.post(console("/" + id + "/programma"), console("/nuovo"),
            Map.of("firma", signed, "quando", "2020-01-01T10:00", "ripete", "WEEKLY", "ultimo", "2019-12-31")).body();
        assertThat(page).contains("value=\"2020-01-01T10:00\"", "<option value=\"WEEKLY\" selected", "value=\"2019-12-31\"", "<details class=\"later\" open");
        town.notices(new NoticePolicy(Set.of("disservizi"), null, null));
        var urgent = anna.post(console("/" + id + "/urgenza"), console("/nuovo"), Map.of("firma", signed, "motivo", "Frana"));
        assertThat(urgent.statusCode()).isEqualTo(409);
        assertThat(urgent.body()).contains("Frana</textarea>");
    }

    @Test
    @DisplayName("what is pasted and far too long is kept whole, and the page says by how much")
    void whatIsFarTooLongIsKeptWhole() {
        var id = written();
        var anna = enter("Anna Rossi");
        var pasted = "Acqua " + "e ancora ".repeat(450).strip();
        var fields = typed(page(anna, id), pasted);
        fields.putAll(Map.of("titolo", "Manca l’acqua ".repeat(30), "luogo", "via Roma, ".repeat(60), "fare", "Bolli l’acqua. ".repeat(60), "deviazione", "x".repeat(2_000)));
        var kept = anna.post(console("/bozza"), console("/nuovo"), fields);
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.body()).contains("Bozza salvata");
        assertThat(text(id)).isEqualTo(pasted);
        fields.put("passo", "avanti");
        var refused = save(anna, id, fields);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Il testo è lungo 4.055 caratteri", "Il titolo è lungo", "e ancora e ancora</textarea>");
    }

    private Map<String, String> page(Visitor who, NoticeId id) {
        return hidden(who.get(console("/" + id + "/testo")).body());
    }

    private static Map<String, String> hidden(String page) {
        var found = new HashMap<String, String>();
        Pattern.compile("name=\"(bozza|foglio|letto)\" value=\"([^\"]*)\"").matcher(page).results().forEach(it -> found.put(it.group(1), it.group(2)));
        assertThat(found).containsOnlyKeys("bozza", "foglio", "letto");
        return found;
    }

    private static Map<String, String> typed(Map<String, String> hidden, String text) {
        var fields = new HashMap<>(hidden);
        fields.putAll(Map.of("argomento", "disservizi", "titolo", "Manca l’acqua", "testo", text, "passo", "bozza"));
        return fields;
    }

    private HttpResponse<String> save(Visitor who, NoticeId id, Map<String, String> fields) {
        return who.post(console("/" + id + "/testo"), console("/nuovo"), fields);
    }

    private String text(NoticeId id) {
        return town.inTown(() -> notices.find(id)).orElseThrow().content().text();
    }

    private NoticeId written() {
        return ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi")))).id();
    }

    private Visitor enter(String name) {
        var email = "a." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, name, "una buona password", Set.of(Role.EDITOR));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/avvisi" + below;
    }
}

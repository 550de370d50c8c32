// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.office.Offices;
import it.filodiretto.office.RuleTable;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The forms around a talk, as plain HTML posts them. */
@TownTest
@NullMarked
class InboxFormsTest {

    private static final String EVIL = "<script>alert(1)</script>";
    private static final String SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;";

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Conversations conversations;
    @Autowired Talks talks;
    @Autowired Offices offices;
    @Autowired Operators operators;

    @Test
    void readyAnswersAreFilledInForThisTalkAndOperator() {
        var talk = talk("A che ora aprite?");
        var bruno = enter("Bruno Neri", Role.AGENT);
        var page = console("/risposte-pronte");
        var reply = Map.of("codice", "/Orari", "titolo", "Orari " + EVIL, "testo", "{operatore}, {ufficio}, {comune}: {orario} " + EVIL);
        var unknown = bruno.post(page, page, Map.of("codice", "/orari", "titolo", "Orari", "testo", "Buongiorno {nome}, " + EVIL));
        assertThat(unknown.statusCode()).as("it would go out as it stands").isEqualTo(422);
        assertThat(unknown.body()).contains("Non so che cosa mettere al posto di {nome}", "Buongiorno {nome}, " + SHOWN);
        assertThat(bruno.post(page, page, reply).statusCode()).isEqualTo(302);
        assertThat(bruno.post(page, page, reply).body()).contains("C’è già una risposta con il codice orari");
        assertThat(bruno.get(page).body()).contains("/orari", SHOWN).doesNotContain(EVIL);
        var link = first("href=\"([^\"]+pronta=[^\"]+)\"", bruno.get(talk).body());
        assertThat(bruno.get(link).body()).contains("Bruno Neri, " + town.municipality().offices().getFirst().name() + ", " + town.municipality().fullName() + ": ", SHOWN)
            .doesNotContain("{operatore}").doesNotContain(EVIL);
        var removal = first("action=\"([^\"]+/rimozione)\"", bruno.get(page).body());
        assertThat(bruno.post(removal, page, Map.of()).statusCode()).isEqualTo(302);
        assertThat(bruno.post(removal, page, Map.of()).statusCode()).as("gone").isEqualTo(404);
        assertThat(bruno.get(page).body()).contains("Ancora nessuna");
    }

    @Test
    void aSavedFilterIsItsOperatorsAlone() {
        talk("Una domanda");
        var bruno = enter("Bruno Neri", Role.AGENT);
        var anna = enter("Anna Rossi", Role.AGENT);
        bruno.post(console("/filtri"), console("?stato=mie"), Map.of("nome", "Le mie " + EVIL, "filtro", "?stato=mie"));
        var list = bruno.get(console("")).body();
        assertThat(list).contains("Le mie " + SHOWN, "messaggi?stato=mie").doesNotContain(EVIL);
        assertThat(anna.get(console("")).body()).doesNotContain("Le mie");
        var removal = first("action=\"([^\"]+/filtri/[^\"]+/rimozione)\"", list);
        assertThat(anna.post(removal, console(""), Map.of()).statusCode()).as("not by another").isEqualTo(404);
        assertThat(bruno.post(removal, console(""), Map.of()).statusCode()).isEqualTo(302);
        assertThat(bruno.get(console("")).body()).doesNotContain("Le mie");
    }

    @Test
    void labelsMarksNotesAssignmentAndPuttingOffWorkWithoutScriptAndShowNoneOfOthers() {
        var talk = talk("مرحبا \u202Eatled " + EVIL);
        var bruno = enter("Bruno Neri", Role.AGENT);
        enter("Anna Rossi", Role.AGENT);
        assertThat(bruno.post(talk + "/etichette", talk, Map.of("etichette", "Via Roma, " + "<b>x</b>, ")).statusCode()).isEqualTo(302);
        assertThat(bruno.post(talk + "/segno", talk, Map.of("come", "appuntamento")).statusCode()).isEqualTo(302);
        assertThat(bruno.post(talk + "/note", talk, Map.of("testo", "Nota " + EVIL)).statusCode()).isEqualTo(302);
        assertThat(bruno.post(talk + "/note", talk, Map.of("testo", " ")).statusCode()).isEqualTo(422);
        var colleague = first("<option value=\"([0-9a-f-]{36})\"[^>]*>Anna Rossi", bruno.get(talk).body());
        assertThat(bruno.post(talk + "/incarico", talk, Map.of("operatore", colleague)).statusCode()).isEqualTo(302);
        assertThat(bruno.post(talk + "/incarico", talk, Map.of("operatore", Ids.next().toString())).statusCode()).as("nobody here").isEqualTo(404);
        assertThat(bruno.post(talk + "/rinvio", talk, Map.of("ore", "3")).statusCode()).isEqualTo(302);
        var page = bruno.get(talk).body();
        assertThat(page).contains("مرحبا", "Presa in carico · Anna Rossi", "Rimandata", "value=\"appuntamento, via roma, &lt;b", "Nota " + SHOWN,
            "l’ha affidata a Anna Rossi", "l’ha rimandata").doesNotContain(EVIL).doesNotContain("<b>x</b>");
        assertThat(bruno.get(console("?stato=rimandate")).body()).contains("&lt;b&gt;x&lt;/b&gt;").doesNotContain("<b>x</b>");
        assertThat(bruno.get(console("")).body()).contains("Hai risposto a tutti");
        assertThat(bruno.post(talk + "/presa", talk, Map.of()).statusCode()).isEqualTo(302);
        assertThat(bruno.post(talk + "/incarico", talk, Map.of("operatore", "")).statusCode()).isEqualTo(302);
        assertThat(bruno.get(talk).body()).contains("l’ha presa in carico", "l’ha lasciata a tutti").doesNotContain("Presa in carico · ");
    }

    @Test
    void aTalkIsPassedToAnotherOfficeByHandOnlyWhereThePersonDoesNotTalkAlready() {
        town.office("polizia", "Polizia locale");
        var phone = town.newPhone();
        town.citizenWrites(phone, "Ho preso una multa");
        var bruno = enter("Bruno Neri", Role.AGENT);
        var talk = only(bruno, "");
        bruno.post(talk + "/presa", talk, Map.of());
        assertThat(bruno.get(talk).body()).contains("Passa a un ufficio", "<option value=\"polizia\">Polizia locale");
        assertThat(bruno.post(talk + "/ufficio", talk, Map.of("ufficio", "boh")).statusCode()).isEqualTo(404);
        assertThat(bruno.post(talk + "/ufficio", talk, Map.of("ufficio", "polizia")).statusCode()).isEqualTo(302);
        assertThat(bruno.get(talk).body()).contains("l’ha passata a Polizia locale", "· Polizia locale", "Nuova");
        assertThat(bruno.get(console("?stato=nessuno")).body()).as("nobody there follows it yet").contains(phone.shown());
        bruno.post(talk + "/chiusura", talk, Map.of("esito", "NOT_NEEDED", "motivo", "Pagata"));
        town.citizenWrites(phone, "Un'altra cosa");
        var other = only(bruno, "");
        assertThat(other).isNotEqualTo(talk);
        var refused = bruno.post(other + "/ufficio", other, Map.of("ufficio", "polizia"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("parla già con quell’ufficio").doesNotContain("l’ha passata a Polizia locale");
    }

    @Test
    @DisplayName("PI-02: a call that is another office's by its words is there, and who wrote it down is told")
    void aCallForAnotherOfficeIsWrittenDownThere() {
        town.office("polizia", "Polizia locale");
        var bruno = enter("Bruno Neri", Role.AGENT);
        var carla = operator("Carla Verdi");
        town.inTown(() -> offices.rule("polizia", new RuleTable.OfficeRule("multa", List.of(), false)));
        town.inTown(() -> offices.change("polizia", List.of(carla)));
        var form = console("/a-voce");
        var written = bruno.post(form, form, Map.of("canale", "PHONE", "nome", "Signor Blu", "domanda", "Ho preso una multa"));
        assertThat(written.statusCode()).isEqualTo(302);
        assertThat(bruno.get(written.headers().firstValue("Location").orElseThrow()).body()).contains("l’ha ricevuto Polizia locale").doesNotContain("Signor Blu");
    }

    @Test
    void theTopicsOfAnOfficeAreTickedBesideItsWords() {
        town.office("polizia", "Polizia locale");
        var admin = enter("Anna Rossi", Role.ADMIN);
        var page = console("/risposte-pronte");
        admin.post(console("/uffici/polizia"), page, Map.of("parole", "multa", "argomenti", "strade"));
        assertThat(town.inTown(() -> offices.rule("polizia"))).isEqualTo(new RuleTable.OfficeRule("multa", List.of("strade"), false));
        assertThat(admin.get(page).body()).containsPattern("id=\"g-polizia-strade\" value=\"strade\" checked").doesNotContainPattern("id=\"g-polizia-eventi\" value=\"eventi\" checked");
        admin.post(console("/uffici/polizia"), page, Map.of("argomenti", "niente"));
        assertThat(town.inTown(() -> offices.rule("polizia")).topics()).as("no topic of the town").isEmpty();
    }

    @Test
    void twoPersonsAreMadeOneAndTwoAgain() {
        var first = town.newPhone();
        var second = town.newPhone();
        town.citizenWrites(first, "Scrivo da casa");
        town.citizenWrites(second, "Scrivo dal lavoro");
        var bruno = enter("Bruno Neri", Role.AGENT);
        var talk = first("href=\"([^\"?]+/messaggi/[0-9a-f-]{36})\">\\s*<span class=\"who num\">" + Pattern.quote(first.shown()), bruno.get(console("")).body());
        assertThat(bruno.post(talk + "/unioni", talk, Map.of("numero", "+39 347 99 99 999")).headers().firstValue("Location").orElseThrow()).endsWith("?sconosciuto");
        assertThat(bruno.get(talk + "?sconosciuto").body()).contains("Nessun’altra persona ha scritto da questo numero");
        assertThat(bruno.post(talk + "/unioni", talk, Map.of("numero", second.e164())).statusCode()).isEqualTo(302);
        var one = only(bruno, "?stato=tutte");
        var page = bruno.get(one).body();
        assertThat(page).contains("Scrivo da casa", "Scrivo dal lavoro", "È la stessa persona di");
        assertThat(bruno.post(first("action=\"([^\"]+/unioni/[^\"]+)\"", page), one, Map.of()).statusCode()).isEqualTo(302);
        assertThat(bruno.get(console("?stato=tutte")).body()).contains(first.shown(), second.shown());
    }

    @Test
    void whoIsCalledInANoteFindsItUntilTheyHaveLooked() {
        var talk = talk("Il lampione è spento");
        var bruno = enter("Bruno Neri", Role.AGENT);
        var anna = enter("Anna Rossi", Role.AGENT);
        var annalisa = enter("Annalisa Bianchi", Role.AGENT);
        assertThat(anna.get(console("?stato=chiamato")).body()).contains("Nessun collega ti chiama");
        bruno.post(talk + "/note", talk, Map.of("testo", "@anna, @bruno: chi passa di lì?"));
        assertThat(anna.get(console("")).body()).contains("Mi hanno chiamato 1", "ti chiama");
        assertThat(anna.get(console("/elenco?aperta=")).body()).as("live").contains("id=\"quali\"", "hx-swap-oob", "Mi hanno chiamato 1");
        assertThat(bruno.get(console("")).body()).as("who wrote it").doesNotContain("Mi hanno chiamato 1");
        assertThat(annalisa.get(console("")).body()).doesNotContain("ti chiama").doesNotContain("Mi hanno chiamato 1");
        assertThat(only(anna, "?stato=chiamato")).startsWith(talk);
        assertThat(anna.get(talk).body()).contains("m note called", "ti chiama", "chi passa di lì?");
        assertThat(bruno.get(talk).body()).doesNotContain("m note called");
        assertThat(anna.get(console("?stato=chiamato")).body()).as("seen").contains("Nessun collega ti chiama");
        assertThat(anna.get(console("")).body()).doesNotContain("ti chiama").doesNotContain("Mi hanno chiamato 1");
    }

    @Test
    @DisplayName("PI-06: nobody finds what was said to another office")
    void aSearchKeepsToTheListAndKnowsNamesLabelsCodesAndNumbers() {
        town.office("polizia", "Polizia locale");
        var phone = town.newPhone();
        town.citizenWrites(phone, "Il lampione di via Roma è spento");
        assertThat(enter("Elena Bianchi", Role.EDITOR).get("/console/" + town.slug()).body()).as("who answers nobody has nothing to look through").doesNotContain("/ricerca");
        var bruno = enter("Bruno Neri", Role.AGENT);
        var talk = only(bruno, "");
        bruno.post(talk + "/etichette", talk, Map.of("etichette", "lavori stradali"));
        var voice = console("/a-voce");
        bruno.post(voice, voice, Map.of("canale", "DESK", "nome", "Rosa Pascoli CA-3F7H-52", "domanda", "Dove si paga la Tari?", "risposta", "In tesoreria."));
        assertThat(bruno.get("/console/" + town.slug()).body()).as("from the head of each page").contains("action=\"" + console("/ricerca") + "\"");
        assertThat(bruno.get(console("?cerca=pascoli")).body()).as("a name, in a closed talk").contains("Rosa Pascoli");
        assertThat(bruno.get(console("?cerca=ca-3f7h-52")).body()).as("a code").contains("Rosa Pascoli");
        assertThat(bruno.get(console("?cerca=lavoro+stradale")).body()).as("a label, by its stems").contains(phone.shown());
        assertThat(bruno.get(console("?stato=chiuse&cerca=lampione")).body()).doesNotContain(phone.shown()).contains("value=\"chiuse\" selected");
        assertThat(bruno.get(console("?stato=aspettano&cerca=lampione")).body()).contains(phone.shown());
        assertThat(bruno.post(console("/ricerca"), console(""), Map.of("cerca", "lampione", "stato", "chiuse")).headers().firstValue("Location").orElseThrow())
            .endsWith("/messaggi?stato=chiuse&cerca=lampione");
        var whole = bruno.post(console("/ricerca"), console(""), Map.of("cerca", phone.e164(), "stato", "tutte"));
        assertThat(whole.headers().firstValue("Location").orElseThrow()).as("to the talk, and no number in an address").endsWith(talk);
        assertThat(bruno.post(console("/ricerca"), console(""), Map.of("cerca", town.newPhone().e164())).body()).contains("Da questo numero non ha scritto nessuno");
        town.inTown(() -> offices.change("polizia", java.util.List.of(operators.find(last).orElseThrow())));
        bruno.post(talk + "/ufficio", talk, Map.of("ufficio", "polizia"));
        var anna = enter("Anna Rossi", Role.AGENT);
        assertThat(bruno.get(console("?cerca=lampione")).body()).contains(phone.shown());
        for (var typed : java.util.List.of("?cerca=lampione", "?cerca=lavoro")) {
            assertThat(anna.get(console(typed)).body()).as("of an office that is not hers").doesNotContain(phone.shown());
        }
        assertThat(anna.post(console("/ricerca"), console(""), Map.of("cerca", phone.e164())).body()).contains("non ha scritto nessuno");
    }

    private String last = "";

    private OperatorId operator(String name) {
        var email = "op." + Ids.next() + "@comune.example";
        operators.add(town.id(), email, name, "una buona password", Set.of(Role.AGENT));
        return town.inTown(() -> operators.find(email).orElseThrow());
    }

    private Visitor enter(String name, Role role) {
        last = "op." + Ids.next() + "@comune.example";
        operators.add(town.id(), last, name, "una buona password", Set.of(role));
        var visitor = Visitor.of(port);
        visitor.login(last, "una buona password");
        return visitor;
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/messaggi" + below;
    }

    /** Its page. */
    private String talk(String text) {
        var citizen = town.citizenWrites(town.newPhone(), text);
        return console("/" + town.inTown(() -> conversations.of(citizen).orElseThrow()));
    }

    /** The page of the only talk in this list. */
    private String only(Visitor who, String list) {
        var found = Pattern.compile("class=\"lrow\"[^>]+href=\"([^\"?]+)").matcher(who.get(console(list)).body()).results().map(it -> it.group(1)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String first(String pattern, String text) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}

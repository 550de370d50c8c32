// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.joining.KeywordReading.Near;
import it.filodiretto.joining.KeywordReading.None;
import it.filodiretto.joining.KeywordReading.OptIn;
import it.filodiretto.joining.KeywordReading.OptOut;
import it.filodiretto.wording.Keywords;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class KeywordGrammarTest {

    private static final KeywordGrammar SANTA_FIORA = grammar("ATTIVA COMUNE AMICO", "DISATTIVA COMUNE AMICO");
    private static final KeywordGrammar AREZZO = grammar("Iscrivimi", "Cancellami");
    private static final KeywordGrammar BIENTINA = grammar("Attiva", "Disattiva");
    private static final KeywordGrammar PEOPLE_ONLY = new KeywordGrammar(new Keywords(List.of(), List.of()), Locale.ITALIAN);

    private static final List<String> DECORATION = List.of("", " ", "  ", "\u00a0", "\u200b", "\ufeff", "!", "!!!", ".", ",", " … ", "\n", "\t", "\ud83d\ude0a",
        "\ud83d\udc4d\ud83c\udffb", "\u2764\ufe0f", "\u2122", "1\ufe0f\u20e3", "\ud83c\uddee\ud83c\uddf9", "\u00ab", "\u00bb", "\"", "'", "\u201c", "\u2019", "*", "_", " - ", "(", ")");
    private static final List<String> COURTESY = List.of("", "Grazie", "per favore ", "Buongiorno, ", "BUONASERA", "Salve!", "ciao ", "please", "Per piacere", "buon giorno");
    private static final List<String> WORDS = List.of("buca", "via", "Roma", "lampione", "spento", "vorrei", "sapere", "quando", "passa", "lo", "scuolabus", "domani",
        "la", "raccolta", "della", "carta", "è", "attività", "del", "centro", "estivo", "certificato", "anagrafe", "orari", "ufficio", "tributi", "grazie",
        "cattiva", "sorpresa", "non", "funziona", "attivare", "utenza", "acqua", "iscrivere", "mio", "figlio", "nido", "👍", "?", "amico", "comune", "stop", "cancellata", "mostra");

    @ParameterizedTest
    @DisplayName("SF-11 case, accents, spacing, punctuation, quotes, emoji and courtesy do not count")
    @ValueSource(strings = {"ATTIVA COMUNE AMICO", "attiva comune amico", "Attiva  Comune\u00a0Amico!", "«ATTIVA COMUNE AMICO»", "\"Attiva comune amico\"",
        "àttiva cómune amicò", "Buongiorno, attiva comune amico. Grazie mille!", "ATTIVA\nCOMUNE\nAMICO", "attiva, comune, amico 👍🏻❤️", "ＡＴＴＩＶＡ comune amico",
        "𝐀𝐭𝐭𝐢𝐯𝐚 comune amico", "Salve! Per favore: attiva comune amico, grazie", "AttivaComuneAmico", "at\u200btiva comune amico"})
    void theKeywordHoweverWritten(String text) {
        assertThat(SANTA_FIORA.read(text)).isEqualTo(new OptIn());
    }

    @Test
    @DisplayName("SF-11 a district of the profile after the word subscribes to it; any other text after it does not")
    void theKeywordAndADistrict() {
        var calenzano = new KeywordGrammar(new Keywords(List.of("Iscrivimi"), List.of("Cancellami")), Locale.ITALIAN, List.of("Postioma", "San Donato", "Sant'Angelo"));
        assertThat(calenzano.read("Iscrivimi")).isEqualTo(new OptIn());
        assertThat(calenzano.read("Iscrivimi Postioma")).isEqualTo(new OptIn("Postioma"));
        assertThat(calenzano.read("Buongiorno, iscrivimi SAN  DONATO, grazie!")).isEqualTo(new OptIn("San Donato"));
        assertThat(calenzano.read("iscrivimi sant’angelo")).isEqualTo(new OptIn("Sant'Angelo"));
        for (var text : List.of("Postioma", "Postioma iscrivimi", "iscrivimi Milano", "iscrivimi Postioma San Donato", "iscrivimi a Postioma per la mensa", "non iscrivimi Postioma",
                "cancellami Postioma")) {
            assertThat(calenzano.read(text)).as(text).isNotInstanceOf(OptIn.class);
        }
        assertThat(AREZZO.read("Iscrivimi Postioma")).as("the profile lists none").isNotInstanceOf(OptIn.class);
    }

    @ParameterizedTest
    @DisplayName("SF-11 a typo or a wish is asked about")
    @ValueSource(strings = {"attiva comunamico", "attva comune amico", "atitva comune amico", "attiva comune", "Attiva", "ATTIVA COMUNE AMICO Mario Rossi",
        "vorrei iscrivermi", "Buongiorno, come faccio a iscrivermi?", "voglio attivare il servizio", "Iscrivetemi per favore", "iscrivimi", "iscrizione avvisi",
        "Vorrei ricevere gli avvisi", "Buongiorno sono Maria, vorrei essere iscritta", "Aderisco", "vorrei aderire al servizio", "Mettetemi nella lista degli avvisi"})
    void nearlyTheKeyword(String text) {
        assertThat(SANTA_FIORA.read(text)).isInstanceOfSatisfying(Near.class, it -> assertThat(it.joining()).isTrue());
    }

    @ParameterizedTest
    @DisplayName("SF-11 other text never subscribes and asks nothing")
    @ValueSource(strings = {"Buongiorno", "grazie", "", "👍", "c'è una buca in via Roma", "non voglio iscrivermi", "non iscrivetemi", "no attiva comune amico", "Quali attività ci sono?",
        "la luce è attiva in piazza della chiesa?", "amico comune", "comune", "grazie per favore", "Non attiva", "vorrei un appuntamento", "Perché non mi iscrivi?"})
    void nothingOfTheKind(String text) {
        assertThat(SANTA_FIORA.read(text)).isEqualTo(new None());
    }

    @ParameterizedTest
    @DisplayName("SF-16 STOP, DISATTIVA, CANCELLAMI and the town's own words leave, in every town")
    @ValueSource(strings = {"STOP", "stop.", "Stop, grazie", "«Stop»", "CANCELLAMI", "cancellami per favore", "Disattiva", "DISATTIVA!", "dis\u00adattiva", "🛑 STOP 🛑"})
    void leaveWords(String text) {
        for (var town : List.of(SANTA_FIORA, AREZZO, BIENTINA, PEOPLE_ONLY)) {
            assertThat(town.read(text)).isEqualTo(new OptOut());
        }
        assertThat(SANTA_FIORA.read("Disattiva Comune Amico")).isEqualTo(new OptOut());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop messaggi", "cancellatemi per favore", "vorrei cancellarmi", "basta avvisi", "non voglio più ricevere messaggi", "disativa", "disattivo", "Stopp",
        "disattiva comunamico", "come faccio a disiscrivermi?", "Annulla iscrizione", "Vorrei annullare l'iscrizione", "non scrivetemi", "Cancellate il mio numero",
        "Vi prego di non inviarmi più messaggi", "basta con questi messaggi", "mi cancello", "Rimuovi", "Ritiro il consenso"})
    void nearlyLeaving(String text) {
        for (var town : List.of(SANTA_FIORA, AREZZO, BIENTINA)) {
            assertThat(town.read(text)).isInstanceOfSatisfying(Near.class, it -> assertThat(it.joining()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"il bus non fa stop in via Roma", "hanno messo uno stop all'incrocio della scuola", "non cancellatemi", "Ho uno stop rotto sotto casa in centro"})
    void leaveWordsInsideOfTalkDoNotLeave(String text) {
        assertThat(BIENTINA.read(text)).isEqualTo(new None());
    }

    @ParameterizedTest
    @DisplayName("what answers a person as well is asked about, and read by people too")
    @ValueSource(strings = {"Non mi interessa più", "Non sono più interessata", "Elimina", "Rimuovete", "Non inviate più", "Aderisco", "Inseritemi", "Aggiungetemi alla lista"})
    void whatMayAnswerSomebodyIsReadByPeopleToo(String text) {
        assertThat(SANTA_FIORA.read(text)).isInstanceOfSatisfying(Near.class, it -> assertThat(it.plain()).isFalse());
    }

    @Test
    void whatLeavesEverywhereIsKnownToWhoChecksTheTownsOwnWords() {
        assertThat(LanguageWords.of(Locale.ITALIAN).leave()).allSatisfy(it -> assertThat(Keywords.leavesEverywhere(it.letters())).isTrue());
    }

    @Test
    @DisplayName("AR-04 SF-11 the grammar is the town's data: each town its own keyword")
    void eachTownItsOwn() {
        assertThat(AREZZO.read("iscrivimi")).isEqualTo(new OptIn());
        assertThat(BIENTINA.read("attiva")).isEqualTo(new OptIn());
        assertThat(BIENTINA.read("iscrivimi")).isEqualTo(new Near(true, true));
        assertThat(AREZZO.read("attiva")).isEqualTo(new Near(true, true));
        assertThat(AREZZO.read("Iscirvimi")).isEqualTo(new Near(true, true));
        assertThat(new KeywordGrammar(new Keywords(List.of("Sì, ci sto!"), List.of()), Locale.ITALIAN).read("si ci sto")).isEqualTo(new OptIn());
        assertThat(PEOPLE_ONLY.read("attiva comune amico")).isNotEqualTo(new OptIn());
    }

    @Test
    @DisplayName("BI-08 Disattiva never matches Attiva")
    void disattivaIsNotAttiva() {
        assertThat(BIENTINA.read("Disattiva")).isEqualTo(new OptOut());
        for (var typo : List.of("disattva", "diattiva", "isattiva", "dissattiva", "dis attivo", "disattivami")) {
            assertThat(BIENTINA.read(typo)).as(typo).isNotEqualTo(new OptIn()).isNotEqualTo(new Near(true, true)).isNotEqualTo(new Near(true, false));
        }
    }

    @Test
    void whoWantsToComeBackIsNotAskedWhetherToLeave() {
        for (var town : List.of(SANTA_FIORA, AREZZO, BIENTINA)) {
            assertThat(town.read("Riattiva")).isEqualTo(new Near(true, true));
            assertThat(town.read("riattivami, grazie")).isEqualTo(new Near(true, true));
            assertThat(town.read("sì, iscrivimi")).isEqualTo(new Near(true, true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Top", "TOP!!!", "top 👍", "Step", "Sto", "shop", "Cattiva"})
    void aWordOfItsOwnIsNoMistypedKeyword(String text) {
        for (var town : List.of(SANTA_FIORA, AREZZO, BIENTINA, PEOPLE_ONLY)) {
            assertThat(town.read(text)).isEqualTo(new None());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stp", "sotp", "Stoop", "tsop", "stip", "ztop"})
    void aShortWordToLeaveMayBeMistypedAnyhow(String text) {
        assertThat(BIENTINA.read(text)).isEqualTo(new Near(false, true));
    }

    @Test
    void aYesBeforeTheKeywordIsNoMistypedWordToLeave() {
        assertThat(BIENTINA.read("Sì attiva")).isEqualTo(new Near(true, true));
        assertThat(SANTA_FIORA.read("si, attiva comune amico, grazie")).isEqualTo(new Near(true, true));
        assertThat(BIENTINA.read("Dis attiva")).isEqualTo(new OptOut());
    }

    @Test
    void whatAlsoConcernsPeopleIsNotTakenFromThem() {
        for (var text : List.of("cancellare appuntamento", "Disattivare allarme scuola", "fine lavori quando?", "annulla la mia iscrizione al nido", "basta rumori")) {
            assertThat(AREZZO.read(text)).as(text).isEqualTo(new Near(false, false));
        }
        for (var text : List.of("stop messaggi", "annulla iscrizione", "non voglio più ricevere messaggi", "disattiva tutto", "cancellate il mio numero")) {
            assertThat(AREZZO.read(text)).as(text).isEqualTo(new Near(false, true));
        }
        assertThat(SANTA_FIORA.read("come faccio a iscrivermi al nido?")).isEqualTo(new Near(true, false));
        assertThat(SANTA_FIORA.read("vorrei iscrivermi agli avvisi del comune")).isEqualTo(new Near(true, true));
    }

    @Test
    void yesAndNo() {
        for (var yes : List.of("Sì", "si!", "SÌ GRAZIE", "ok 👍", "va bene, grazie", "D'accordo")) {
            assertThat(BIENTINA.isYes(yes)).as(yes).isTrue();
        }
        assertThat(BIENTINA.isYes("sì ma solo se piove")).isFalse();
        assertThat(BIENTINA.isNo("No, grazie")).isTrue();
    }

    @Property
    void decorationDoesNotCount(@ForAll("decorated") String text) {
        assertThat(SANTA_FIORA.read(text)).isEqualTo(new OptIn());
    }

    @Provide
    Arbitrary<String> decorated() {
        Arbitrary<String> edge = Combinators.combine(Arbitraries.of(DECORATION), Arbitraries.of(COURTESY), Arbitraries.of(DECORATION)).as((a, b, c) -> a + b + " " + c);
        Arbitrary<String> between = Arbitraries.of(" ", "  ", "\u00a0", "\n", " \ud83d\ude0a ", "-", ", ", "\u2003");
        return Combinators.combine(edge, edge, between, Arbitraries.randomValue(Random::nextLong), Arbitraries.of(Normalizer.Form.NFC, Normalizer.Form.NFD))
            .as((before, after, gap, seed, form) -> Normalizer.normalize(before + shuffled("ATTIVA" + gap + "COMUNE" + gap + "AMICO", seed) + " " + after, form));
    }

    /** Any case, and accents here and there. */
    private static String shuffled(String keyword, long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        keyword.codePoints().forEach(it -> {
            text.appendCodePoint(random.nextBoolean() ? Character.toLowerCase(it) : it);
            if (Character.isLetter(it) && random.nextInt(4) == 0) {
                text.append(random.nextBoolean() ? "\u0300" : "\u0301");
            }
        });
        return text.toString();
    }

    @Property
    void onlyTheLettersOfTheKeywordSubscribe(@ForAll("nearTexts") String text) {
        var left = PlainWords.of(text);
        var isKeyword = LanguageWords.of(Locale.ITALIAN).withoutCourtesy(left).stream().anyMatch(it -> it.letters().equals("attiva"));
        assertThat(BIENTINA.read(text).equals(new OptIn())).isEqualTo(isKeyword);
    }

    @Provide
    Arbitrary<String> nearTexts() {
        return Arbitraries.oneOf(Arbitraries.strings().all().ofMaxLength(60), Arbitraries.strings().withChars("ativdsATIVDS àì'").ofMaxLength(14));
    }

    @Property(tries = 10_000)
    void talkNeverSubscribes(@ForAll("sentences") String text) {
        for (var town : List.of(SANTA_FIORA, AREZZO, BIENTINA)) {
            assertThat(town.read(text)).isNotEqualTo(new OptIn());
        }
    }

    @Provide
    Arbitrary<String> sentences() {
        return Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(14).map(it -> String.join(" ", it));
    }

    @Property
    void withDisBeforeItNeverJoins(@ForAll("withDis") String text) {
        assertThat(BIENTINA.read(text)).isEqualTo(new OptOut());
    }

    @Provide
    Arbitrary<String> withDis() {
        return Combinators.combine(Arbitraries.of(DECORATION), Arbitraries.randomValue(Random::nextLong), Arbitraries.of(DECORATION))
            .as((before, seed, after) -> before + " " + shuffled("DISATTIVA", seed) + " " + after);
    }

    private static KeywordGrammar grammar(String join, String leave) {
        return new KeywordGrammar(new Keywords(List.of(join), List.of(leave)), Locale.ITALIAN);
    }
}

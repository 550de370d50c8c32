// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.page.Words;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Hints that help to write as people speak. */
@NullMarked
class PlainItalianTest {

    private final PlainItalian plain = new PlainItalian(new Words());

    @Test
    void whatReadsWellHasNoHints() {
        assertThat(hints("Manca l’acqua per un guasto. Torna verso le 15.", "Autobotte in piazza dalle 11.")).isEmpty();
    }

    @Test
    void whatIsNotWrittenYetIsNotJudged() {
        assertThat(plain.hints(NoticeText.of("ATTENZIONE TUTTI", " ", "strade"))).containsExactly("Scrivi il testo: qui leggi se si capisce al volo");
    }

    @Test
    void stiffWordsCapitalsAndLongSentencesAreNamed() {
        assertThat(hints("Si comunica che mediante ordinanza …", "Niente")).anyMatch(it -> it.contains("«si comunica»")).anyMatch(it -> it.contains("«mediante»"));
        assertThat(hints("ATTENZIONE STRADA CHIUSA", "Niente")).anyMatch(it -> it.contains("TUTTO MAIUSCOLO"));
        assertThat(hints("una parola dopo l’altra ".repeat(8), "Niente")).anyMatch(it -> it.contains("ha 32 parole"));
        assertThat(hints("Manca l’acqua.", "")).anyMatch(it -> it.contains("che cosa fare"));
        assertThat(hints("Il mediantesimo della TARI", "Niente")).isEmpty();
    }

    private List<String> hints(String text, String todo) {
        return plain.hints(NoticeText.of("Titolo", text, "strade").with(new NoticeDetails(NoticeKind.WATER, "via Roma", null, null, todo, "", "", false)));
    }
}

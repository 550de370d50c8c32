// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class MailTextTest {

    @Test
    void whatIsQuotedBelowIsFolded() {
        assertThat(MailText.folded("Grazie mille!\r\n\r\nIl giorno mar 24 nov 2026 alle ore 10:12 Comune di Pistoia\r\n<urp@comune.example> ha scritto:\r\n\r\n> Buongiorno,\r\n> sì, anche sabato.\r\n"))
            .isEqualTo("Grazie mille!\n\n> Il giorno mar 24 nov 2026 alle ore 10:12 Comune di Pistoia\n> <urp@comune.example> ha scritto:\n> \n> Buongiorno,\n> sì, anche sabato.");
        assertThat(MailText.folded("Va bene.\n\n-----Messaggio originale-----\nDa: URP\nInviato: lunedì\n\nBuongiorno"))
            .startsWith("Va bene.\n\n> -----Messaggio originale-----\n> Da: URP");
        assertThat(MailText.folded("Va bene.\n\nDa: URP <urp@comune.example>\nInviato: lunedì 23\nA: me\n\nBuongiorno")).startsWith("Va bene.\n\n> Da: URP");
    }

    @Test
    void answersBetweenQuotedLinesStayWhereTheyAre() {
        var between = "Il giorno mar 24 nov 2026 URP ha scritto:\n> Quale via?\nVia Roma.\n> A che numero?\n12.";
        assertThat(MailText.folded(between)).isEqualTo(between);
        assertThat(MailText.folded("> tutto citato\n> e basta")).isEqualTo("> tutto citato\n> e basta");
        assertThat(MailText.folded("Da: casa mia al Comune ci sono 3 km")).doesNotContain(">");
    }

    @Test
    void ofHtmlTheWordsAreKeptAndNothingThatActs() {
        var words = MailText.ofHtml("""
            <html><head><style>p{color:red}</style></head><body><p>Buongiorno,<br>il lampione &egrave; <b>spento</b>.</p>
            <script>alert(1)</script><img src="https://spia.example/x.gif" onerror="alert(2)">
            <a href="https://foto.example/1">la foto</a> <a href="javascript:alert(3)">clic</a>
            <blockquote>Il 23 avete scritto<blockquote>prima ancora</blockquote></blockquote></body></html>""");
        assertThat(words).startsWith("Buongiorno,\nil lampione è spento.").contains("la foto (https://foto.example/1)", "> Il 23 avete scritto")
            .doesNotContain("alert", "<", "color", "javascript", "spia");
        assertThat(MailText.folded(words)).contains("\n\n> Il 23 avete scritto");
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import it.filodiretto.shared.RefusedAtStart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class MailTextTest {

    @Test
    void anAddressOfAMailboxThatIsNoneIsRefusedWithoutItsPassword() {
        assertThatThrownBy(() -> MailServerAddress.of("imaps://urp:se greto@posta.example/INBOX")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageNotContaining("greto").hasNoCause();
    }

    @Test
    void aMailboxThatNobodyWouldReadIsRefusedAtStart() {
        var box = new MailboxSettings.Box("urp@comune.example", "imaps://urp:segreta@posta.example/INBOX", "");
        assertThatThrownBy(() -> mailboxes("santa", box).check(List.of("santa-fiora"))).isInstanceOf(RefusedAtStart.class).hasMessageContaining("boxes.santa").hasMessageNotContaining("segreta");
        assertThatThrownBy(() -> mailboxes("arezzo", new MailboxSettings.Box("", box.imap(), "")).check(List.of("arezzo"))).isInstanceOf(RefusedAtStart.class).hasMessageContaining(".address");
        for (var name : List.of("santafiora", "santa-fiora")) {
            mailboxes(name, box).check(List.of("arezzo", "santa-fiora"));
        }
    }

    private static MailboxSettings mailboxes(String name, MailboxSettings.Box box) {
        return new MailboxSettings(Map.of(name, box), Duration.ofSeconds(20));
    }

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
    void aMailMadeToKeepUsBusyIsReadAtOnce() {
        var quotes = ">\n".repeat(200_000) + "fine";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(MailText.folded(quotes)).contains("è tagliato"));
        assertThat(MailText.folded("Va bene\n" + "> ".repeat(50_000) + "sì")).startsWith("Va bene\n\n> sì");
        for (var unclosed : List.of("<style>", "<script>", "<!--", "<a b=\"", "<a b='", "</", "<a ", "<style></", "<a b=")) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(BareHtml.of(unclosed.repeat(500_000))).as(unclosed).isNotNull());
        }
        var deep = "<blockquote>".repeat(100_000) + "x".repeat(1_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(MailText.ofHtml(deep)).isNotNull());
    }

    @Test
    void whatIsHeavyAndHoldsNoWordsTakesNoneAway() {
        var heavy = "x".repeat(400_000);
        for (var before : List.of("<style>p{" + heavy + "}</STYLE >", "<script>\"</p>\"" + heavy + "</script>", "<!-- <b>" + heavy + "-->",
                "<img alt='a > b' src=\"data:image/png;base64," + heavy + "\">", "<img src=DATA:image/png;base64," + heavy + ">", "<p style='" + heavy + "'>")) {
            assertThat(MailText.ofHtml("<html><body>" + before + "<p>Il lampione <b>è</b> spento.</p></body></html>")).as(before.substring(0, 9)).isEqualTo("Il lampione è spento.");
        }
        assertThat(MailText.ofHtml("<p>1 < 2 <!-- <a title=\"x>y\" href=\"https://foto.example/?q=" + "1".repeat(3_000) + "\">la foto</a><style>p")).startsWith("1 < 2").doesNotContain("<!");
        assertThat(MailText.ofHtml("<a title=\"x>y\" href='https://foto.example/?q=" + "1".repeat(3_000) + "'>la foto</a>")).startsWith("la foto (https://foto.example/?q=11");
        assertThat(MailText.ofHtml("<p>Buongiorno</p>" + "<i></i>".repeat(50_000) + "<p>fine</p>")).as("what is cut all the same is told")
            .startsWith("Buongiorno").endsWith("[il resto è tagliato: apri l’e-mail nella casella]").doesNotContain("fine");
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

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class TemplateTextPropertyTest {

    @Property(tries = 300)
    void noTextMakesMetaRefuseTheBlank(@ForAll @Chars({' ', '\n', '\r', '\t', '\u00a0', '\u2028', '\u0085', 'a', '.'}) String text) {
        assertThat(TemplateText.fold(text)).isNotBlank().doesNotContainPattern("[\\n\\r\\t\\u2028\\u0085]").doesNotContain("    ");
    }

    @Property(tries = 200)
    void whatIsShortenedFitsAndSaysSo(@ForAll @StringLength(min = 30, max = 200) String text, @ForAll @IntRange(min = 20, max = 120) int most) {
        var shortened = TemplateText.shorten(text, most);
        assertThat(shortened.length()).isLessThanOrEqualTo(Math.max(most, text.length() <= most ? text.length() : 0));
        assertThat(text.length() <= most || shortened.endsWith(" …")).isTrue();
    }

    @Example
    void breaksBecomeDashesOrBlanks() {
        assertThat(TemplateText.fold("Manca l’acqua.\n\nVia Roma\nvia Verdi\n")).isEqualTo("Manca l’acqua. Via Roma — via Verdi");
        assertThat(TemplateText.shorten("Manca l’acqua in via del Marais e in via Pacini", 30)).isEqualTo("Manca l’acqua in via del …");
    }
}

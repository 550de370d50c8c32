// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import java.util.regex.Pattern;

/** What may stand in a blank of a template: no line break, no tab, no four spaces in a row, and never nothing (132018, 100). */
public final class TemplateText {

    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Zl}\\p{Zp}]*[\\n\\r\\u0085\\p{Zl}\\p{Zp}][\\s\\p{Zl}\\p{Zp}]*");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern MANY_SPACES = Pattern.compile("\\p{Zs}{2,}");
    private static final String SENTENCE_ENDS = ".!?:;,…";

    private TemplateText() {}

    /** The text on one line: a break after a sentence becomes a blank, another a dash. */
    public static String fold(String text) {
        return isPlain(text) ? text : foldAnyhow(text);
    }

    /** Letters, digits, signs and single blanks between them: as nearly every text is, and as each is for many people. */
    private static boolean isPlain(String text) {
        var blank = true;
        for (int i = 0; i < text.length(); i++) {
            var sign = text.charAt(i);
            var plain = sign > ' ' && sign < 0x7F || sign >= 0xC0 && sign < 0x1680 || sign == '’' || sign == '–' || sign == '…';
            if (!plain && (sign != ' ' || blank)) {
                return false;
            }
            blank = sign == ' ';
        }
        return !blank;
    }

    private static String foldAnyhow(String text) {
        var folded = new StringBuilder();
        for (var line : BREAKS.split(text.strip())) {
            var clean = MANY_SPACES.matcher(BLANKS.matcher(line).replaceAll(" ")).replaceAll(" ").strip();
            if (!clean.isEmpty()) {
                if (!folded.isEmpty()) {
                    folded.append(SENTENCE_ENDS.indexOf(folded.charAt(folded.length() - 1)) >= 0 ? " " : " — ");
                }
                folded.append(clean);
            }
        }
        return folded.isEmpty() ? "—" : folded.toString();
    }

    /** Shortened at a blank, visibly, to so many characters at most. */
    public static String shorten(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var end = most - 2;
        var cut = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        var blank = cut.lastIndexOf(' ');
        return (blank > cut.length() / 2 ? cut.substring(0, blank) : cut).stripTrailing() + " …";
    }
}

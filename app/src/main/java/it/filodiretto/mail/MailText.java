// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Safelist;

/**
 * The words of a mail: what the person wrote, then what she quoted, each line of that behind {@code > }. Of HTML the words
 * alone are kept, cleaned by jsoup; where a link leads is said in words.
 */
final class MailText {

    private static final int LONGEST = 20_000;
    /** Stands for the end of a line while the breaks of the source go. */
    private static final char LINE = '\u2028';
    private static final Pattern WROTE = Pattern.compile("(?i)(il|lun|mar|mer|gio|ven|sab|dom|on|am|le)\\b.{5,160}(ha scritto|wrote|schrieb|a écrit)\\s*:\\s*");
    private static final Pattern ORIGINAL = Pattern.compile("(?i)\\s*[-_]{2,}\\s*(messaggio originale|original message|messaggio inoltrato|forwarded message).*");
    private static final Pattern OUTLOOK = Pattern.compile("(?i)\\*?(da|from)\\s*:\\*?\\s+.+");
    private static final Pattern SENT = Pattern.compile("(?i)\\*?(inviato|sent|data|date)\\s*:.*");

    private MailText() {}

    /** What an HTML part says. */
    static String ofHtml(String html) {
        var page = Jsoup.parse(html);
        page.select("a[href]").forEach(it -> {
            var to = it.attr("href");
            if (to.startsWith("http") && !it.text().contains(to)) {
                it.appendText(" (" + to + ")");
            }
        });
        page.select("blockquote").reversed().forEach(it ->
            it.replaceWith(new TextNode((LINE + quoted(List.of(plain(it.html()).split("\n", -1))) + LINE).replace('\n', LINE))));
        return plain(page.body().html());
    }

    /** A line ends where HTML says so, not where its source breaks. */
    private static String plain(String html) {
        var marked = Jsoup.parseBodyFragment(html);
        marked.outputSettings().prettyPrint(false);
        marked.select("br").before(String.valueOf(LINE));
        marked.select("p, div, tr, li, h1, h2, h3, h4, pre, table").before(String.valueOf(LINE));
        return Parser.unescapeEntities(Jsoup.clean(marked.body().html(), "", Safelist.none(), new OutputSettings().prettyPrint(false)), false)
            .replaceAll("[\\s\\u00a0]+", " ").replaceAll(" ?" + LINE + " ?", "\n").replaceAll("\n{3,}", "\n\n").strip();
    }

    /** What is new first; what she quotes after it, behind {@code > }. Answers between quoted lines stay where they are. */
    static String folded(String text) {
        var lines = Arrays.asList(text.replace("\r\n", "\n").replace("\u0000", "").strip().split("\n", -1));
        int from = quotedFrom(lines);
        if (from == 0 || from == lines.size()) {
            return shortened(String.join("\n", lines));
        }
        return shortened(String.join("\n", lines.subList(0, from)).strip() + "\n\n" + quoted(lines.subList(from, lines.size())));
    }

    /** The line from which on everything is quoted; as many as there are: none is. */
    private static int quotedFrom(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            var rest = lines.subList(i + 1, lines.size());
            var two = lines.get(i) + (rest.isEmpty() ? "" : " " + rest.getFirst());
            if (ORIGINAL.matcher(lines.get(i)).matches() || OUTLOOK.matcher(lines.get(i)).matches() && rest.stream().limit(4).anyMatch(it -> SENT.matcher(it).matches())) {
                return i;
            }
            if (lines.get(i).startsWith(">") && allQuoted(rest)) {
                return i;
            }
            if (WROTE.matcher(lines.get(i)).matches() && allQuoted(rest) || WROTE.matcher(two).matches() && allQuoted(rest.subList(1, rest.size()))) {
                return i;
            }
        }
        return lines.size();
    }

    private static boolean allQuoted(List<String> lines) {
        return lines.stream().allMatch(it -> it.isBlank() || it.startsWith(">"));
    }

    private static String quoted(List<String> lines) {
        return lines.stream().map(it -> "> " + it.replaceFirst("^(> ?)+", "").strip()).collect(Collectors.joining("\n"));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\n[il resto è tagliato: " + (text.length() - LONGEST) + " caratteri]";
    }
}

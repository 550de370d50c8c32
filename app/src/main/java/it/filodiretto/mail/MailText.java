// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Safelist;

/**
 * The words of a mail: what the person wrote, then what she quoted, each line of that behind {@code > }. Of HTML the words
 * alone are kept, cleaned by jsoup; where a link leads is said in words.
 */
final class MailText {

    private static final int LONGEST = 20_000;
    /** Letters of HTML that are looked at, without what holds no words: more than anybody reads, with all its tags. */
    private static final int LARGEST_HTML = 300_000;
    /** Stands for the end of a line while the breaks of the source go. */
    private static final char LINE = '\u2028';
    private static final Pattern WROTE = Pattern.compile("(?i)(il|lun|mar|mer|gio|ven|sab|dom|on|am|le)\\b.{5,160}(ha scritto|wrote|schrieb|a écrit)\\s*:\\s*");
    private static final Pattern ORIGINAL = Pattern.compile("(?i)\\s*[-_]{2,}\\s*(messaggio originale|original message|messaggio inoltrato|forwarded message).*");
    private static final Pattern OUTLOOK = Pattern.compile("(?i)\\*?(da|from)\\s*:\\*?\\s+.+");
    private static final Pattern SENT = Pattern.compile("(?i)\\*?(inviato|sent|data|date)\\s*:.*");

    private MailText() {}

    /** What an HTML part says. */
    static String ofHtml(String html) {
        var bare = BareHtml.of(html);
        return bare.length() <= LARGEST_HTML ? words(bare) : words(bare.substring(0, LARGEST_HTML)) + "\n\n[il resto è tagliato: apri l’e-mail nella casella]";
    }

    private static String words(String html) {
        var page = Jsoup.parse(html);
        page.outputSettings().prettyPrint(false);
        page.select("a[href]").forEach(it -> {
            var to = it.attr("href");
            if (to.startsWith("http") && !it.text().contains(to)) {
                it.appendText(" (" + to + ")");
            }
        });
        outermost(page).forEach(it ->
            it.replaceWith(new TextNode((LINE + quoted(List.of(plain(it.html()).split("\n", -1))) + LINE).replace('\n', LINE))));
        return plain(page.body().html());
    }

    /** What is quoted in a quotation is quoted with it. */
    private static List<Element> outermost(Document page) {
        return page.select("blockquote").stream().filter(it -> it.parent() == null || it.parent().closest("blockquote") == null).toList();
    }

    /** A line ends where HTML says so, not where its source breaks. */
    private static String plain(String html) {
        var marked = Jsoup.parseBodyFragment(html);
        marked.outputSettings().prettyPrint(false);
        marked.select("br, p, div, tr, li, h1, h2, h3, h4, pre, table, blockquote").forEach(it -> it.before(new TextNode(String.valueOf(LINE))));
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
        int quoted = quotedAtTheEnd(lines);
        for (int i = 0; i < lines.size(); i++) {
            var rest = lines.subList(i + 1, lines.size());
            var two = lines.get(i) + (rest.isEmpty() ? "" : " " + rest.getFirst());
            if (ORIGINAL.matcher(lines.get(i)).matches() || OUTLOOK.matcher(lines.get(i)).matches() && rest.stream().limit(4).anyMatch(it -> SENT.matcher(it).matches())) {
                return i;
            }
            if (lines.get(i).startsWith(">") && i + 1 >= quoted) {
                return i;
            }
            if (i + 1 >= quoted && WROTE.matcher(lines.get(i)).matches() || i + 2 >= quoted && WROTE.matcher(two).matches()) {
                return i;
            }
        }
        return lines.size();
    }

    /** From this line on each is quoted, or empty. */
    private static int quotedAtTheEnd(List<String> lines) {
        int from = lines.size();
        while (from > 0 && (lines.get(from - 1).isBlank() || lines.get(from - 1).startsWith(">"))) {
            from--;
        }
        return from;
    }

    private static String quoted(List<String> lines) {
        return lines.stream().map(it -> "> " + it.replaceFirst("^>[> ]*+", "").strip()).collect(Collectors.joining("\n"));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\n[il resto è tagliato: " + (text.length() - LONGEST) + " caratteri]";
    }
}

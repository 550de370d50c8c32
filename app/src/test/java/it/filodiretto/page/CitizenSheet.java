// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the citizens' share of Bootstrap Italia: {@code static/citizens.css} and {@code static/icons.svg}, a tenth of the
 * whole. Run it after a new class of Bootstrap Italia, or icon, is used in a page of citizens:
 * {@code java app/src/test/java/it/filodiretto/page/CitizenSheet.java DIST}, with DIST the package's folder {@code dist}.
 */
final class CitizenSheet {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern CLASS = Pattern.compile("\\.(-?[_a-zA-Z][\\w-]*(?:\\\\.[\\w-]*)*)");
    private static final Pattern UTILITY = Pattern.compile("([mp][tbsexy]?|g[xy]?|gap|d|flex|align|justify|float|order|col|row|w|h|overflow|list|fw|fst|lh|rounded|border)"
        + "-[\\w-]+|col|row|container|text-(center|start|end|break|nowrap|muted|decoration-none)|h[1-6]|visually-hidden(-focusable)?|btn|btn-(primary|secondary|outline-primary|sm|lg)"
        + "|table|img-fluid|small|mark");
    private static final Pattern ELEMENT = Pattern.compile("(?<![\\w.#:\\[\\]=\"'-])([a-z][a-z0-9]*)(?![\\w(-])");
    private static final Set<String> ELEMENTS = Set.of("html", "body", "a", "abbr", "address", "article", "aside", "b", "blockquote", "br", "button", "caption",
        "code", "dd", "details", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "img", "input", "kbd", "label", "legend", "li", "main", "nav", "ol", "optgroup", "option", "p", "pre", "samp", "section", "select", "small",
        "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "tr", "ul");

    private CitizenSheet() {}

    public static void main(String[] arguments) throws IOException {
        var dist = Path.of(arguments[0]);
        var app = Path.of("app/src/main");
        var used = classes(app.resolve("jte"));
        Files.writeString(app.resolve("resources/static/citizens.css"), sheet(Files.readString(dist.resolve("css/bootstrap-italia.min.css")), used));
        Files.writeString(app.resolve("resources/static/icons.svg"), icons(Files.readString(dist.resolve("svg/sprites.svg")), literals(app)));
    }

    /** All words that stand in a {@code class} of a template, and some more that look so. */
    static Set<String> classes(Path templates) {
        return sources(templates, ".jte").stream().flatMap(it -> Pattern.compile("class=\"([^\"]*(?:\"[^\"]*\"[^\"]*)?)\"").matcher(it).results())
            .flatMap(it -> Pattern.compile("[^\\w-]+").splitAsStream(it.group(1))).filter(it -> !it.isEmpty()).collect(Collectors.toSet());
    }

    /** All words between quotes, in templates and programs. */
    static Set<String> literals(Path main) {
        var all = new HashSet<String>();
        for (var kind : List.of(".jte", ".java")) {
            sources(main, kind).forEach(text -> Pattern.compile("\"([a-z][a-z0-9-]*)\"").matcher(text).results().forEach(it -> all.add(it.group(1))));
        }
        return all;
    }

    static String sheet(String css, Set<String> used) {
        return "/* SPDX-License-Identifier: BSD-3-Clause\n   From Bootstrap Italia 2.17.0, as far as citizens' pages use it: made by CitizenSheet, not by hand. */\n"
            + rules(COMMENT.matcher(css).replaceAll("").replace("@charset \"UTF-8\";", ""), used);
    }

    private static String rules(String css, Set<String> used) {
        var kept = new StringBuilder();
        int at = 0;
        while (at < css.length()) {
            int open = css.indexOf('{', at);
            if (open < 0) {
                break;
            }
            int close = end(css, open);
            var head = css.substring(at, open).strip();
            var body = css.substring(open + 1, close);
            at = close + 1;
            if (head.startsWith("@media") || head.startsWith("@supports")) {
                var inside = rules(body, used);
                kept.append(inside.isEmpty() ? "" : head + "{\n" + inside + "}\n");
            } else if (!head.startsWith("@")) {
                var selectors = selectors(head).stream().filter(it -> isUsed(it, used)).toList();
                kept.append(selectors.isEmpty() ? "" : String.join(",", selectors) + "{" + body + "}\n");
            }
        }
        return kept.toString();
    }

    private static boolean isUsed(String selector, Set<String> used) {
        var must = selector.replaceAll(":not\\([^)]*\\)", "").replaceAll("\\[[^]]*]", "");
        if (must.contains("#") || must.contains("::-webkit") || must.contains("::-moz")) {
            return false;
        }
        boolean classes = CLASS.matcher(must).results().map(it -> it.group(1)).allMatch(it -> used.contains(it) || UTILITY.matcher(it).matches());
        return classes && ELEMENT.matcher(must.replaceAll("::?[\\w-]+(\\([^)]*\\))?", " ").replaceAll(CLASS.pattern(), " ")).results()
            .allMatch(it -> ELEMENTS.contains(it.group(1)));
    }

    private static List<String> selectors(String head) {
        var found = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                found.add(head.substring(from, i).strip());
                from = i + 1;
            }
        }
        found.add(head.substring(from).strip());
        return found;
    }

    /** Of the braces that open at {@code open}; braces in strings count too, for there is none alone. */
    private static int end(String css, int open) {
        int depth = 0;
        for (int i = open; i < css.length(); i++) {
            char c = css.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return css.length() - 1;
    }

    static String icons(String sprites, Set<String> wanted) {
        var kept = Pattern.compile("(?s)<symbol[^>]*id=\"it-([^\"]+)\".*?</symbol>").matcher(sprites).results()
            .filter(it -> wanted.contains(it.group(1))).map(it -> it.group()).collect(Collectors.joining("\n"));
        return "<!-- SPDX-License-Identifier: BSD-3-Clause -->\n<!-- From Bootstrap Italia 2.17.0, the icons in use: made by CitizenSheet, not by hand. -->\n"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\">\n" + kept + "\n</svg>\n";
    }

    private static List<String> sources(Path root, String ending) {
        try (var files = Files.walk(root)) {
            return files.filter(it -> it.toString().endsWith(ending)).sorted().map(it -> {
                try {
                    return Files.readString(it);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

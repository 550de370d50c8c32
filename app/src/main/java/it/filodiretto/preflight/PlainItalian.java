// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.page.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Hints for whom writes: nothing is refused for them. The words of offices are in {@code preflight/plain_it.tsv}. */
@Component
class PlainItalian {

    /** Words of a sentence that one still reads at a glance. */
    static final int LONGEST_SENTENCE = 25;
    private static final int MOST_HINTS = 6;
    private static final Pattern SENTENCE = Pattern.compile("[.!?;\\n]+(?:\\s+|$)|\\n");
    private static final Pattern CAPITALS = Pattern.compile("\\b\\p{Lu}{4,}(?:[\\s,’']+\\p{Lu}{4,})+\\b");

    private final Map<Pattern, String[]> office = new LinkedHashMap<>();
    private final Words words;

    PlainItalian(Words words) {
        this.words = words;
        read().forEach((stiff, plain) ->
            office.put(Pattern.compile("(?<!\\p{L})" + Pattern.quote(stiff) + "(?!\\p{L})", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                new String[] {stiff, plain}));
    }

    /** In Italian, the weightiest first; empty: it reads well. */
    List<String> hints(NoticeText content) {
        var details = content.details();
        if (content.text().isBlank() && details.whatToDo().isBlank()) {
            return List.of(words.get("broadcast.hint.empty"));
        }
        var hints = new ArrayList<String>();
        var all = String.join("\n", content.title(), content.text(), details.place(), details.whatToDo(), details.detour());
        if (CAPITALS.matcher(all).find()) {
            hints.add(words.get("broadcast.hint.capitals"));
        }
        longSentence(content.text(), hints);
        longSentence(details.whatToDo(), hints);
        office.forEach((pattern, pair) -> {
            if (pattern.matcher(all).find()) {
                hints.add(words.get("broadcast.hint.office", pair[0], pair[1]));
            }
        });
        if (details.whatToDo().isEmpty() && details.kind() != NoticeKind.GENERAL) {
            hints.add(words.get("broadcast.hint.todo"));
        }
        return hints.stream().limit(MOST_HINTS).toList();
    }

    private void longSentence(String text, List<String> hints) {
        for (var sentence : SENTENCE.split(text)) {
            int length = sentence.isBlank() ? 0 : sentence.strip().split("\\s+").length;
            if (length > LONGEST_SENTENCE) {
                var begin = String.join(" ", List.of(sentence.strip().split("\\s+")).subList(0, 4));
                hints.add(words.get("broadcast.hint.sentence", begin, length));
            }
        }
    }

    private static Map<String, String> read() {
        try (var file = PlainItalian.class.getResourceAsStream("/preflight/plain_it.tsv")) {
            if (file == null) {
                throw new IllegalStateException("preflight/plain_it.tsv is missing");
            }
            var found = new LinkedHashMap<String, String>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(it -> !it.startsWith("#") && it.contains("\t"))
                .forEach(it -> found.put(it.substring(0, it.indexOf('\t')).strip().toLowerCase(Locale.ITALIAN), it.substring(it.indexOf('\t') + 1).strip()));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

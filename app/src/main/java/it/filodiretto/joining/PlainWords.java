// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text without what does not count: case, accents, Unicode forms, spacing, punctuation, quotes, emoji. What is left are
 * words of letters and digits.
 */
record PlainWords(List<String> words) {

    private static final Pattern KEYCAP = Pattern.compile("[0-9#*]\\x{FE0F}?\\x{20E3}");
    /** Marks that combine, and characters nobody sees: they vanish without parting the word. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{M}\\p{Cf}]+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    PlainWords {
        words = List.copyOf(words);
    }

    static PlainWords of(String text) {
        var letters = Normalizer.normalize(withoutEmoji(text), Normalizer.Form.NFKD);
        var seen = UNSEEN.matcher(letters).replaceAll("").toLowerCase(Locale.ROOT).replace('ı', 'i');
        return new PlainWords(Arrays.stream(NO_WORD.split(seen)).filter(it -> !it.isEmpty()).toList());
    }

    /** Before forms are folded: else ™ and ℹ would become letters. */
    private static String withoutEmoji(String text) {
        var bare = new StringBuilder(text.length());
        KEYCAP.matcher(text).replaceAll(" ").codePoints()
            .map(it -> Character.isEmoji(it) && !Character.isDigit(it) || Character.getType(it) == Character.OTHER_SYMBOL ? ' ' : it)
            .forEach(bare::appendCodePoint);
        return bare.toString();
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    int size() {
        return words.size();
    }

    boolean startsWith(PlainWords other) {
        return size() >= other.size() && words.subList(0, other.size()).equals(other.words);
    }

    boolean endsWith(PlainWords other) {
        return size() >= other.size() && words.subList(size() - other.size(), size()).equals(other.words);
    }

    boolean contains(PlainWords other) {
        return Collections.indexOfSubList(words, other.words) >= 0;
    }

    /** All but the first place where the other's words stand. @param other one that is contained */
    PlainWords without(PlainWords other) {
        int first = Collections.indexOfSubList(words, other.words);
        return new PlainWords(Stream.concat(words.stream().limit(first), words.stream().skip(first + other.size())).toList());
    }

    PlainWords from(int first) {
        return new PlainWords(words.subList(first, size()));
    }

    PlainWords until(int end) {
        return new PlainWords(words.subList(0, end));
    }

    /** The letters in one piece: spacing does not count. */
    String letters() {
        return String.join("", words);
    }
}

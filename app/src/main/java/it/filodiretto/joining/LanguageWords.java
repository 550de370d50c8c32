// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What people of one language say around a keyword: {@code joining/words_it.properties}, where each list is explained. */
record LanguageWords(List<PlainWords> courtesy, List<PlainWords> leave, Set<String> join, Set<String> joinBriefly, List<PlainWords> joinPhrase,
        Set<String> wish, Set<String> negation, Set<String> leaveWish, Set<String> leaveBriefly, List<PlainWords> leavePhrase, Set<String> unsure, Set<String> anotherWord, Set<String> yes, Set<String> no) {

    private static final Map<String, LanguageWords> READ = new ConcurrentHashMap<>();

    /** The words of the language; Italian if there are none. */
    static LanguageWords of(Locale language) {
        return READ.computeIfAbsent(language.getLanguage(), it -> read(resource(it) ? it : Locale.ITALIAN.getLanguage()));
    }

    /** All that is left when courtesy is dropped at the edges, more and more of it; the text itself comes first. */
    Set<PlainWords> withoutCourtesy(PlainWords text) {
        var found = new LinkedHashSet<PlainWords>();
        var open = new ArrayDeque<PlainWords>(List.of(text));
        while (!open.isEmpty()) {
            var next = open.poll();
            if (next.isEmpty() || !found.add(next)) {
                continue;
            }
            for (var phrase : courtesy) {
                if (next.startsWith(phrase)) {
                    open.add(next.from(phrase.size()));
                }
                if (next.endsWith(phrase)) {
                    open.add(next.until(next.size() - phrase.size()));
                }
            }
        }
        return found;
    }

    /** Whether it is a single word that means joining or leaving by itself, or something else: then it is none that was mistyped. */
    boolean knows(PlainWords text) {
        return text.size() == 1 && Stream.of(join, joinBriefly, leaveWish, leaveBriefly, anotherWord).anyMatch(it -> it.contains(text.letters()));
    }

    boolean isYes(PlainWords text) {
        return withoutCourtesy(text).stream().anyMatch(it -> yes.contains(it.letters()));
    }

    /** What is left of it behind a yes: «iscrivetemi» of «ok, iscrivetemi». */
    Stream<PlainWords> afterYes(PlainWords text) {
        return withoutCourtesy(text).stream().flatMap(it -> IntStream.range(1, it.size()).filter(end -> yes.contains(it.until(end).letters())).mapToObj(it::from));
    }

    boolean isNo(PlainWords text) {
        return withoutCourtesy(text).stream().anyMatch(it -> no.contains(it.letters()));
    }

    private static boolean resource(String language) {
        return LanguageWords.class.getResource(name(language)) != null;
    }

    private static String name(String language) {
        return "/joining/words_" + language + ".properties";
    }

    private static LanguageWords read(String language) {
        var lists = new Properties();
        try (var in = new InputStreamReader(Objects.requireNonNull(LanguageWords.class.getResourceAsStream(name(language))), StandardCharsets.UTF_8)) {
            lists.load(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new LanguageWords(phrases(lists, "courtesy"), phrases(lists, "leave"), words(lists, "join"), words(lists, "join-briefly"),
            phrases(lists, "join-phrase"), words(lists, "wish"), words(lists, "negation"), words(lists, "leave-wish"), words(lists, "leave-briefly"),
            phrases(lists, "leave-phrase"), words(lists, "unsure"), words(lists, "another-word"), words(lists, "yes"), words(lists, "no"));
    }

    private static List<PlainWords> phrases(Properties lists, String key) {
        return Arrays.stream(lists.getProperty(key).split(",")).map(PlainWords::of).toList();
    }

    private static Set<String> words(Properties lists, String key) {
        return phrases(lists, key).stream().map(PlainWords::letters).collect(Collectors.toUnmodifiableSet());
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.wording.Keywords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what a citizen wrote as a wish to join or to leave. Only a whole message that is a keyword, but for what
 * {@link PlainWords} and courtesy take away, counts as one; everything else is at most {@link KeywordReading.Near}.
 */
final class KeywordGrammar {

    /** Longer texts are talk. */
    private static final int SHORT_SENTENCE = 10;
    private static final int FEW_WORDS = 3;
    /** No keyword is as long, with any courtesy: nothing longer is compared. */
    private static final int LONGEST_TEXT = 300;

    private final LanguageWords language;
    private final List<PlainWords> join;
    private final List<PlainWords> leave;
    private final List<String> districts;

    KeywordGrammar(Keywords own, Locale language) {
        this(own, language, List.of());
    }

    /** @param districts one of these may follow a word to join: «Iscrivimi Postioma» */
    KeywordGrammar(Keywords own, Locale language, List<String> districts) {
        this.districts = List.copyOf(districts);
        this.language = LanguageWords.of(language);
        this.join = plain(own.optIn());
        var words = new ArrayList<>(this.language.leave());
        words.addAll(plain(own.optOut()));
        this.leave = List.copyOf(words);
    }

    KeywordReading read(String text) {
        var whole = PlainWords.of(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        if (text.length() > LONGEST_TEXT && whole.size() > SHORT_SENTENCE) {
            return new KeywordReading.None();
        }
        var variants = language.withoutCourtesy(whole);
        if (exactly(leave, variants)) {
            return new KeywordReading.OptOut();
        }
        if (exactly(join, variants)) {
            return new KeywordReading.OptIn();
        }
        var district = districts.stream().filter(it -> exactly(with(join, it), variants)).findFirst();
        if (district.isPresent()) {
            return new KeywordReading.OptIn(district.get());
        }
        if (language.afterYes(whole).anyMatch(it -> exactly(join, Set.of(it)))) {
            return new KeywordReading.Near(true, true);
        }
        if (variants.stream().noneMatch(language::knows)) {
            int toJoin = distance(join, variants);
            int toLeave = distance(leave, variants);
            if (Math.min(toJoin, toLeave) < Integer.MAX_VALUE) {
                return new KeywordReading.Near(toJoin < toLeave, true);
            }
        }
        return variants.isEmpty() ? new KeywordReading.None() : wish(shortest(variants));
    }

    boolean isYes(String text) {
        return language.isYes(PlainWords.of(text));
    }

    /** A yes, and the same wish again: «sì, voglio iscrivermi», «ok, cancellatemi». */
    boolean isYesTo(boolean joining, String text) {
        return language.afterYes(PlainWords.of(text)).map(it -> read(String.join(" ", it.words()))).anyMatch(it -> switch (it) {
            case KeywordReading.OptIn _ -> joining;
            case KeywordReading.OptOut _ -> !joining;
            case KeywordReading.Near near -> near.plain() && near.joining() == joining;
            case KeywordReading.None _ -> false;
        });
    }

    boolean isNo(String text) {
        return language.isNo(PlainWords.of(text));
    }

    private static boolean exactly(List<PlainWords> keywords, Set<PlainWords> variants) {
        return keywords.stream().anyMatch(keyword -> variants.stream().anyMatch(it -> it.letters().equals(keyword.letters())));
    }

    private static List<PlainWords> with(List<PlainWords> keywords, String district) {
        var name = PlainWords.of(district).words();
        return name.isEmpty() ? List.of() : keywords.stream().map(it -> new PlainWords(Stream.concat(it.words().stream(), name.stream()).toList())).toList();
    }

    /** Of the nearest keyword that is near enough; the largest number if none is. */
    private int distance(List<PlainWords> keywords, Set<PlainWords> variants) {
        int nearest = Integer.MAX_VALUE;
        if (variants.stream().anyMatch(it -> has(it, language.negation()))) {
            return nearest;
        }
        for (var keyword : keywords) {
            int allowed = keyword.letters().length() <= 6 ? 1 : 2;
            for (var variant : variants) {
                int distance = EditDistance.of(keyword.letters(), variant.letters(), allowed);
                if (distance <= allowed) {
                    nearest = Math.min(nearest, distance);
                }
            }
        }
        return nearest;
    }

    private KeywordReading wish(PlainWords said) {
        if (said.size() > SHORT_SENTENCE) {
            return new KeywordReading.None();
        }
        boolean denied = has(said, language.negation());
        var leaving = around(language.leavePhrase(), said);
        if (leaving.isPresent() || !denied && wantsToLeave(said)) {
            return new KeywordReading.Near(false, saysOnlyToLeave(leaving.orElse(said)) && !has(said, language.unsure()));
        }
        var joining = around(language.joinPhrase(), said);
        boolean plain = allOf(joining.orElse(said), language.join(), language.joinBriefly());
        boolean wants = joining.isPresent() || has(said, language.join()) || holdsAKeyword(said)
            || has(said, language.joinBriefly()) && (said.size() <= FEW_WORDS || plain);
        return wants && !denied ? new KeywordReading.Near(true, plain && !has(said, language.unsure())) : new KeywordReading.None();
    }

    private boolean wantsToLeave(PlainWords said) {
        return has(said, language.leaveWish()) || has(said, language.leaveBriefly()) && (said.size() <= FEW_WORDS || saysOnlyToLeave(said))
            || leave.stream().anyMatch(it -> it.size() > 1 && said.contains(it));
    }

    /** «Cancellare appuntamento» does not: what it is about is for people to read. */
    private boolean saysOnlyToLeave(PlainWords said) {
        return allOf(said, language.leaveWish(), language.leaveBriefly());
    }

    /** What else is said than the first of these that is among the words. */
    private static Optional<PlainWords> around(List<PlainWords> phrases, PlainWords said) {
        return phrases.stream().filter(said::contains).map(said::without).findFirst();
    }

    /** A keyword of several words among others, such as one's name; a single word says too little. */
    private boolean holdsAKeyword(PlainWords said) {
        return join.stream().anyMatch(it -> it.size() > 1 && said.contains(it));
    }

    private static boolean has(PlainWords said, Set<String> any) {
        return said.words().stream().anyMatch(any::contains);
    }

    private boolean allOf(PlainWords said, Set<String> some, Set<String> others) {
        return said.words().stream().allMatch(it -> some.contains(it) || others.contains(it) || language.wish().contains(it)
            || join.stream().anyMatch(keyword -> keyword.words().contains(it)));
    }

    private static PlainWords shortest(Collection<PlainWords> variants) {
        return variants.stream().min(Comparator.comparingInt(PlainWords::size)).orElseThrow();
    }

    private static List<PlainWords> plain(List<String> keywords) {
        return keywords.stream().map(PlainWords::of).filter(it -> !it.isEmpty()).toList();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import it.filodiretto.municipality.AutomaticKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts that a town words for itself, with the placeholders each may and must contain. */
public enum TownText {
    WELCOME(AutomaticKind.WELCOME, 1024, List.of("policy-link", "opt-out")),
    FAREWELL(AutomaticKind.FAREWELL, 1024, List.of()),
    QUESTION(AutomaticKind.QUESTION, 1024, List.of()),
    QUESTION_BUTTON(AutomaticKind.QUESTION, 20, List.of()),
    LEAVE_QUESTION(AutomaticKind.QUESTION, 1024, List.of()),
    LEAVE_QUESTION_BUTTON(AutomaticKind.QUESTION, 20, List.of()),
    INVITATION(AutomaticKind.INVITATION, 1024, List.of("registration-link")),
    COURTESY(AutomaticKind.COURTESY, 1024, List.of("channels")),
    CLOSED(AutomaticKind.CLOSED, 1024, List.of("opening")),
    CALL(AutomaticKind.CALL, 1024, List.of()),
    REFUSAL(AutomaticKind.REFUSAL, 1024, List.of()),
    /** One line under pages and messages: where help is. */
    HELP(null, 300, List.of("help"));

    /** What every text may contain besides its own. */
    private static final List<String> COMMON = List.of("comune", "contact-name", "help", "opt-in", "opt-out", "policy-link");

    private final @Nullable AutomaticKind kind;
    private final int longest;
    private final List<String> required;

    TownText(@Nullable AutomaticKind kind, int longest, List<String> required) {
        this.kind = kind;
        this.longest = longest;
        this.required = required;
    }

    /** As profiles and {@link Texts#get} name it: {@code leave-question}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The automatic message that needs it; null: always needed. */
    public @Nullable AutomaticKind kind() {
        return kind;
    }

    public int longest() {
        return longest;
    }

    public List<String> required() {
        return required;
    }

    public List<String> placeholders() {
        var more = this == WELCOME ? List.of("preferences-link") : List.<String>of();
        return Stream.of(COMMON, more, required).flatMap(List::stream).filter(it -> knowsThePolicy() || !it.equals("policy-link")).distinct().sorted().toList();
    }

    /** The modules that send the others are below the policies. */
    private boolean knowsThePolicy() {
        return this != CALL && this != REFUSAL && this != COURTESY;
    }

    public String words() {
        return placeholders().stream().map(it -> "{" + it + "}").collect(Collectors.joining(", "));
    }
}

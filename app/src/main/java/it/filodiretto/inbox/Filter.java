// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import java.util.Arrays;
import java.util.Locale;

/**
 * What the list shows.
 *
 * @param words looked for in what was said, in names and labels; empty: everything
 */
public record Filter(Kind kind, String words) {

    static final int LONGEST = 100;
    /** How «waiting», which needs no word in an address, is named where something is looked for in it. */
    private static final String WAITING_WORD = "aspettano";

    public enum Kind {
        WAITING("", "Aspettano"), MINE("mie", "Mie"), UNFOLLOWED("nessuno", "Di nessuno"), ALL("tutte", "Tutte"),
        /** Somebody calls the operator in a note. */
        MENTIONED("chiamato", "Mi hanno chiamato"),
        /** Somebody asked to be called back. */
        CALLBACKS("richiamare", "Da richiamare"),
        LATE("ritardo", "In ritardo"), NEWCOMERS("registrare", "Da registrare"), SNOOZED("rimandate", "Rimandate"), PENDING("risposte", "In attesa del cittadino"), CLOSED("chiuse", "Chiuse"),
        /** The words are those of the label. */
        LABELLED("etichetta", "Con un’etichetta");

        final String word;
        final String label;

        Kind(String word, String label) {
            this.word = word;
            this.label = label;
        }

        /** As it stands in an address. */
        String word() {
            return word;
        }

        /** As it is named where something is looked for. */
        String searchWord() {
            return word.isEmpty() ? WAITING_WORD : word;
        }

        String label() {
            return label;
        }
    }

    /** What is not known means «waiting», and words without a list are looked for everywhere. */
    public static Filter of(String stato, String cerca) {
        var words = cerca.strip();
        var typed = stato.toLowerCase(Locale.ROOT);
        var named = Arrays.stream(Kind.values()).filter(it -> it.word.equals(typed)).findFirst().orElse(Kind.WAITING);
        var kind = named == Kind.WAITING && !words.isEmpty() && !typed.equals(WAITING_WORD) ? Kind.ALL : named;
        return new Filter(kind, words.length() > LONGEST ? words.substring(0, LONGEST) : words);
    }

    /** The list in which a search would look: where the operator is, and from the usual list everywhere. */
    boolean isLookedFor(Kind other) {
        return other == (kind == Kind.LABELLED || kind == Kind.WAITING && words.isEmpty() ? Kind.ALL : kind);
    }

    /** {@code ?stato=mie}, or empty. */
    public String query() {
        var query = new StringBuilder();
        if (!kind.word.isEmpty() || !words.isEmpty()) {
            query.append("?stato=").append(kind.searchWord());
        }
        if (!words.isEmpty()) {
            query.append("&cerca=").append(java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    /** Whether the longest wait comes first. */
    boolean byWait() {
        return words.isEmpty() && (kind == Kind.WAITING || kind == Kind.UNFOLLOWED || kind == Kind.LATE);
    }

    /** Whether its pages are counted; the others go on from a place. */
    boolean counted() {
        return byWait() || kind == Kind.CALLBACKS || kind != Kind.LABELLED && !words.isEmpty();
    }
}

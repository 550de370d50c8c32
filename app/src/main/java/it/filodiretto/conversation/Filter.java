// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import java.util.Locale;

/**
 * What the list shows.
 *
 * @param words looked for in what was said; empty: everything
 */
record Filter(Kind kind, String words) {

    static final int LONGEST = 100;

    enum Kind {
        WAITING("", "Aspettano"), MINE("mie", "Mie"), UNFOLLOWED("nessuno", "Di nessuno"), ALL("tutte", "Tutte"),
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

        String label() {
            return label;
        }
    }

    /** What is not known means «waiting». */
    static Filter of(String stato, String cerca) {
        var kind = Kind.WAITING;
        for (var it : Kind.values()) {
            if (it.word.equals(stato.toLowerCase(Locale.ROOT))) {
                kind = it;
            }
        }
        var words = cerca.strip();
        return new Filter(kind, words.length() > LONGEST ? words.substring(0, LONGEST) : words);
    }

    /** {@code ?stato=mie}, or empty. */
    String query() {
        var query = new StringBuilder();
        if (!kind.word.isEmpty()) {
            query.append("?stato=").append(kind.word);
        }
        if (!words.isEmpty()) {
            query.append(query.isEmpty() ? "?" : "&").append("cerca=").append(java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    boolean paged() {
        return kind == Kind.LABELLED || kind != Kind.WAITING && words.isEmpty();
    }
}

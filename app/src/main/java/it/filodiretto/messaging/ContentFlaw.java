// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

/** A content breaks a rule of every channel we know. The message is Italian, for who wrote it. */
public final class ContentFlaw extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public ContentFlaw(String words) {
        super(words);
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    /** @throws ContentFlaw with these words, unless it is right */
    public static void unless(boolean right, String words) {
        if (!right) {
            throw new ContentFlaw(words);
        }
    }

    /** @param what with its article, «Il testo» */
    static void unlessLong(String what, String text, int limit) {
        var length = text.codePointCount(0, text.length());
        unless(!text.isBlank(), what + " non può essere vuoto.");
        unless(length <= limit, what + " può avere al massimo " + limit + " caratteri, e ne ha " + length + ".");
    }

    static void unlessShort(String what, @org.jspecify.annotations.Nullable String text, int limit) {
        if (text != null) {
            unlessLong(what, text, limit);
        }
    }
}

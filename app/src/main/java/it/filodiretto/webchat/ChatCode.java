// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.shared.Sha256;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes codes that people can read out: {@code CA-3F7H-52}, without 0, O, 1 and I. */
final class ChatCode {

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private ChatCode() {}

    /** @param town its name: its first two letters begin the code, or the initials of its first two words */
    static String next(String town) {
        var words = town.split("[^\\p{L}]+");
        var start = words.length > 1 ? words[0].substring(0, 1) + words[1].charAt(0) : (town + town).substring(0, 2);
        return start.toUpperCase(Locale.ROOT) + "-" + letters(4) + "-" + letters(2);
    }

    /** Four letters that only who knows the talk's id can tell. */
    static String proof(UUID id) {
        var bytes = Sha256.of("whatsapp " + id);
        return IntStream.range(0, 4).mapToObj(it -> LETTERS.charAt(bytes[it] & 31)).collect(StringBuilder::new, StringBuilder::append, StringBuilder::append).toString();
    }

    static String letters(int count) {
        return RANDOM.ints(count, 0, LETTERS.length()).mapToObj(LETTERS::charAt).collect(StringBuilder::new, StringBuilder::append, StringBuilder::append).toString();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.shared.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a browser shows to be let into a talk: 32 random bytes, which it has before the talk begins, so that a repeated start is known. */
public record ChatKey(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public static ChatKey next() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new ChatKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty if it is none. */
    public static Optional<ChatKey> of(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new ChatKey(value)) : Optional.empty();
    }

    /** By which it is found; the key itself is kept nowhere. */
    byte[] lookup() {
        return Sha256.of(value);
    }

    @Override
    public String toString() {
        return "key of a chat";
    }
}

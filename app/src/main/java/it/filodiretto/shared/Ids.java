// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes identifiers: UUID version 7 (RFC 9562), whose order is the order of their making, to the millisecond. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new identifier, larger than those made in earlier milliseconds. */
    public static UUID next() {
        var millis = System.currentTimeMillis();
        var random = new byte[10];
        RANDOM.nextBytes(random);
        long high = millis << 16 | 0x7000L | (random[0] & 0x0fL) << 8 | random[1] & 0xffL;
        long low = 0x80L | random[2] & 0x3fL;
        for (int i = 3; i < 10; i++) {
            low = low << 8 | random[i] & 0xffL;
        }
        return new UUID(high, low);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.shared.Ids;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whose address counts behind a proxy: the one that a trusted proxy names, and no other. */
@TownTest
class ForwardedHeadersTest {

    @LocalServerPort int port;

    @Test
    void whoForgesTheHeaderIsStillCountedByTheAddressTheCallComesFrom() {
        for (int i = 0; i < Login.FREE_FOR_AN_ADDRESS + 2; i++) {
            guess(Visitor.from("127.0.0.51", port).with("X-Forwarded-For", "198.51.100." + i));
        }
        assertThat(guess(Visitor.from("127.0.0.51", port).with("X-Forwarded-For", "198.51.100.99"))).isEqualTo(429);
    }

    @Test
    void behindATrustedProxyEachVisitorIsCountedAloneWhateverTheVisitorPutBefore() {
        for (int i = 0; i < Login.FREE_FOR_AN_ADDRESS + 2; i++) {
            guess(Visitor.of(port).with("X-Forwarded-For", "198.51.100." + i + ", 203.0.113.7"));
        }
        assertThat(guess(Visitor.of(port).with("X-Forwarded-For", "203.0.113.7"))).isEqualTo(429);
        assertThat(guess(Visitor.of(port).with("X-Forwarded-For", "203.0.113.8"))).isEqualTo(422);
    }

    private static int guess(Visitor visitor) {
        return visitor.login("nessuno" + Ids.next() + "@calenzano.example", "tentativo").statusCode();
    }
}

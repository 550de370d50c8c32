// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/**
 * The three secrets that a Meta app and its webhook share.
 *
 * @param app the app secret: key of the webhook signature
 * @param verify the word that the handshake carries
 * @param token the bearer token that every Graph call must carry
 */
public record Secrets(String app, String verify, String token) {

    /** Known to everybody, for tests: {@code app-secret}, {@code verify-token}, {@code token}. */
    public static Secrets forTests() {
        return new Secrets("app-secret", "verify-token", "token");
    }

    @Override
    public String toString() {
        return "Secrets[…]";
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.shared.Sha256;
import it.filodiretto.webchat.ChatKey;

/**
 * Work that a browser does once for a message, and a program would have to do for each of many: a number that makes SHA-256 of
 * the talk's key, a dot and it begin with fourteen zero bits. The key is used once, so no proof counts twice.
 */
final class ChatProof {

    static final int BITS = 14;

    private ChatProof() {}

    static boolean isDone(ChatKey key, String proof) {
        if (!proof.matches("[0-9]{1,9}")) {
            return false;
        }
        var hash = Sha256.of(key.value() + "." + proof);
        return (hash[0] & 0xff) == 0 && (hash[1] & 0xff) >> (16 - BITS) == 0;
    }
}

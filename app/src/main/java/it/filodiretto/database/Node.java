// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.security.SecureRandom;
import java.util.HexFormat;

/** This process, as the others on the same database see it: the {@code application_name} of all its sessions. */
public record Node(String name) {

    static Node ofThisProcess() {
        var random = new byte[6];
        new SecureRandom().nextBytes(random);
        return new Node("filodiretto-" + HexFormat.of().formatHex(random));
    }
}

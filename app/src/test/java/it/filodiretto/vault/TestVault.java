// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The vault as a start would open it, for tests of other modules. */
@NullMarked
public final class TestVault {

    private TestVault() {}

    public static Vault open(Path data, JdbcClient db) {
        return new VaultConfiguration().vault("", data, db);
    }
}

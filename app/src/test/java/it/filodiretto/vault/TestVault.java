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

    /** Without a database to compare with; the keys are made if there are none. */
    public static Vault open(Path data) {
        var file = new KeysetFile(data.resolve("keyset.json"));
        if (!file.exists()) {
            file.make();
        }
        return file.open();
    }
}

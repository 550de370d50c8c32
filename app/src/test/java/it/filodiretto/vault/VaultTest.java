// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.TownTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
class VaultTest {

    @Autowired Vault vault;
    @Autowired ObjectProvider<SealedColumns> keepers;
    @Autowired JdbcClient db;

    @Test
    void whatIsSealedOpensOnlyInItsOwnContext() {
        var sealed = vault.sealText("+393661234567", "citizen.phone");
        assertThat(vault.openText(sealed, "citizen.phone")).isEqualTo("+393661234567");
        assertThatThrownBy(() -> vault.openText(sealed, "citizen.name")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameValueIsFoundAgainInItsDomainAlone() {
        assertThat(vault.lookup("a", "1")).isEqualTo(vault.lookup("a", "1")).isNotEqualTo(vault.lookup("b", "1"));
    }

    /** A file's key stays as it is: its place in the store is named after it. */
    @Test
    void everySealedColumnIsSealedAnewWithANewKey() {
        var known = Resealing.all(keepers.stream()).stream().map(SealedColumn::toString);
        var there = db.sql("select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and data_type = 'bytea' and column_name like '%sealed%'")
            .query(String.class).list();
        assertThat(known.filter(it -> !it.equals("keyset_mark.sample"))).containsExactlyInAnyOrderElementsOf(there.stream().filter(it -> !it.equals("stored_file.sealed_key")).toList());
    }
}

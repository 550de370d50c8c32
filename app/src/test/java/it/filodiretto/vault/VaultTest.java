// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.TownTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TownTest
class VaultTest {

    @Autowired Vault vault;

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
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "filodiretto.comune.example", "ftp://comune.example", "https://", "https://comune.example/?a=b", "https://il comune.example", "https://io@comune.example"})
    void whatIsNoWholeAddressIsRefusedAtStart(String address) {
        assertThatThrownBy(() -> new PublicAddress(address)).isInstanceOf(RefusedAtStart.class).hasMessageContaining("FILODIRETTO_PUBLIC_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "https://filodiretto.comune.example/", "http://rete_interna:8080", "https://comune.example/filodiretto"})
    void aWholeAddressIsNot(String address) {
        assertThat(new PublicAddress(address)).isNotNull();
    }
}

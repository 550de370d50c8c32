// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what is passed over is never what was asked for: an address that fits by Spring's own rules may be. */
class NarrowedMappingsTest {

    @ParameterizedTest
    @CsvSource({
        "/console/{slug}/messaggi/{id}/scambi, /console/prova/messaggi/7/scambi",
        "/{slug}/chat/messaggi,                /prova/chat/messaggi",
        "'/{slug}/regole/{number:[0-9]{1,6}}', /prova/regole/12",
        "/api/v1/x/{id:[^:]+}:cancel,          /api/v1/x/7:cancel",
        "/assets/**,                           /assets/a/b/c.js",
        "/files/{*rest},                       /files/a/b",
        "/{slug},                              /sant%27angelo",
        "/a%20b/{c},                           /a%20b/d"})
    void whatFitsIsLookedAt(String address, String asked) {
        assertThat(NarrowedMappings.mayBe(address, asked)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/console/{slug}/messaggi/{id}/scambi, /console/prova/messaggi/7",
        "/console/{slug}/messaggi/{id},        /console/prova/avvisi/7",
        "/{slug}/chat/messaggi,                /prova/chat/letture"})
    void whatHasAnotherWordOrAnotherNumberOfThemIsPassedOver(String address, String asked) {
        assertThat(NarrowedMappings.mayBe(address, asked)).isFalse();
    }

    @Test
    void theFirstPageHasNoWords() {
        assertThat(NarrowedMappings.mayBe("/", "/")).isTrue();
        assertThat(NarrowedMappings.mayBe("/", "/prova")).isFalse();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhatsAppErrorsTest {

    /** The table of codes in Meta's documentation as of October 2026. */
    private static final int[] NAMED = {0, 1, 2, 3, 4, 10, 33, 100, 190, 200, 299, 368, 613, 80007, 130403, 130429, 130472, 130497, 130501, 131000, 131005, 131008,
        131009, 131016, 131020, 131021, 131026, 131030, 131031, 131037, 131041, 131042, 131044, 131045, 131047, 131048, 131049, 131050, 131051,
        131052, 131053, 131056, 131057, 131059, 131060, 131062, 131063, 131064, 131200, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016,
        132018, 132068, 132069, 133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 135000, 136024, 137000, 138000, 138018,
        139000, 139004, 139100, 139103, 147001, 147005};

    @Test
    void eachCodeMetaNamesHasItsOwnWords() {
        for (var code : NAMED) {
            var verdict = WhatsAppErrors.ofStatus(code);
            assertThat(verdict.code()).isEqualTo(Integer.toString(code));
            assertThat(verdict.sentence()).as("sentence of " + code).endsWith(".").doesNotContain("codice").doesNotContain("si prega").hasSizeLessThan(130);
            assertThat(verdict.words()).doesNotContain("iproviamo tra poco").hasSizeLessThan(200);
        }
    }

    @Test
    void whatMetaDoesNotNameIsToldWithItsCode() {
        assertThat(WhatsAppErrors.ofStatus(987654).words()).contains("987654");
        assertThat(WhatsAppErrors.ofStatus(-1).code()).isEqualTo("unknown");
    }
}

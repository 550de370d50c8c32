// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.meta.Verdict.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WhatsAppErrorsTest {

    /** Written from the table of codes in Meta's documentation as of October 2026, not from ours: what follows from each. */
    private static final Map<Kind, String> VERDICTS = Map.of(
        Kind.NUMBER, "0 3 10 33 190 200 299 368 131005 131031 131037 131042 131044 131045 131048 131064 133005 133006 133008 133009 133010 133015 133016 136024",
        Kind.LATER, "1 2 131000 131056 132069",
        Kind.ALL_LATER, "4 613 80007 130429 131016 131057 133000 133004",
        Kind.PERSON, "100 130403 130472 130497 130501 131008 131009 131021 131030 131051 131052 131053 131060 131062 135000 137000",
        Kind.UNREACHABLE, "131026",
        Kind.WINDOW, "131047",
        Kind.MARKETING_RESTS, "131049",
        Kind.NO_MARKETING, "131050",
        Kind.TEMPLATE, "131063 132000 132001 132005 132007 132008 132012 132015 132016 132018 132068",
        Kind.ELSEWHERE, "131020 131041 131059 131200 131213 138000 138018 139000 139004 139100 139103 147001 147005");
    private static final int[] NAMED = VERDICTS.values().stream().flatMap(it -> Arrays.stream(it.split(" "))).mapToInt(Integer::parseInt).toArray();

    @Test
    @DisplayName("AR-03: what follows from each of Meta's codes is what Meta's own table asks for")
    void eachCodeHasTheVerdictOfMetasTable() {
        VERDICTS.forEach((kind, codes) -> Arrays.stream(codes.split(" ")).map(Integer::valueOf)
            .forEach(code -> assertThat(WhatsAppErrors.ofStatus(code).kind()).as("verdict on " + code).isEqualTo(kind)));
        assertThat(Stream.of(130429, 131056, 131057, 132069).map(it -> WhatsAppErrors.ofStatus(it).after().toSeconds())).containsExactly(2L, 16L, 60L, 3_600L);
        assertThat(WhatsAppErrors.codes()).as("those that no row here names stand between two that do").allSatisfy(code ->
            assertThat(Arrays.stream(NAMED).anyMatch(it -> it == code) || code > 131_200 && code < 131_213 || code > 138_000 && code < 147_005).as("code " + code).isTrue());
    }

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

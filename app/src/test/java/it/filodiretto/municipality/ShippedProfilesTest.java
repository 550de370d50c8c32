// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The five profiles that the product brings along say what the towns' documents and the contract say. */
@NullMarked
class ShippedProfilesTest {

    private static final Map<String, Profile> PROFILES = ProfileFiles.read(null).stream()
        .collect(Collectors.toMap(it -> it.town().slug(), Function.identity()));

    @Test
    void areTheFiveTowns() {
        assertThat(PROFILES).containsOnlyKeys("pistoia", "santa-fiora", "calenzano", "arezzo", "bientina");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "pistoia, 390573000001, 390573000100, +39 0573 000001, PEOPLE_ONLY, true, , ",
        "santa-fiora, 390564000001, 390564000100, +39 366 3476285, TWO_WAY, false, ATTIVA COMUNE AMICO, DISATTIVA COMUNE AMICO",
        "calenzano, 390558000001, 390558000100, +39 055 8000001, TWO_WAY, false, ISCRIVIMI, CANCELLAMI",
        "arezzo, 390575000001, 390575000100, +39 342 7777361, TWO_WAY, false, Iscrivimi, Cancellami",
        "bientina, 390587000001, 390587000100, +39 366 5775490, ONE_WAY, false, Attiva, Disattiva"})
    void haveTheAccountsOfTheContract(String slug, String numberId, String accountId, String number, ChannelMode mode, boolean registration,
                                      @Nullable String in, @Nullable String out) {
        var account = profile(slug).town().requireWhatsapp();
        assertThat(account.phoneNumberId()).isEqualTo(numberId);
        assertThat(account.businessAccountId()).isEqualTo(accountId);
        assertThat(account.displayNumber()).isEqualTo(number);
        assertThat(account.mode()).isEqualTo(mode);
        assertThat(account.registrationRequired()).isEqualTo(registration);
        assertThat(profile(slug).content().keywords())
            .isEqualTo(new Keywords(in == null ? List.of() : List.of(in), out == null ? List.of() : List.of(out)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "pistoia, 2026-07-25", "santa-fiora, 2026-07-29", "calenzano, 2026-12-06", "arezzo, 2026-08-07",
        "bientina, 2026-05-25", "bientina, 2027-05-17", "bientina, 2025-06-09"})
    void celebrateTheirPatron(String slug, LocalDate day) {
        assertThat(profile(slug).town().patronDay().in(day.getYear())).isEqualTo(day);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"pistoia, 047014, PT", "santa-fiora, 053022, GR", "calenzano, 048005, FI", "arezzo, 051002, AR", "bientina, 050001, PI"})
    void haveTheirCodes(String slug, String istat, String province) {
        assertThat(profile(slug).town().istatCode()).isEqualTo(istat);
        assertThat(profile(slug).town().province()).isEqualTo(province);
        assertThat(profile(slug).town().zone()).isEqualTo(ZoneId.of("Europe/Rome"));
    }

    @Test
    @DisplayName("PI-07 Pistoia's people answer: nothing leaves by itself but a notice")
    void peopleOnlyAllowsNoAutomaticAnswer() {
        assertThat(profile("pistoia").town().requireWhatsapp().automatic())
            .containsExactlyInAnyOrder(AutomaticKind.NOTICE, AutomaticKind.CODE);
    }

    @Test
    @DisplayName("PI-05 Pistoia's WhatsApp is marked as a trial")
    void trialIsMarked() {
        var channel = profile("pistoia").town().contacts().getFirst();
        assertThat(channel.trial()).isEqualTo(new Trial(LocalDate.of(2022, 12, 15), LocalDate.of(2026, 12, 31)));
    }

    @Test
    @DisplayName("SF-02 Santa Fiora's WhatsApp is the desk's: it has its name, its hours and its logo")
    void SF_02_aChannelOfAnOfficeInheritsItsNameHoursAndLogo() {
        var town = profile("santa-fiora").town();
        var whatsapp = town.contacts().getFirst();
        var desk = town.officeOf(ContactChannel.Kind.WHATSAPP);
        assertThat(whatsapp.kind()).isEqualTo(ContactChannel.Kind.WHATSAPP);
        assertThat(whatsapp.office()).isEqualTo("sportello");
        assertThat(whatsapp.name()).isEqualTo(desk.name()).isEqualTo("Sportello Comune Amico");
        assertThat(whatsapp.timetable()).isEqualTo(desk.timetable());
        assertThat(Objects.requireNonNull(desk.logo()).type()).isEqualTo("image/svg+xml");
    }

    @Test
    @DisplayName("SF-09 Santa Fiora has the five topics of its document")
    void santaFioraHasFiveTopics() {
        assertThat(profile("santa-fiora").content().topics()).extracting(Topic::code)
            .containsExactly("protezione-civile", "strade", "disservizi", "scadenze", "eventi");
    }

    @Test
    @DisplayName("AR-03 Arezzo's number is saved under either name")
    void arezzoHasTwoNames() {
        var account = profile("arezzo").town().requireWhatsapp();
        assertThat(account.contactName()).isEqualTo("Comune di Arezzo Unico Online");
        assertThat(account.otherContactNames()).containsExactly("Arezzo Unico Online");
    }

    @Test
    @DisplayName("AR-07 Arezzo takes pictures, short videos and the position, the others everything")
    void arezzoSaysWhatItTakes() {
        assertThat(profile("arezzo").town().requireWhatsapp().accepts())
            .containsExactlyInAnyOrder(ReceivedKind.IMAGE, ReceivedKind.VIDEO, ReceivedKind.LOCATION);
        assertThat(profile("arezzo").town().requireWhatsapp().largestVideo()).isEqualTo(16);
        assertThat(profile("pistoia").town().requireWhatsapp().accepts()).containsExactlyInAnyOrder(ReceivedKind.values());
    }

    @Test
    @DisplayName("BI-11 who has difficulties finds help")
    void helpIsNamed() {
        assertThat(profile("bientina").town().help().words()).isEqualTo("scrivi a ufficio.stampa@comune.bientina.pi.it o chiama il numero 0587 758456");
    }

    @Test
    void nameTheFacebookPagesOfTheContract() {
        var pages = PROFILES.values().stream().flatMap(it -> it.town().contacts().stream()).filter(it -> it.pageId() != null);
        assertThat(pages).extracting(ContactChannel::pageId).containsExactlyInAnyOrder("390575000900", "390587000900");
    }

    private static Profile profile(String slug) {
        return Objects.requireNonNull(PROFILES.get(slug));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.ReceivedKind;
import it.filodiretto.municipality.Trial;
import it.filodiretto.opening.TimeSpan;
import it.filodiretto.wording.Keywords;
import it.filodiretto.wording.Topic;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
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

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("PI-03, PI-04, AR-12: the hours that the documents name; Santa Fiora, Bientina and Calenzano name none, and theirs are examples")
    @CsvSource({
        "pistoia, sportello, , 9:00-13:00 | 9:00-13:00 15:00-18:00 | 9:00-13:00 | 9:00-13:00 | 9:00-13:00 | 9:00-13:00 | ",
        "pistoia, whatsapp, 2022-12-15, 9:00-13:00 | 9:00-13:00 | 9:00-13:00 | 9:00-13:00 | 9:00-13:00 |  | ",
        "arezzo, whatsapp, 2019-05-01, 8:30-13:00 | 8:30-13:00 | 8:30-13:00 | 8:30-13:00 | 8:30-13:00 |  | ",
        "arezzo, sportello, , 8:30-13:00 | 8:30-13:00 | 8:30-13:00 | 8:30-13:00 | 8:30-13:00 |  | ",
        "santa-fiora, sportello, , 9:00-13:00 | 9:00-13:00 15:30-17:30 | 9:00-13:00 | 9:00-13:00 15:30-17:30 | 9:00-13:00 |  | ",
        "bientina, uffici, , 9:00-13:00 | 9:00-13:00 15:00-17:30 | 9:00-13:00 | 9:00-13:00 15:00-17:30 | 9:00-13:00 |  | ",
        "calenzano, urp, , 8:30-13:00 | 8:30-13:00 15:00-18:00 | 8:30-13:00 | 8:30-13:00 15:00-18:00 | 8:30-13:00 | 8:30-12:30 | "})
    void openWhenTheirDocumentsSay(String slug, String code, @Nullable LocalDate from, String week) {
        var hours = profile(slug).content().timetables().stream().filter(it -> it.code().equals(code)).findFirst().orElseThrow().hours();
        assertThat(hours.from()).isEqualTo(from);
        assertThat(Arrays.stream(DayOfWeek.values()).map(day -> hours.week().getOrDefault(day, List.of()).stream().map(TimeSpan::toString)
            .collect(Collectors.joining(" ")))).isEqualTo(Arrays.stream(week.split("\\|", -1)).map(String::strip).toList());
    }

    @Test
    @DisplayName("CA-03, AR-12, PI-04: each WhatsApp and each chat has the hours that its document gives it")
    void eachChannelHasItsHours() {
        assertThat(timetable("pistoia", ContactChannel.Kind.WHATSAPP)).isEqualTo("whatsapp");
        assertThat(timetable("arezzo", ContactChannel.Kind.WHATSAPP)).isEqualTo("whatsapp");
        assertThat(timetable("santa-fiora", ContactChannel.Kind.WHATSAPP)).isEqualTo("sportello");
        assertThat(timetable("calenzano", ContactChannel.Kind.WEB_CHAT)).as("in orario di apertura al pubblico").isEqualTo("urp");
    }

    private static @Nullable String timetable(String slug, ContactChannel.Kind kind) {
        return profile(slug).town().contacts().stream().filter(it -> it.kind() == kind).findFirst().orElseThrow().timetable();
    }

    @Test
    @DisplayName("SF-08, AR-08, BI-15: what is of public service goes by Meta's utility template; events and initiatives are what Meta calls marketing")
    void topicsCarryMetasCategory() {
        var marketing = PROFILES.entrySet().stream().flatMap(it -> it.getValue().content().topics().stream()
            .filter(topic -> topic.category() == MetaCategory.MARKETING).map(topic -> it.getKey() + " " + topic.code()));
        assertThat(marketing).containsExactlyInAnyOrder("santa-fiora eventi", "calenzano eventi", "bientina iniziative");
        assertThat(PROFILES.values()).allSatisfy(it -> assertThat(it.content().topics().getFirst().code()).isEqualTo(Topic.CIVIL_PROTECTION));
        assertThat(profile("arezzo").content().topics()).extracting(Topic::code)
            .containsExactly("protezione-civile", "sportello", "servizi", "scadenze", "aperture", "pubblico-interesse");
        assertThat(profile("bientina").content().topics()).extracting(Topic::code)
            .containsExactly("protezione-civile", "pubblica-utilita", "avvisi", "iniziative");
    }

    private static Profile profile(String slug) {
        return Objects.requireNonNull(PROFILES.get(slug));
    }
}

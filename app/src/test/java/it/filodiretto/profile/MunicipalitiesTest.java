// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import static it.filodiretto.municipality.CurrentMunicipality.inTown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.TownTest;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.wording.Texts;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import it.filodiretto.wording.TownKeywords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the profiles become in the database. */
@TownTest
@NullMarked
class MunicipalitiesTest {

    private static final Instant SATURDAY_10 = Instant.parse("2026-11-28T09:00:00Z");

    @Autowired Municipalities municipalities;
    @Autowired OpeningHours openingHours;
    @Autowired Topics topics;
    @Autowired Texts texts;
    @Autowired TownKeywords keywords;

    @Test
    void theFiveTownsAreServed() {
        assertThat(municipalities.all()).extracting(Municipality::slug)
            .contains("arezzo", "bientina", "calenzano", "pistoia", "santa-fiora").isSorted();
        assertThat(municipalities.findByPhoneNumberId("390587000001")).map(Municipality::name).hasValue("Bientina");
    }

    @Test
    @DisplayName("PI-04 on Saturday at 10 Pistoia's desk is open and its WhatsApp is not")
    void hoursArePerChannel() {
        inTown(town("pistoia").id(), () -> {
            assertThat(openingHours.at("sportello", SATURDAY_10).words()).isEqualTo("Aperto, chiude alle 13:00");
            assertThat(openingHours.at("whatsapp", SATURDAY_10).words()).isEqualTo("Chiuso, riapre lunedì 30 alle 9:00");
            assertThat(openingHours.at(null, SATURDAY_10).words()).isEqualTo("Sempre");
        });
    }

    @Test
    void waitingCountsOpeningTimeOnly() {
        inTown(town("pistoia").id(), () -> {
            var mondayAt920 = Instant.parse("2026-11-30T08:20:00Z");
            assertThat(openingHours.openingTimeBetween("whatsapp", SATURDAY_10, mondayAt920)).isEqualTo(Duration.ofMinutes(20));
            assertThat(openingHours.after("whatsapp", SATURDAY_10, Duration.ofMinutes(20))).hasValue(mondayAt920);
        });
    }

    @Test
    void anExtraordinaryClosureOfTheProfileHolds() {
        inTown(town("pistoia").id(), () ->
            assertThat(openingHours.at("sportello", Instant.parse("2026-12-07T09:00:00Z")).words()).isEqualTo("Chiuso, riapre mercoledì 9 alle 9:00"));
    }

    @Test
    void anUnknownTimetableIsRefusedByName() {
        inTown(town("pistoia").id(), () -> assertThatThrownBy(() -> openingHours.now("mercato"))
            .hasMessage("No timetable mercato: there are [sportello, whatsapp]"));
    }

    @Test
    void contentIsTheTownsOwn() {
        inTown(town("bientina").id(), () -> {
            assertThat(keywords.current().optOut()).containsExactly("Disattiva");
            assertThat(topics.list()).extracting(Topic::code).containsExactly("protezione-civile", "pubblica-utilita", "avvisi", "iniziative");
            assertThat(texts.filled("welcome", Map.of("policy-link", "https://x.example/regole", "preferences-link", "https://x.example/p"))).isEqualTo("""
                Benvenuto! Da adesso ricevi gli avvisi del Comune di Bientina.
                Le regole del servizio e i tuoi dati: https://x.example/regole
                Scegli che cosa ricevere: https://x.example/p
                Salva questo numero come «Comune di Bientina». Non leggiamo le risposte: per parlare con noi scrivi a \
                ufficio.stampa@comune.bientina.pi.it o chiama il numero 0587 758456.
                Per uscire scrivi Disattiva.""");
            assertThat(texts.filled("courtesy", Map.of()))
                .contains("Telefono 0587 758456, E-mail ufficio.stampa@comune.bientina.pi.it");
        });
    }

    @Test
    void outsideOfATownThereAreNoHours() {
        assertThatThrownBy(() -> openingHours.now("sportello")).isInstanceOf(RuntimeException.class);
    }

    private Municipality town(String slug) {
        return municipalities.find(slug).orElseThrow();
    }
}

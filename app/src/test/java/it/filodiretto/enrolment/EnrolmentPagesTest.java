// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Subscriptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A list of subscribers from a spreadsheet, over HTTP. */
@TownTest
@NullMarked
class EnrolmentPagesTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired KeyMaker keys;
    @Autowired Enrolments enrolments;
    @Autowired Subscriptions subscriptions;
    @Autowired Citizens citizens;
    @Autowired WaitingLines waiting;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("SF-09 a list is shown line by line before anybody is subscribed; who has left is not subscribed again")
    void aListIsForeseenThenBroughtIn() {
        var admin = signedIn(Role.ADMIN);
        var left = town.newPhone();
        town.citizenWrites(left, "attiva comune amico");
        town.citizenWrites(left, "disattiva", town.now().plusSeconds(1));
        var known = town.subscribe(1).getFirst();
        var fresh = town.newPhone();
        var list = "Cellulare;Argomenti\n" + fresh.e164() + ";strade\n" + left.e164() + "\n" + known.e164() + "\n0587 123456\n333 12\n";
        var answer = upload(admin, "iscritti.csv", list.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(302);
        var address = answer.headers().firstValue("Location").orElseThrow();
        var preview = admin.get(address).body();
        assertThat(preview).contains("Si iscriverebbe una persona", "Si è cancellato per sua scelta", "numero fisso", "Iscrivi questa persona", "iscritti.csv", "Moduli in frazione")
            .doesNotContain(fresh.e164().substring(3), left.e164().substring(3));
        assertThat(active()).isEqualTo(1);
        admin.post(address + "/iscrizioni", address, Map.of());
        admin.post(address + "/iscrizioni", "/console/" + town.slug() + "/iscritti/importazioni", Map.of());
        assertThat(active()).isEqualTo(2);
        assertThat(town.inTown(() -> subscriptions.count().topics())).containsEntry("strade", 2L).containsEntry("eventi", 1L);
        assertThat(admin.get(address).body()).contains("Una persona iscritta", "Si è cancellato per sua scelta").doesNotContain("Iscrivi questa persona");
        assertThat(admin.get(address + "/righe.csv").body().lines()).contains("2;" + fresh.shown().replaceAll("^\\+", "'+") + ";iscritto;Va bene.")
            .anyMatch(it -> it.startsWith("3;") && it.contains("saltata;Si è cancellato")).anyMatch(it -> it.startsWith("4;") && it.contains("già iscritto"))
            .anyMatch(it -> it.startsWith("6;333 12;saltata"));
        assertThat(town.wordsSentTo(fresh)).isEmpty();
        assertThat(evidence(admin, fresh)).contains("Moduli in frazione, consenso in data 3 marzo 2026 (iscritti.csv, riga 2)");
    }

    @Test
    @DisplayName("SF-09 who is brought in with a district hears of it alone; a district that is none of the town's is told")
    void aListMaySayOfWhichDistrict() {
        town.like("santa-fiora");
        var admin = signedIn(Role.ADMIN);
        assertThat(admin.get("/console/" + town.slug() + "/iscritti/importazioni").body()).contains("una di zone o frazioni");
        var some = town.newPhone();
        var all = town.newPhone();
        var list = "Cellulare;Frazione\n" + some.e164() + ";BAGNORE\n" + all.e164() + ";\n" + town.newPhone().e164() + ";Milano\n";
        var address = upload(admin, "frazioni.csv", list.getBytes(StandardCharsets.UTF_8)).headers().firstValue("Location").orElseThrow();
        assertThat(admin.get(address).body()).contains("Si iscriverebbero 2 persone", "non è fra quelle del Comune: correggila, o togli la colonna");
        admin.post(address + "/iscrizioni", address, Map.of());
        assertThat(districts(some)).isEqualTo("{Bagnore}");
        assertThat(districts(all)).isEqualTo("all");
    }

    private String districts(PhoneNumber phone) {
        var citizen = town.citizen(phone);
        return town.inTransaction(() -> db.sql("select coalesce(districts::text, 'all') from subscription where citizen_id = ?").param(citizen.value()).query(String.class).single());
    }

    private String evidence(Visitor admin, PhoneNumber phone) {
        return admin.get("/console/" + town.slug() + "/iscritti/" + town.citizen(phone) + "/consenso").body();
    }

    @Test
    void whatIsWrongIsSaidBesideTheField() {
        var admin = signedIn(Role.ADMIN);
        var at = "/console/" + town.slug() + "/iscritti/importazioni";
        var answer = admin.postFile(at, at, Map.of("fonte", " ", "giorno", "2999-01-01"), "elenco", "foto.csv", new byte[] {1, 2, 3});
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("fonte-errore", "giorno-errore").doesNotContain("elenco-errore");
        assertThat(upload(admin, "foto.csv", new byte[] {1, 2, 3}).body()).contains("Non è un foglio di calcolo", "Moduli in frazione");
        assertThat(upload(admin, "vuoto.csv", new byte[0]).body()).contains("Nel file non c’è nessuno");
        assertThat(upload(admin, "enorme.csv", new byte[12 << 20]).body()).contains("al massimo 8 MB");
        assertThat(upload(admin, "bomba.xlsx", Sheets.bomb(Sheets.excelParts(), "xl/x.xml", 100L << 20)).body()).contains("diventerebbe enorme");
    }

    @Test
    void onlyWhoMayBringsListsInAndOnlyHerTownSeesThem() {
        var at = "/console/" + town.slug() + "/iscritti/importazioni";
        assertThat(signedIn(Role.EDITOR).get(at).statusCode()).isEqualTo(403);
        var address = upload(signedIn(Role.ADMIN), "a.csv", town.newPhone().e164().getBytes(StandardCharsets.UTF_8)).headers().firstValue("Location").orElseThrow();
        var other = Visitor.of(port);
        other.login(keys.operator(otherTown.id(), Role.ADMIN), KeyMaker.PASSWORD);
        assertThat(other.get(address.replace(town.slug(), otherTown.slug())).statusCode()).isEqualTo(404);
    }

    @Test
    void whatNobodyBringsInIsForgottenAfterADay() {
        var admin = signedIn(Role.ADMIN);
        var waiting = upload(admin, "a.csv", town.newPhone().e164().getBytes(StandardCharsets.UTF_8)).headers().firstValue("Location").orElseThrow();
        var done = upload(admin, "b.csv", town.newPhone().e164().getBytes(StandardCharsets.UTF_8)).headers().firstValue("Location").orElseThrow();
        admin.post(done + "/iscrizioni", done, Map.of());
        town.timePasses(Duration.ofHours(25));
        town.inTown(enrolments::forget);
        assertThat(town.inTown(enrolments::latest)).extracting(EnrolmentTable.Entry::fileName).containsExactly("b.csv");
        town.timePasses(Duration.ofDays(30));
        town.inTown(enrolments::forget);
        assertThat(town.inTown(enrolments::latest)).isEmpty();
        assertThat(waiting).isNotEqualTo(done);
    }

    @Test
    @DisplayName("SF-14: who is erased is in no list that waits, and is not brought in by it")
    void whoIsErasedIsInNoListThatWaits() {
        var rosa = town.subscribe(1).getFirst();
        var other = town.newPhone();
        var list = "Cellulare\n" + other.e164() + "\n" + rosa.e164() + "\nRosa " + rosa.e164().substring(3) + "\n";
        var admin = signedIn(Role.ADMIN);
        var address = upload(admin, "c.csv", list.getBytes(StandardCharsets.UTF_8)).headers().firstValue("Location").orElseThrow();
        var person = town.inTown(() -> citizens.person(town.citizen(rosa))).orElseThrow();
        assertThat(town.inTransaction(() -> waiting.sections(person)).toString()).contains("c.csv", "Moduli in frazione");
        town.inTransaction(() -> {
            waiting.erase(person);
            return 0;
        });
        assertThat(town.inTransaction(() -> waiting.sections(person)).getFirst().rows()).isEmpty();
        assertThat(town.inTown(enrolments::latest).getFirst().lines()).isEqualTo(1);
        admin.post(address + "/iscrizioni", address, Map.of());
        assertThat(active()).as("she, not erased here beside the list, and the other").isEqualTo(2);
    }

    @Test
    @DisplayName("a list of 10,000 lines, half of them wrong, is foreseen and brought in within seconds")
    void tenThousandLines() {
        var admin = signedIn(Role.ADMIN);
        var phones = Stream.generate(town::newPhone).limit(5_000).map(PhoneNumber::e164).toList();
        var list = phones.stream().flatMap(it -> Stream.of(it, "0587" + it.substring(7))).collect(Collectors.joining("\n"));
        var start = System.nanoTime();
        var address = upload(admin, "tanti.csv", list.getBytes(StandardCharsets.UTF_8)).headers().firstValue("Location").orElseThrow();
        var foreseen = System.nanoTime();
        admin.post(address + "/iscrizioni", address, Map.of());
        var done = System.nanoTime();
        System.out.printf("10,000 lines: foreseen in %d ms, brought in in %d ms%n", (foreseen - start) / 1_000_000, (done - foreseen) / 1_000_000);
        assertThat(active()).isEqualTo(5_000);
        assertThat(admin.get(address).body()).contains("5.000 persone iscritte", "5.000 righe da guardare");
    }

    private HttpResponse<String> upload(Visitor visitor, String name, byte[] file) {
        var at = "/console/" + town.slug() + "/iscritti/importazioni";
        return visitor.postFile(at, at, Map.of("fonte", "Moduli in frazione", "giorno", "2026-03-03"), "elenco", name, file);
    }

    private long active() {
        return town.inTown(subscriptions::active);
    }

    private Visitor signedIn(Role role) {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), role), KeyMaker.PASSWORD);
        return visitor;
    }
}

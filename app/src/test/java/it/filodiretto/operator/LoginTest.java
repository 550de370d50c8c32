// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Ids;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

@ExtendWith(OutputCaptureExtension.class)
@TownTest
class LoginTest {

    @LocalServerPort int port;
    @Autowired Operators operators;
    @Autowired Municipalities municipalities;
    @Autowired JdbcClient db;
    @Autowired Presence presence;
    @Autowired OperatorCommand command;

    final String email = "anna." + Ids.next() + "@calenzano.example";

    @BeforeEach
    void anEditorOfCalenzano() {
        operators.add(municipalities.find("calenzano").orElseThrow().id(), email, "Anna Rossi", "una buona password", Set.of(Role.EDITOR));
    }

    @Test
    void whoKnowsThePasswordGetsToTheirOwnTown() {
        var anna = Visitor.of(port);
        var answer = anna.login(email, "una buona password");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(it -> assertThat(it).endsWith("/console/calenzano"));
        assertThat(anna.get("/console").headers().firstValue("Location")).hasValueSatisfying(it -> assertThat(it).endsWith("/console/calenzano"));
    }

    /** The tests' own are cheaper. */
    @Test
    void whereNothingElseIsSetAPasswordCostsAsMuchAsOwaspAsks() throws IOException {
        var shipped = new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yaml")).getFirst();
        var memory = (int) Objects.requireNonNull(shipped.getProperty("filodiretto.password-memory"));
        assertThat(new Passwords(memory).hash("una buona password")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    /** Nobody learns who works here by how long the answer takes: the same function runs with the same parameters. */
    @Test
    void anAccountThatDoesNotExistIsComparedAtTheSamePrice() {
        var passwords = new Passwords(64);
        assertThat(passwords.nobodys()).matches("\\$argon2id\\$v=19\\$m=64,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}")
            .hasSameSizeAs(passwords.hash("una buona password"));
        assertThat(new Argon2PasswordEncoder(16, 32, 1, 64, 2).matches("una buona password", passwords.nobodys())).isFalse();
        assertThat(passwords.matches("una buona password", null)).isFalse();
    }

    @Test
    void whoSetsLessThanOwaspAsksIsWarned(CapturedOutput output) {
        new Passwords(Passwords.OWASPS_LEAST);
        new Passwords(Passwords.OWASPS_LEAST - 1);
        assertThat(output.getOut().lines().filter(it -> it.contains("cheaper to guess than OWASP allows")))
            .anyMatch(it -> it.contains("memory=\"19455\"")).noneMatch(it -> it.contains("memory=\"19456\""));
    }

    @Test
    void afterTheLoginThePageThatWasAskedForComes() {
        var anna = Visitor.of(port);
        assertThat(anna.get("/console/calenzano/avvisi", "Accept", "text/html").headers().firstValue("Location").orElseThrow()).endsWith("/console/login");
        assertThat(anna.login(email, "una buona password").headers().firstValue("Location").orElseThrow()).endsWith("/console/calenzano/avvisi");
    }

    @Test
    void aWrongPasswordIsToldInItalianAndOpensNothing() {
        var answer = Visitor.from("127.0.0.31", port).login(email, "sbagliata");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("E-mail o password non corrette").contains(email);
    }

    @Test
    void anAccountThatIsGuessedAtHasToWaitEvenForTheRightPassword() {
        var guesser = Visitor.from("127.0.0.32", port);
        for (int i = 0; i < Login.FREE_FOR_AN_ACCOUNT + 3; i++) {
            guesser.login(email, "tentativo " + i);
        }
        var answer = Visitor.from("127.0.0.33", port).login(email, "una buona password");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(answer.body()).contains("Troppi tentativi");
    }

    @Test
    void anAddressThatGuessesManyAccountsHasToWait() {
        var guesser = Visitor.from("127.0.0.34", port);
        for (int i = 0; i < Login.FREE_FOR_AN_ADDRESS + 2; i++) {
            guesser.login("nessuno" + i + "@calenzano.example", "tentativo");
        }
        assertThat(guesser.login(email, "una buona password").statusCode()).isEqualTo(429);
        assertThat(Visitor.from("127.0.0.35", port).login(email, "una buona password").statusCode()).isEqualTo(302);
    }

    @Test
    void theSessionGetsANewIdSoThatNobodyKnewItBefore() {
        var anna = Visitor.of(port);
        var before = cookie(anna.get("/console/login").headers().firstValue("Set-Cookie").orElseThrow());
        var after = cookie(anna.login(email, "una buona password").headers().firstValue("Set-Cookie").orElseThrow());
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void aFormWithoutItsGuardIsRefused() {
        assertThat(Visitor.of(port).postBare("/console/login", "email=" + email + "&password=una+buona+password").statusCode()).isEqualTo(403);
    }

    @Test
    void anotherTownsConsoleDoesNotExist() {
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        assertThat(anna.get("/console/arezzo").statusCode()).isEqualTo(404);
        assertThat(anna.get("/console/arezzo/avvisi").statusCode()).isEqualTo(404);
        assertThat(anna.get("/console/nessuno").statusCode()).isEqualTo(404);
    }

    /** An open inbox asks several times a second. */
    @Test
    void thatSomebodyIsStillThereIsWrittenDownTwiceAMinute() {
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        anna.get("/console/calenzano");
        var written = version();
        anna.get("/console/calenzano");
        assertThat(version()).as("nothing was written").isEqualTo(written);

        db.sql("update spring_session set last_access_time = last_access_time - 31000 where principal_name = ?").param(id()).update();
        anna.get("/console/calenzano");
        assertThat(db.sql("select last_access_time from spring_session where principal_name = ?").param(id()).query(Long.class).single())
            .isGreaterThan(System.currentTimeMillis() - 20_000);
    }

    private String version() {
        return db.sql("select xmin::text from spring_session where principal_name = ?").param(id()).query(String.class).single();
    }

    private String id() {
        return db.sql("select id::text from operator where email = ?").param(email).query(String.class).single();
    }

    @Test
    void theSessionLivesInTheDatabase() {
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        var id = db.sql("select id::text from operator where email = ?").param(email).query(String.class).single();
        assertThat(db.sql("select count(*) from spring_session where principal_name = ?").param(id).query(Integer.class).single()).isEqualTo(1);
        db.sql("delete from spring_session where principal_name = ?").param(id).update();
        assertThat(anna.get("/console/calenzano").headers().firstValue("Location").orElseThrow()).endsWith("/console/login");
    }

    @Test
    @DisplayName("CA-02 an operator is there who clicked lately or has a page with news before their eyes; a tab that nobody sees keeps nobody there")
    void presence() {
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        var id = new OperatorId(db.sql("select id from operator where email = ?").param(email).query(UUID.class).single());
        assertThat(isThere(id)).as("just come in").isTrue();
        for (var asked : List.of("/console/calenzano", "/console/calenzano/presenza")) {
            db.sql("update spring_session set seen_at = now() - interval '16 minutes' where principal_name = ?").param(id.toString()).update();
            assertThat(isThere(id)).isFalse();
            anna.with("X-Page-Hidden", "yes").get(asked);
            anna.with("Accept", "text/event-stream").get(asked);
            assertThat(isThere(id)).as("a page that nobody looks at").isFalse();
            assertThat(anna.get(asked).statusCode()).isBetween(200, 204);
            assertThat(isThere(id)).isTrue();
        }
    }

    private boolean isThere(OperatorId operator) {
        return CurrentMunicipality.inTown(municipalities.find("calenzano").orElseThrow().id(), () -> presence.now()).stream().anyMatch(it -> it.operator().equals(operator));
    }

    @Test
    void anAccountOfTheDemonstrationCountsInTheDemonstrationAlone() {
        operators.addForDemonstration(municipalities.find("arezzo").orElseThrow().id(), "demo." + email, "Demo", Set.of(Role.ADMIN));
        assertThat(Visitor.from("127.0.0.36", port).login("demo." + email, "demo").statusCode()).isEqualTo(422);
    }

    @Test
    void whoIsDisabledIsOutAtOnce() {
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        command.run(java.util.List.of("disable", email), System.out);
        assertThat(anna.get("/console/calenzano").statusCode()).isEqualTo(302);
        assertThat(Visitor.from("127.0.0.37", port).login(email, "una buona password").statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("who was disabled by mistake is let in again; a new password for her says so before; another role counts at once")
    void whoWasDisabledIsLetInAgainAndRolesChange() {
        var out = new java.io.ByteArrayOutputStream();
        var shown = new java.io.PrintStream(out, true, java.nio.charset.StandardCharsets.UTF_8);
        command.run(List.of("disable", email), shown);
        assertThatThrownBy(() -> command.run(List.of("password", email), shown)).hasMessageContaining("operator enable " + email);
        assertThatThrownBy(() -> command.run(List.of("add", "calenzano", email, "Anna Rossi", "EDITOR"), shown)).hasMessageContaining("operator enable " + email);
        command.run(List.of("enable", email), shown);
        var anna = Visitor.from("127.0.0.38", port);
        assertThat(anna.login(email, "una buona password").statusCode()).isEqualTo(302);
        assertThat(anna.get("/console/calenzano/iscritti/importazioni").statusCode()).isEqualTo(403);
        command.run(List.of("roles", email, "AGENT", "ADMIN"), shown);
        assertThat(anna.get("/console/calenzano").statusCode()).as("she enters anew").isEqualTo(302);
        anna.login(email, "una buona password");
        assertThat(anna.get("/console/calenzano/iscritti/importazioni").statusCode()).isEqualTo(200);
        command.run(List.of("list", "calenzano"), shown);
        assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).contains(email + "  Anna Rossi  ADMIN AGENT");
        assertThatThrownBy(() -> command.run(List.of("roles", email, "CAPO"), shown)).hasMessageContaining("SUPERVISOR");
    }

    @Test
    void whoLeavesIsOut() {
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        anna.post("/console/logout", "/console/calenzano", Map.of());
        assertThat(anna.get("/console/calenzano").statusCode()).isEqualTo(302);
    }

    @Test
    void everyPageCarriesTheGuardsOfTheBrowser() {
        var headers = Visitor.of(port).get("/console/login").headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'self'", "frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    private static String cookie(String header) {
        return header.split(";", 2)[0];
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.TestEnvironment;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@TownTest
class ApiKeysTest {

    private static final String SAMPLE = "{\"some_name\":\"a\",\"number\":1}";

    @LocalServerPort int port;
    @Autowired ApiKeys keys;
    @Autowired ApiKeyCommand command;
    @Autowired Municipalities municipalities;

    @Test
    void aKeyOpensItsOwnTownAndNoOther() {
        var key = keys.make(municipalities.find("calenzano").orElseThrow().id(), Role.ADMIN, "prova");
        assertThat(call("calenzano", key)).isEqualTo(201);
        assertThat(call("arezzo", key)).isEqualTo(404);
    }

    @Test
    void theKeyOfTheInstallationOpensThemAll() {
        assertThat(call("calenzano", TestEnvironment.API_KEY)).isEqualTo(201);
        assertThat(call("arezzo", TestEnvironment.API_KEY)).isEqualTo(201);
    }

    @Test
    void aRightKeyWithAnotherSecretDoesNotCount() {
        var key = keys.make(municipalities.find("calenzano").orElseThrow().id(), Role.ADMIN, "prova");
        assertThat(call("calenzano", key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0"))).isEqualTo(401);
    }

    @Test
    void whatTheAdministratorMakesOpensAndWhatIsRevokedDoesNot() {
        var key = said("create", "bientina", "EDITOR", "sito del Comune").strip();
        assertThat(call("bientina", key)).isEqualTo(201);
        var open = key.split("_")[1];
        assertThat(said("list")).contains(open, "bientina", "EDITOR", "sito del Comune");
        said("revoke", open);
        assertThat(call("bientina", key)).isEqualTo(401);
    }

    @Test
    void theFiguresOfTheInstallationAreForItsOwnKeyAlone() {
        var key = keys.make(municipalities.find("calenzano").orElseThrow().id(), Role.ADMIN, "prova");
        assertThat(metrics(key)).isEqualTo(403);
        assertThat(metrics("nobodys")).isEqualTo(401);
        assertThat(metrics(TestEnvironment.API_KEY)).isEqualTo(200);
    }

    private int metrics(String key) {
        return Visitor.of(port).get("/metrics", "Authorization", "Bearer " + key).statusCode();
    }

    private int call(String slug, String key) {
        return Visitor.of(port).postJson("/api/v1/municipalities/" + slug + "/samples", SAMPLE, "Authorization", "Bearer " + key).statusCode();
    }

    private String said(String... arguments) {
        var out = new ByteArrayOutputStream();
        command.run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.operator.KeyMaker;
import it.filodiretto.operator.Role;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The list of volunteers for drills. */
@TownTest
@NullMarked
class VolunteersTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired KeyMaker keys;

    @Test
    void volunteersAreAddedWithEvidenceAndTakenAway() {
        var admin = signedIn(Role.ADMIN);
        var at = "/console/" + town.slug() + "/iscritti/volontari";
        var phone = town.subscribe(1).getFirst();
        assertThat(admin.post(at, at, Map.of("telefono", town.newPhone().e164(), "prova", "corso")).body()).contains("prima iscrivilo");
        assertThat(admin.post(at, at, Map.of("telefono", phone.e164(), "prova", " ")).body()).contains("prova-errore");
        assertThat(admin.post(at, at, Map.of("telefono", phone.e164(), "prova", "Corso del 3 marzo")).statusCode()).isEqualTo(302);
        assertThat(admin.get(at).body()).contains(phone.shown(), "Corso del 3 marzo", "Un volontario").doesNotContain(phone.e164().substring(3), "si è cancellato");
        town.citizenWrites(phone, "disattiva");
        assertThat(admin.get(at).body()).contains("si è cancellato: non riceve");
        admin.post(at + "/" + town.citizen(phone) + "/uscita", at, Map.of());
        assertThat(admin.get(at).body()).contains("Nessun volontario");
        assertThat(signedIn(Role.EDITOR).get(at).statusCode()).isEqualTo(403);
    }

    private Visitor signedIn(Role role) {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), role), KeyMaker.PASSWORD);
        return visitor;
    }
}

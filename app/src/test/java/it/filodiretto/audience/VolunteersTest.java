// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Preferences;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of volunteers for drills. */
@TownTest
@NullMarked
class VolunteersTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired KeyMaker keys;
    @Autowired Preferences preferences;
    @Autowired Neighbourhoods neighbourhoods;
    @Autowired Merges merges;
    @Autowired Citizens citizens;
    @Autowired JdbcClient db;

    @Test
    void volunteersAreAddedWithEvidenceAndTakenAway() {
        var admin = signedIn(Role.ADMIN);
        var at = "/console/" + town.slug() + "/iscritti/volontari";
        var phone = town.subscribe(1).getFirst();
        assertThat(admin.post(at, at, Map.of("telefono", town.newPhone().e164(), "prova", "corso")).body()).contains("prima iscrivilo");
        assertThat(admin.post(at, at, Map.of("telefono", phone.e164(), "prova", " ")).body()).contains("prova-errore");
        assertThat(admin.post(at, at, Map.of("telefono", phone.e164(), "prova", "Corso\u0000 del 3 marzo")).statusCode()).isEqualTo(302);
        assertThat(admin.get(at).body()).contains(phone.shown(), "Corso del 3 marzo", "Un volontario").doesNotContain(phone.e164().substring(3), "si è cancellato");
        town.citizenWrites(phone, "disattiva");
        assertThat(admin.get(at).body()).contains("si è cancellato: non riceve");
        admin.post(at + "/" + town.citizen(phone) + "/uscita", at, Map.of());
        assertThat(admin.get(at).body()).contains("Nessun volontario");
        assertThat(signedIn(Role.EDITOR).get(at).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("who becomes one with somebody, and parts again, keeps her districts, her topics and her word about drills")
    void whoBecomesOneAndPartsKeepsWhatSheChose() {
        var one = town.citizen(town.subscribe(1).getFirst());
        var other = town.citizen(town.newPhone());
        var chosen = new Preferences.Chosen(List.of("strade"), List.of("Bagnolo"));
        town.inTown(() -> {
            preferences.choose(one, List.of("strade"), List.of("Bagnolo"));
            neighbourhoods.agreesToDrills(one, "Corso del 3 marzo");
        });
        town.inTransaction(() -> {
            merges.merge(one, other, Merge.Cause.OPERATOR, null);
            return true;
        });
        assertThat(town.inTown(() -> preferences.find(other))).hasValue(chosen);
        assertThat(volunteers()).containsExactly(other);
        town.inTown(() -> merges.part(merges.into(other).getFirst().id(), null));
        assertThat(town.inTown(() -> preferences.find(one))).hasValue(chosen);
        assertThat(town.inTown(() -> preferences.find(other))).isEmpty();
        assertThat(volunteers()).containsExactly(one);
    }

    @Test
    @DisplayName("of volunteers who become one and part again each has her own word back; who has left meanwhile has none")
    void volunteersWhoBecomeOneAndPartKeepEachHerWord() {
        var one = volunteer("uno");
        var other = volunteer("due");
        var third = volunteer("tre");
        join(one, other);
        assertThat(words()).containsExactlyInAnyOrder("due", "tre");
        join(other, third);
        assertThat(words()).containsExactly("tre");
        part(third);
        assertThat(volunteers()).containsExactlyInAnyOrder(other, third);
        assertThat(words()).as("and not that of who became her").containsExactlyInAnyOrder("due", "tre");
        part(other);
        assertThat(volunteers()).containsExactlyInAnyOrder(one, other, third);
        join(one, other);
        town.inTown(() -> neighbourhoods.leavesDrills(other));
        part(other);
        assertThat(volunteers()).as("she left for both").containsExactly(third);
    }

    @Test
    @DisplayName("who was no volunteer herself stays one by the word of who is still her, when another is parted from her")
    void aWordThatWaitsCountsWhenTheOneBeforeItIsParted() {
        var one = volunteer("uno");
        var other = volunteer("due");
        var nobody = town.citizen(town.newPhone());
        join(one, nobody);
        join(other, nobody);
        assertThat(words()).containsExactly("uno");
        town.inTown(() -> merges.part(merges.into(nobody).getLast().id(), null));
        assertThat(volunteers()).containsExactlyInAnyOrder(one, nobody);
        part(nobody);
        assertThat(volunteers()).containsExactlyInAnyOrder(one, other);
    }

    private CitizenId volunteer(String evidence) {
        var citizen = town.citizen(town.subscribe(1).getFirst());
        town.inTown(() -> neighbourhoods.agreesToDrills(citizen, evidence));
        return citizen;
    }

    private void join(CitizenId from, CitizenId into) {
        town.inTransaction(() -> {
            merges.merge(from, into, Merge.Cause.OPERATOR, null);
            return true;
        });
        town.timePasses(Duration.ofSeconds(1));
    }

    /** The one who became her last. */
    private void part(CitizenId into) {
        town.inTown(() -> merges.part(merges.into(into).getFirst().id(), null));
    }

    private List<String> words() {
        return town.inTown(() -> neighbourhoods.volunteers()).stream().map(Volunteer::evidence).toList();
    }

    private List<CitizenId> volunteers() {
        return town.inTown(() -> neighbourhoods.volunteers()).stream().map(Volunteer::citizen).toList();
    }

    @Test
    @DisplayName("who became one with somebody and is parted again has her districts back; a volunteer for drills stays one")
    void partedAgain() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Attiva comune amico Bagnolo");
        var byId = town.inTown(() -> citizens.recognise(new WhatsAppIdentity(null, "IT." + phone.digits(), null)));
        town.inTown(() -> neighbourhoods.agreesToDrills(byId, "corso"));
        var one = town.inTown(() -> citizens.recognise(new WhatsAppIdentity(phone, "IT." + phone.digits(), null)));
        assertThat(town.inTown(neighbourhoods::volunteers)).extracting(Volunteer::citizen, Volunteer::subscribed).containsExactly(tuple(one, true));
        town.inTown(() -> merges.part(merges.into(one).getFirst().id(), null));
        assertThat(districts(phone)).isEqualTo("{Bagnolo}");
    }

    private @Nullable String districts(PhoneNumber phone) {
        return town.inTransaction(() -> db.sql("select districts::text from subscription where citizen_id = ?").param(town.citizen(phone).value()).query((row, _) -> row.getString(1)).list()).getFirst();
    }

    private Visitor signedIn(Role role) {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), role), KeyMaker.PASSWORD);
        return visitor;
    }
}

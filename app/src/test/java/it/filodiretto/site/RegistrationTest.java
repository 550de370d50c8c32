// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.joining.PersonalLinks;
import it.filodiretto.joining.PersonalLinks.Purpose;
import it.filodiretto.joining.Registrations;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.subscription.Preferences;
import it.filodiretto.subscription.Subscriptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who registers, and who chooses what to hear, on the citizens' pages. */
@TownTest
@NullMarked
class RegistrationTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired JdbcClient db;
    @Autowired Registrations registrations;
    @Autowired Preferences preferences;
    @Autowired Subscriptions subscriptions;
    @Autowired PersonalLinks links;
    @Autowired Citizens citizens;
    @Autowired Merges merges;

    @Test
    @DisplayName("PI-09, PI-11: a number is registered by the code sent to it, and then told the number to save")
    void aNumberIsRegisteredByTheCodeSentToIt() {
        town.like("pistoia");
        acceptCodes();
        var visitor = Visitor.of(port);
        var phone = town.newPhone();
        var asked = visitor.post(path("registrazione"), path("registrazione"), Map.of("telefono", phone.e164(), "accetto", "si"));
        assertThat(asked.body()).contains("Scrivi il codice").doesNotContain("000001");
        var request = field("richiesta", asked.body());
        var sent = (MessageContent.Template) town.sentTo(phone).getLast();
        var code = sent.parameters().getFirst().value();
        assertThat(sent.buttons().getFirst().payload()).isEqualTo(code);
        var wrong = visitor.post(path("registrazione/codice"), path("registrazione"), Map.of("richiesta", request, "codice", code.equals("111111") ? "222222" : "111111"));
        assertThat(wrong.body()).contains("Hai ancora 4 tentativi", "<title>Errore: Scrivi il codice", " autofocus").doesNotContain("000001");
        var done = visitor.post(path("en/registrazione/codice"), path("registrazione"), Map.of("richiesta", request, "codice", code.substring(0, 3) + " " + code.substring(3)));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(done.headers().firstValue("Location").orElseThrow()).as("in her language").contains("/" + town.slug() + "/en/registrazione/numero/");
        var number = URI.create(done.headers().firstValue("Location").orElseThrow()).getPath();
        assertThat(visitor.get(number).body()).contains("0573 000001", "https://wa.me/390573000001");
        assertThat(visitor.get(number + "/rubrica.vcf").body()).contains("FN:Comune di Pistoia", "TEL;TYPE=CELL:+390573000001");
        assertThat(visitor.get(number + "/qr.svg").statusCode()).isEqualTo(200);
        assertThat(town.inTown(() -> registrations.isRegistered(town.citizen(phone)))).isTrue();
        town.timePasses(Duration.ofHours(25));
        assertThat(visitor.get(number).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("PI-09: nobody guesses a code, and nobody is sent many")
    void codesAreFewAndShortLived() {
        town.like("pistoia");
        acceptCodes();
        var phone = town.newPhone();
        var first = town.inTown(() -> (Registrations.Asked.Sent) registrations.ask(phone));
        var code = ((MessageContent.Template) town.sentTo(phone).getLast()).parameters().getFirst().value();
        for (int i = 0; i < 5; i++) {
            town.inTown(() -> registrations.prove(first.id(), "x"));
        }
        assertThat(town.inTown(() -> registrations.prove(first.id(), code))).isEqualTo(new Registrations.Proved.Expired());
        town.inTown(() -> registrations.ask(phone));
        var third = town.inTown(() -> (Registrations.Asked.Sent) registrations.ask(phone));
        assertThat(town.inTown(() -> registrations.ask(phone))).isEqualTo(new Registrations.Asked.TooMany());
        var late = ((MessageContent.Template) town.sentTo(phone).getLast()).parameters().getFirst().value();
        town.timePasses(Duration.ofMinutes(11));
        assertThat(town.inTown(() -> registrations.prove(third.id(), late))).isEqualTo(new Registrations.Proved.Expired());
        assertThat(town.inTown(() -> registrations.isRegistered(town.citizen(phone)))).isFalse();
    }

    @Test
    @DisplayName("PI-09: who writes without being registered is invited once, and registers by the link sent to her")
    void whoWritesFirstIsInvitedOnce() {
        town.like("pistoia").mode(ChannelMode.PEOPLE_ONLY, AutomaticKind.INVITATION);
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "Buongiorno, a che ora aprite?");
        town.citizenWrites(phone, "C’è nessuno?");
        assertThat(town.wordsSentTo(phone)).singleElement().asString().contains("registrati", "/" + town.slug() + "/registrazione/");
        assertThat(town.inTown(() -> registrations.waiting(10))).containsExactly(citizen);
        var link = Pattern.compile("https?://[^/]+(/\\S+/registrazione/\\S+)").matcher(town.wordsSentTo(phone).getFirst());
        assertThat(link.find()).isTrue();
        var visitor = Visitor.of(port);
        assertThat(visitor.get(link.group(1)).body()).contains("il numero è già confermato");
        assertThat(visitor.post(link.group(1), link.group(1), Map.of()).body()).contains("Senza le regole");
        assertThat(visitor.post(link.group(1), link.group(1), Map.of("accetto", "si")).statusCode()).isEqualTo(302);
        assertThat(town.inTown(() -> registrations.isRegistered(citizen))).isTrue();
        assertThat(town.inTown(() -> registrations.waiting(10))).isEmpty();
        town.timePasses(Duration.ofDays(8));
        town.citizenWrites(phone, "Grazie");
        assertThat(town.sentTo(phone)).hasSize(1);
    }

    @Test
    @DisplayName("PI-09: where the profile sends no invitation, who is not registered waits to be, and people read it")
    void withoutInvitationTheWriterIsToBeRegistered() {
        town.like("pistoia");
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "Buongiorno");
        assertThat(town.sentTo(phone)).isEmpty();
        assertThat(town.inTown(() -> registrations.waiting(10))).containsExactly(citizen);
    }

    @Test
    @DisplayName("PI-09: two who became one are both known as registered, and once parted only who had registered is")
    void aRegistrationGoesBackToWhoseItWas() {
        town.like("pistoia");
        var one = town.citizen(town.newPhone());
        var other = town.citizen(town.newPhone());
        var third = town.citizen(town.newPhone());
        town.inTown(() -> registrations.register(one));
        becomes(one, other);
        becomes(other, third);
        assertThat(town.inTown(() -> registrations.isRegistered(third))).isTrue();
        part(third);
        assertThat(registered(one, other, third)).containsExactly(other);
        part(other);
        assertThat(registered(one, other, third)).containsExactly(one);
        town.inTown(() -> registrations.register(other));
        becomes(one, other);
        part(other);
        assertThat(registered(one, other, third)).as("each had registered").containsExactlyInAnyOrder(one, other);
    }

    @Test
    @DisplayName("PI-09: what is proved while two are taken for one is the number to which the code went: once parted, the other registers anew")
    void whatIsProvedMeanwhileIsTheNumberToWhichTheCodeWent() {
        town.like("pistoia");
        acceptCodes();
        var phone = town.newPhone();
        var others = town.newPhone();
        var one = town.citizen(phone);
        var other = town.citizen(others);
        becomes(one, other);
        var asked = town.inTown(() -> (Registrations.Asked.Sent) registrations.ask(phone));
        assertThat(addressed(other)).as("who is addressed").isEqualTo(others);
        var code = ((MessageContent.Template) town.sentTo(others).getLast()).parameters().getFirst().value();
        assertThat(town.inTown(() -> registrations.prove(asked.id(), code))).isEqualTo(new Registrations.Proved.Registered(other));
        part(other);
        assertThat(registered(one, other)).containsExactly(other);
        town.inTown(() -> registrations.register(one));
        assertThat(registered(one, other)).containsExactlyInAnyOrder(one, other);
    }

    private @Nullable PhoneNumber addressed(CitizenId citizen) {
        return town.inTown(() -> citizens.addresses(List.of(citizen))).getOrDefault(citizen, Address.NONE).phone();
    }

    @Test
    @DisplayName("PI-09: who waits to be registered, and turns out to be somebody who is, waits no more")
    void whoTurnsOutToBeRegisteredWaitsNoMore() {
        town.like("pistoia");
        var registered = town.citizen(town.newPhone());
        var waiting = town.citizenWrites(town.newPhone(), "Buongiorno");
        town.inTown(() -> registrations.register(registered));
        assertThat(town.inTown(() -> registrations.waiting(10))).containsExactly(waiting);
        becomes(registered, waiting);
        assertThat(town.inTown(() -> registrations.waiting(10))).isEmpty();
    }

    private void becomes(CitizenId from, CitizenId into) {
        town.inTown(() -> merges.merge(from, into, Merge.Cause.OPERATOR, null));
    }

    private void part(CitizenId into) {
        town.inTown(() -> merges.part(merges.into(into).getFirst().id(), null));
    }

    private Set<CitizenId> registered(CitizenId... people) {
        return town.inTown(() -> registrations.registered(List.of(people)));
    }

    @Test
    @DisplayName("SF-03, SF-09: by the link in the welcome a subscriber keeps topics and districts, and leaves")
    void aSubscriberChoosesByTheLinkInTheWelcome() {
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "ATTIVA COMUNE AMICO");
        var link = Pattern.compile("https?://[^/]+(/\\S+/preferenze/\\S+)").matcher(town.wordsSentTo(phone).getFirst());
        assertThat(link.find()).isTrue();
        var path = link.group(1);
        var visitor = Visitor.of(port);
        assertThat(visitor.get(path).body()).contains("Protezione civile", "Bagnolo").doesNotContain(phone.e164())
            .containsPattern("value=\"protezione-civile\" checked");
        assertThat(visitor.get("/" + town.slug() + "/iscrizione").body()).contains("All’inizio ricevi tutto, anche le allerte di protezione civile");
        assertThat(visitor.post(path, path, Map.of("argomento", "strade", "zona", "Selva")).body()).contains("Fatto: abbiamo salvato");
        assertThat(town.inTown(() -> preferences.find(citizen))).hasValueSatisfying(it -> {
            assertThat(it.topics()).containsExactly("strade");
            assertThat(it.districts()).containsExactly("Selva");
        });
        assertThat(visitor.post(path, path, Map.of()).body()).contains("Scegli almeno un argomento");
        visitor.get(path + "/uscita");
        assertThat(town.inTown(() -> subscriptions.isSubscribed(citizen))).isTrue();
        var english = path.replaceFirst("/preferenze/", "/en/preferenze/");
        var left = visitor.post(english + "/uscita", english, Map.of()).headers().firstValue("Location").orElseThrow();
        assertThat(left).as("a page that may be read again, in her language").endsWith("/" + town.slug() + "/en/preferenze?uscita");
        assertThat(visitor.get(left.replace("/en/", "/")).body()).contains("Fatto: non ricevi più avvisi");
        assertThat(visitor.get(left).body()).contains("lang=\"en\"").doesNotContain("Fatto: non ricevi");
        assertThat(town.inTown(() -> subscriptions.isSubscribed(citizen))).isFalse();
        assertThat(visitor.get(path).body()).contains("Non sei iscritto");
    }

    @Test
    void aLinkIsOfOneTownAndPurposeAndTime() {
        var citizen = town.citizenWrites(town.newPhone(), "ATTIVA COMUNE AMICO");
        var token = town.inTown(() -> links.token(Purpose.PREFERENCES, citizen));
        assertThat(town.inTown(() -> links.read(Purpose.PREFERENCES, token))).hasValue(citizen);
        assertThat(town.inTown(() -> links.read(Purpose.NUMBER, token))).isEmpty();
        assertThat(otherTown.inTown(() -> links.read(Purpose.PREFERENCES, token))).isEmpty();
        assertThat(town.inTown(() -> links.read(Purpose.PREFERENCES, token.replaceFirst(".$", token.endsWith("A") ? "B" : "A") + "=="))).isEmpty();
        town.timePasses(Duration.ofDays(31));
        assertThat(town.inTown(() -> links.read(Purpose.PREFERENCES, token))).isEmpty();
        assertThat(Visitor.of(port).get(path("preferenze/" + token)).body()).contains("non vale più");
    }

    @Test
    @DisplayName("SF-16: who has become one with herself leaves by the link she was sent as the other; of who was erased a link says that it is worth nothing")
    void aLinkIsOfWhomItsPersonHasBecome() {
        var phone = town.newPhone();
        var known = town.citizen(phone);
        var writer = town.inTown(() -> citizens.recognise(new WhatsAppIdentity(null, "IT." + phone.digits(), null)));
        var path = path("preferenze/" + town.inTown(() -> links.token(Purpose.PREFERENCES, writer)));
        var registration = town.inTown(() -> links.token(Purpose.REGISTRATION, writer));
        town.inTown(() -> subscriptions.join(phone, "modulo"));
        town.inTown(() -> citizens.recognise(new WhatsAppIdentity(phone, "IT." + phone.digits(), null)));
        var visitor = Visitor.of(port);
        assertThat(visitor.get(path).body()).contains("Protezione civile").doesNotContain("Non sei iscritto");
        assertThat(visitor.post(path + "/uscita", path, Map.of()).headers().firstValue("Location").orElseThrow()).endsWith("/preferenze?uscita");
        assertThat(town.inTown(() -> subscriptions.isSubscribed(known))).isFalse();
        assertThat(town.inTown(() -> links.read(Purpose.REGISTRATION, registration))).hasValue(known);
        var gone = town.inTown(() -> links.token(Purpose.PREFERENCES, new CitizenId(Ids.next())));
        assertThat(visitor.get(path("preferenze/" + gone)).body()).contains("non vale più");
    }

    @Test
    void whoWritesPreferenzeGetsANewLink() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "ATTIVA COMUNE AMICO");
        town.citizenWrites(phone, "Preferenze!");
        assertThat(town.wordsSentTo(phone)).hasSize(2).last().asString().contains("/preferenze/", "solo tuo");
    }

    private void acceptCodes() {
        db.sql("""
                insert into whatsapp_template (business_account_id, name, language, municipality_id, category, status)
                values (?, 'codice_registrazione', 'it', ?, 'AUTHENTICATION', 'APPROVED')""")
            .param(town.municipality().requireWhatsapp().businessAccountId()).param(town.id().value()).update();
    }

    private static String field(String name, String page) {
        var found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String path(String below) {
        return "/" + town.slug() + "/" + below;
    }
}

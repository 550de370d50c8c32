// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.messaging.MessageContent;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class TownPagesBrowserTest extends BrowserTest {

    @Autowired Town town;
    @Autowired JdbcClient db;

    @Test
    void theListOfTowns() {
        open("/");
        assertThat(page.textContent("main")).contains("Comune di Arezzo", "Comune di Bientina", "Comune di Calenzano", "Comune di Pistoia", "Comune di Santa Fiora");
        isFitForAll("towns");
    }

    @Test
    void aTownsHome() {
        open("/pistoia");
        isFitForAll("town-home");
        page.setViewportSize(320, 640);
        open("/santa-fiora");
        assertThat(page.locator(".rows.plain li").count()).isGreaterThan(2);
        assertThat((Boolean) page.evaluate("""
            () => [...document.querySelectorAll('.rows.plain li')].every(line => {
              const [name, state] = ['.grow', '.st'].map(it => line.querySelector(it).getBoundingClientRect());
              return state.top >= name.bottom || state.left >= name.right;
            })""")).as("no state lies on a name").isTrue();
    }

    @Test
    void theContacts() {
        open("/pistoia/contatti");
        assertThat(page.textContent("main")).contains("800 012146", "WhatsApp");
        page.setViewportSize(1440, 900);
        assertThat((Boolean) page.evaluate("""
            () => [...document.querySelectorAll('.chan .hrs')].every(it => it.scrollWidth <= it.clientWidth)""")).as("no state stands out of its column").isTrue();
        isFitForAll("contacts");
    }

    @Test
    void howToSubscribe() {
        open("/santa-fiora/iscrizione");
        assertThat(page.textContent("main")).contains("366 3476285", "ATTIVA COMUNE AMICO", "DISATTIVA COMUNE AMICO", "STOP");
        assertThat(page.getAttribute("a.btn-wa", "href")).endsWith("393663476285?text=ATTIVA%20COMUNE%20AMICO");
        isFitForAll("subscribe");
    }

    @Test
    void whereOneRegistersFirstTheNumberStandsNowhereInThePage() {
        open("/pistoia/iscrizione");
        assertThat(page.content()).doesNotContain("000001").doesNotContain("wa.me");
        isFitForAll("subscribe-registration");
        open("/pistoia/contatti");
        assertThat(page.content()).doesNotContain("0573 000001").doesNotContain("390573000001");
    }

    @Test
    void theArchiveAndItsSearch() {
        open("/arezzo/avvisi");
        page.getByLabel("Parole da cercare").fill("strada");
        page.keyboard().press("Enter");
        page.waitForURL("**/avvisi?q=strada**");
        assertThat(page.textContent("h1")).isEqualTo("Avvisi del Comune di Arezzo");
        isFitForAll("archive");
    }

    @Test
    void inEnglishToo() {
        open("/pistoia/en/contatti");
        assertThat(page.textContent("h1")).isEqualTo("How to talk with us");
        isFitForAll("contacts-en");
        brings(page, () -> page.getByText("Italiano").click());
        assertThat(page.textContent("h1")).isEqualTo("Come parlare con noi");
    }

    @Test
    void theRegistrationSaysWhatIsMissing() {
        open("/pistoia/registrazione");
        isFitForAll("registration");
    }

    @Test
    void theIconForOtherPages() {
        open("/calenzano/icona");
        isFitForAll("icon");
    }

    @Test
    void accessibilityIsStated() {
        open("/bientina/accessibilita");
        isFitForAll("accessibility");
    }

    @Test
    void whatIsNotThereIsSaidKindly() {
        open("/pistoia/niente");
        assertThat(page.textContent("h1")).isEqualTo("Questa pagina non c’è");
    }

    @Test
    void withScriptsOffTheCitizensPagesAreAllThere() {
        var bare = withoutScripts();
        for (var path : List.of("/santa-fiora", "/santa-fiora/iscrizione", "/santa-fiora/contatti", "/santa-fiora/avvisi", "/santa-fiora/informativa", "/santa-fiora/numeri",
                "/santa-fiora/preferenze", "/santa-fiora/domande", "/pistoia/registrazione")) {
            assertThat(bare.navigate(address(path)).status()).as(path).isEqualTo(200);
            assertThat(bare.locator("h1").isVisible()).as(path).isTrue();
            assertThat(bare.locator("[hx-get], [hx-post]").count()).as(path + " needs no script").isZero();
        }
        bare.navigate(address("/arezzo/avvisi"));
        bare.getByLabel("Parole da cercare").fill("strada");
        bare.keyboard().press("Enter");
        bare.waitForURL("**/avvisi?q=strada**");
        bare.navigate(address("/santa-fiora/iscrizione"));
        assertThat(bare.locator("a.btn-wa").isVisible()).isTrue();
        bare.navigate(address(preferences()));
        bare.locator("main form button[type=submit]").first().click();
        bare.waitForLoadState();
        assertThat(bare.textContent("main")).contains("Fatto: abbiamo salvato");
    }

    @Test
    void theIconsLineDrawsALinkOnAnotherPage() {
        page.setContent("<main><p>Il sito del Comune</p></main>");
        page.evaluate("address => { const script = document.createElement('script'); script.src = address; document.querySelector('main').append(script); }",
            address("/calenzano/icona.js"));
        var link = page.locator("a[href$='/calenzano/iscrizione'][lang=it]:has(img)");
        link.waitFor();
        assertThat(link.textContent()).contains("Calenzano");
        assertThat(link.boundingBox().height).isGreaterThanOrEqualTo(44);
    }

    @Test
    void thePolicyAndTheLegalNotes() {
        open("/bientina/informativa");
        isFitForAll("policy");
        open("/bientina/note-legali");
        isFitForAll("legal");
        open("/bientina/domande");
        isFitForAll("questions");
    }

    @Test
    void thePreferencesAndLeaving() {
        open(preferences());
        isFitForAll("preferences");
        page.locator("form[action$='/uscita'] button").click();
        isFitForAll("left");
    }

    /** Somebody's own, by the link in her welcome. */
    private String preferences() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "ATTIVA COMUNE AMICO");
        var link = Pattern.compile("https?://[^/]+(/\\S+/preferenze/\\S+)").matcher(town.wordsSentTo(phone).getFirst());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @Test
    void theCodeAndTheNumber() {
        town.like("pistoia");
        db.sql("""
                insert into whatsapp_template (business_account_id, name, language, municipality_id, category, status)
                values (?, 'codice_registrazione', 'it', ?, 'AUTHENTICATION', 'APPROVED') on conflict do nothing""")
            .param(town.municipality().requireWhatsapp().businessAccountId()).param(town.id().value()).update();
        var phone = town.newPhone();
        open("/" + town.slug() + "/registrazione");
        page.getByLabel("Numero di cellulare").fill(phone.e164());
        page.locator("main input[name=accetto]").check();
        page.locator("main button[type=submit]").first().click();
        page.locator("#codice").waitFor();
        isFitForAll("registration-code");
        page.locator("#codice").fill(((MessageContent.Template) town.sentTo(phone).getLast()).parameters().getFirst().value());
        page.locator("main button[type=submit]").first().click();
        page.waitForURL("**/registrazione/numero/**");
        isFitForAll("registration-number");
    }
}

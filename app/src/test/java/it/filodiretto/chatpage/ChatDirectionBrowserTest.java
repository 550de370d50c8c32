// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.operator.Role;
import it.filodiretto.webchat.ChatStage;
import java.io.IOException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who writes in a script that runs from right to left reads it so, everywhere, and so does who answers. */
@NullMarked
class ChatDirectionBrowserTest extends BrowserTest {

    private static final String ARABIC = "مرحبا، متى يفتح المكتب؟ 😀👩‍👩‍👧";
    private static final String HEBREW = "שלום, המשרד פתוח עד 13:00 🇮🇹";
    private static final String ITALIAN = "Grazie! 😀";

    @LocalServerPort int where;
    @Autowired Town town;
    @Autowired ChatStage stage;

    @Test
    void inTheButtonsPanelAndBeforeTheOperators() throws IOException {
        stage.opens(town, where);
        try (var site = new ForeignSite(address(""), town.slug(), "")) {
            page.navigate(site.address());
            writeAndAnswer();
        }
    }

    private void writeAndAnswer() {
        ForeignSite.press(page);
        page.getByLabel("Il tuo messaggio").fill(ARABIC);
        assertThat(page.getByLabel("Il tuo messaggio")).hasCSS("direction", "rtl");   // while it is written
        page.keyboard().press("Enter");
        page.getByText("Sei il prossimo").waitFor();
        assertThat(page.locator(".me .t")).hasCSS("direction", "rtl");

        var desk = another();
        enter(desk, address(""), town.municipality(), Role.AGENT, "Anna Rossi");
        desk.navigate(address("/console/" + town.slug() + "/messaggi"));
        assertThat(desk.locator(".lrow .tx")).hasCSS("direction", "rtl");   // in the list
        desk.locator(".lrow .tx").click();
        assertThat(desk.locator(".m .wraps")).hasCSS("direction", "rtl");
        assertThat(desk.locator(".m .wraps")).hasText(ARABIC);
        desk.getByLabel("La tua risposta").fill(HEBREW);
        assertThat(desk.getByLabel("La tua risposta")).hasCSS("direction", "rtl");
        desk.keyboard().press("Control+Enter");
        assertThat(desk.locator(".m.us .wraps")).hasCSS("direction", "rtl");
        assertThat(page.locator(".cm:not(.me) .t")).hasText(HEBREW);
        assertThat(page.locator(".cm:not(.me) .t")).hasCSS("direction", "rtl");
        ForeignSite.say(page, ITALIAN);
        assertThat(page.locator(".me .t").last()).hasCSS("direction", "ltr");
        page.setViewportSize(1280, 800);
        shoot("widget-rtl");
        desk.setViewportSize(1280, 800);
        isFitOnATelephone("widget-rtl");
    }

    @Test
    void onThePlainPageWithoutJavaScript() {
        stage.opens(town, where);
        var plain = withoutScripts();
        plain.navigate(address("/" + town.slug() + "/chat"));
        for (var words : new String[] {ARABIC, ITALIAN}) {
            plain.getByLabel("Il tuo messaggio").fill(words);
            plain.locator("#scrivi button[type=submit]").first().press("Enter");
            assertThat(plain.locator(".cm.me .words").last()).hasText(words);
        }
        assertThat(plain.locator(".cm.me .words").first()).hasCSS("direction", "rtl");
        assertThat(plain.locator(".cm.me .words").last()).hasCSS("direction", "ltr");
        plain.setViewportSize(320, 640);
        page = plain;
        shoot("chat-rtl-320");
    }
}

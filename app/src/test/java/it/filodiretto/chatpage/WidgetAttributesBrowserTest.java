// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.webchat.ChatStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a page of another site may ask of the button by its attributes, and what it gets if it asks for what cannot be. */
@NullMarked
class WidgetAttributesBrowserTest extends BrowserTest {

    private static final String RED = "rgb(192, 47, 72)";

    @LocalServerPort int where;
    @Autowired Town town;
    @Autowired ChatStage stage;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @BeforeEach
    void opens() {
        stage.opens(town, where);
        page.onConsoleMessage(it -> {
            if (it.type().equals("warning")) {
                warnings.add(it.text());
            }
        });
    }

    @Test
    void thePageChoosesWordsColourPlaceAndLanguage() {
        var button = button("data-text=\"Scrivi <b>al</b> Comune\" data-colour=\"#004d40\" data-position=\"bottom-left\" data-language=\"en\"");
        assertThat(button).containsText("Scrivi <b>al</b> Comune");
        assertThat(button).containsText("Open until 13:00");
        assertThat(colour(button)).isEqualTo("rgb(0, 77, 64)");
        var box = button.boundingBox();
        assertThat(box.x).isEqualTo(12);
        assertThat(box.y + box.height).isEqualTo(page.viewportSize().height - 12);
        button.click();
        page.getByLabel("Your message").waitFor();
        assertThat(page.locator(".p").boundingBox().x).as("the panel opens on the same side").isEqualTo(16);
        isAccessible();
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyPlaceIsTakenAndAColourByItsNameToo() {
        for (var place : List.of("top-left", "top-right", "bottom-right", "inline")) {
            var button = button("data-colour=\"darkgreen\" data-position=\"" + place + "\"");
            var box = button.boundingBox();
            assertThat(box.x < 200).as(place).isEqualTo(!place.endsWith("right"));
            assertThat(box.y > page.viewportSize().height / 2.0).as(place).isEqualTo(place.startsWith("bottom"));
            assertThat(colour(button)).isEqualTo("rgb(0, 100, 0)");
        }
        assertThat((Boolean) page.evaluate("document.querySelector('main').lastElementChild.shadowRoot !== null")).as("where the script stands").isTrue();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whereItAsksForWhatCannotBeTheTownDecidesAndTheConsoleSaysWhatIsAllowed() {
        var button = button("data-text=\" \" data-colour=\"#ffeb3b\" data-position=\"middle\" data-language=\"xx\"");
        assertThat(button).containsText("Linea diretta con l’Urp");
        assertThat(button).containsText("Aperta fino alle 13:00");
        assertThat(colour(button)).isEqualTo(RED);
        var box = button.boundingBox();
        assertThat(box.x + box.width).isEqualTo(page.viewportSize().width - 12);
        assertThat(box.y).isEqualTo(12);
        isAccessible();
        assertThat(warnings.stream().filter(it -> it.startsWith("Filodiretto"))).satisfiesExactlyInAnyOrder(
            it -> assertThat(it).contains("data-language=\"xx\"", "Allowed: it, en"),
            it -> assertThat(it).contains("data-position=\"middle\"", "Allowed: top-right, top-left, bottom-right, bottom-left, inline"),
            it -> assertThat(it).contains("data-colour=\"#ffeb3b\"", "Allowed: an opaque CSS colour, 4.5:1 to white"));
        for (var none : List.of("rosso", "rgba(10, 20, 30, 0.5)", "#777777", "url(x)")) {
            warnings.clear();
            assertThat(colour(button("data-colour=\"" + none + "\""))).as(none).isEqualTo(RED);
            assertThat(warnings).as(none).singleElement().asString().contains(none);
        }
    }

    private Locator button(String attributes) {
        try (var site = new ForeignSite(address(""), town.slug(), attributes)) {
            page.navigate(site.address());
            var button = page.locator(".b");
            button.waitFor();
            return button;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String colour(Locator button) {
        return (String) button.evaluate("it => getComputedStyle(it).backgroundColor");
    }
}

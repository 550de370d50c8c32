// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A test in a real browser: extend it, call {@link #open} or {@link #enter}, look with Playwright, end with {@link #isFitForAll}.
 * With {@code -Dscreenshots} pictures go to {@code target/screenshots}.
 */
@TownTest
@ExtendWith(WhereItStood.class)
@NullMarked
public abstract class BrowserTest {

    private static final List<String> OPTIONS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion");
    private static final Playwright PLAYWRIGHT = Playwright.create(new Playwright.CreateOptions()
        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private static final Browser BROWSER = PLAYWRIGHT.chromium().launch(new BrowserType.LaunchOptions()
        .setExecutablePath(chromium()).setArgs(OPTIONS));

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(Patience.PATIENCE.toMillis());   // a busy machine shows the same page, later
    }

    protected static final String PASSWORD = "una buona password";

    @LocalServerPort int port;
    @Autowired Operators operators;

    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    /** The page in the browser; new in each test. */
    protected Page page = another();

    @BeforeEach
    void listen() {
        page.onConsoleMessage(it -> {
            if (it.type().equals("error")) {
                complaints.add(it.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void close() {
        contexts.forEach(BrowserContext::close);
    }

    /** What each browser of this test shows, and what it complained of. */
    final String shown() {
        return contexts.stream().flatMap(it -> it.pages().stream()).map(WhereItStood::words).collect(Collectors.joining("\n")) + "\nComplaints: " + complaints;
    }

    /** Somebody else's browser, beside the first: with cookies of its own. */
    protected final Page another() {
        var context = newContext();
        contexts.add(context);
        return context.newPage();
    }

    /** A browser whose scripts are off. */
    protected final Page withoutScripts() {
        var context = BROWSER.newContext(new Browser.NewContextOptions().setLocale("it-IT").setJavaScriptEnabled(false));
        contexts.add(context);
        return context.newPage();
    }

    /** A browser of nobody's yet, for tests without this class; to be closed. */
    public static BrowserContext newContext() {
        var context = BROWSER.newContext(new Browser.NewContextOptions().setLocale("it-IT"));
        context.setDefaultTimeout(Patience.PATIENCE.toMillis());
        return context;
    }

    /** A browser that the machine has; {@code bin/test} installs one where it may. */
    private static Path chromium() {
        var named = System.getenv("FILODIRETTO_CHROMIUM");
        return Path.of(named == null ? "/usr/bin/chromium" : named);
    }

    /** @param path {@code /bientina/iscrizione} */
    protected void open(String path) {
        page.navigate(address(path));
    }

    /** Path with server and port. */
    protected String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Makes an operator of the town, logs in through the page, and stands on the console's home. */
    protected void enter(Municipality town, Role role) {
        enter(page, address(""), town, role, "Anna Rossi");
    }

    /** As {@link #enter(Municipality, Role)}, in this browser and at this address of the server. @return the e-mail of the account */
    protected String enter(Page page, String server, Municipality town, Role role, String name) {
        var email = name.split(" ")[0].toLowerCase(Locale.ROOT) + "." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, name, PASSWORD, Set.of(role));
        page.navigate(server + "/console/login");
        logIn(page, email, PASSWORD);
        page.waitForURL(server + "/console/" + town.slug());
        return email;
    }

    /** Where the page of the login is open. */
    public static void logIn(Page page, String email, String password) {
        page.getByLabel("E-mail di lavoro").fill(email);
        page.getByLabel("Password").fill(password);
        page.keyboard().press("Enter");
    }

    /**
     * Does what brings another page, also one of the same address, and waits until that is there with its scripts. A key does not
     * wait for it, as a click does; and by then the page that goes may show the same words, brought by its stream.
     */
    public static void brings(Page page, Runnable deed) {
        page.evaluate("window.isBefore = true");
        deed.run();
        page.waitForFunction("() => !window.isBefore && document.readyState === 'complete'");
    }

    /** The page, its scripts, and what it fetches by itself as soon as it is there. */
    private void isWhole() {
        page.waitForLoadState();
        page.waitForFunction("() => !document.querySelector('.htmx-request')");
    }

    /** A state of a page that was looked at whole before: nothing that axe sees, nothing sideways at 320 px. */
    protected void isFitOnATelephone(String picture) {
        isWhole();
        page.setViewportSize(320, 640);
        assertThat((Boolean) page.evaluate("document.scrollingElement.scrollWidth <= 320"))
            .as("%s scrolls sideways at 320 px: %s", picture, page.evaluate(WIDE)).isTrue();
        isAccessible();
        shoot(picture + "-320");
        page.setViewportSize(1440, 900);
    }

    /** No failure of WCAG 2.1 A and AA that axe sees, nothing sideways at 320 px, every control reached by Tab, no complaint of the browser. */
    protected void isFitForAll(String picture) {
        isWhole();
        page.setViewportSize(1440, 900);
        shoot(picture);
        isAccessible();
        isReachedByKeyboard();
        page.setViewportSize(390, 844);
        shoot(picture + "-390");
        page.setViewportSize(320, 640);
        assertThat((Boolean) page.evaluate("document.scrollingElement.scrollWidth <= 320"))
            .as("the page scrolls sideways at 320 px: %s", page.evaluate(WIDE)).isTrue();
        isAccessible();
        page.setViewportSize(1440, 900);
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }

    /** While the network was away, on purpose, the browser complained. */
    protected void forgetComplaints() {
        complaints.clear();
    }

    private static final String WIDE = """
        Array.from(document.querySelectorAll('body *')).filter(it => it.getBoundingClientRect().right > 321)
          .slice(0, 5).map(it => it.outerHTML.slice(0, 120)).join(' | ')""";

    /** What axe sees that fails WCAG 2.1 A or AA. Frames of other origins are left out. */
    @SuppressWarnings("unchecked")
    protected void isAccessible() {
        page.waitForLoadState();
        for (var frame : page.frames()) {
            if ((boolean) frame.evaluate("() => !window.axe")) {
                frame.evaluate(AXE);
            }
        }
        assertThat((List<String>) page.evaluate(VIOLATIONS)).isEmpty();
    }

    /** Brought once into each document, not once for each look at it; and only what fails comes back: the rest is some megabytes. */
    private static final String AXE = "() => { " + AxeBuilder.getAxeScript() + "; axe.configure({allowedOrigins: ['<same_origin>']}); }";
    private static final String VIOLATIONS = """
        () => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']})
          .then(it => it.violations.map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' ')))""";

    /** Tab visits every link, button and field that shows, each with a visible ring, and comes to the end. */
    protected void isReachedByKeyboard() {
        page.evaluate("document.activeElement && document.activeElement.blur(); window.visited = new Set(); window.ringless = []");
        page.evaluate(WATCH);
        var expected = ((Number) page.evaluate(COUNT)).intValue();
        var more = 6 * page.locator("input[type=datetime-local]:visible").count() + 4 * page.locator("input[type=date]:visible").count()
            + page.locator("[tabindex='0']:visible").count();
        for (int i = 0; i < expected + 3 + more; i++) {
            page.keyboard().press("Tab");
        }
        assertThat((String) page.evaluate(MISSED)).as("not reached by Tab").isEmpty();
        assertThat((String) page.evaluate("window.ringless.join(' | ')")).as("no ring when it has the focus").isEmpty();
    }

    private static final String CONTROLS = """
        Array.from(document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary'))
          .filter(it => it.checkVisibility() && !it.disabled && it.tabIndex >= 0
            && !(it.type === 'radio' && it.name && document.querySelector('input[type=radio][name="' + it.name + '"]') !== it))""";
    private static final String COUNT = CONTROLS + ".length";
    private static final String WATCH = """
        document.addEventListener('focusin', event => { const it = event.target; window.visited.add(it).add(it.getAttribute('href'));
          const style = getComputedStyle(it); if (style.outlineStyle === 'none' && style.boxShadow === 'none') window.ringless.push(it.outerHTML.slice(0, 120)); })""";
    /** A link is known by where it leads: what a live page fetched anew in the meantime is the same link. */
    private static final String MISSED = CONTROLS + ".filter(it => !window.visited.has(it) && !window.visited.has(it.getAttribute('href') || it)).map(it => it.outerHTML.slice(0, 120)).join(' | ')";

    /** Only with {@code -Dscreenshots}: a picture of a long page takes longer than all the rest. */
    protected void shoot(String picture) {
        if (System.getProperty("screenshots") == null) {
            return;
        }
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", picture + ".png")).setFullPage(true));
    }
}

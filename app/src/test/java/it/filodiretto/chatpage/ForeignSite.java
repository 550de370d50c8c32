// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** A page of another origin that carries the button, as strict as a town's site may be. */
@NullMarked
final class ForeignSite implements AutoCloseable {

    private final HttpServer site;

    /**
     * @param server that has the button's script
     * @param attributes of the script, beside the town
     */
    ForeignSite(String server, String slug, String attributes) throws IOException {
        var body = """
            <!doctype html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mensa scolastica</title>
            <link rel="icon" href="data:,"></head><body><main><h1>Mensa scolastica</h1><p>Si può fare domanda fino al 30 novembre.</p>
            <script src="%s/widget.js" data-municipality="%s" %s async></script></main></body></html>""".formatted(server, slug, attributes).getBytes(StandardCharsets.UTF_8);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/mensa", it -> {
            it.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            it.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'; script-src " + server + "; connect-src " + server + "; img-src data:");
            it.sendResponseHeaders(200, body.length);
            it.getResponseBody().write(body);
            it.close();
        });
        site.start();
    }

    String address() {
        return "http://127.0.0.1:" + site.getAddress().getPort() + "/mensa";
    }

    /** Opens the chat. */
    static void press(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Linea diretta con l’Urp"))).click();
    }

    static void say(Page page, String words) {
        page.getByLabel("Il tuo messaggio").fill(words);
        page.keyboard().press("Enter");
    }

    @Override
    public void close() {
        site.stop(0);
    }
}

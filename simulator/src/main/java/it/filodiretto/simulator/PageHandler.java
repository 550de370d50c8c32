// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The page of telephones: {@code /telefoni/{municipality}}. {@code /wa.me/{digits}?text=…} leads to it as the real address
 * leads to the real WhatsApp, with the text typed in.
 */
final class PageHandler extends Handler.Abstract {

    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Accounts accounts;

    PageHandler(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var path = request.getHttpURI().getDecodedPath();
        if (path.equals("/")) {
            var first = accounts.entries().stream().findFirst();
            if (first.isPresent()) {
                redirect(response, callback, "/telefoni/" + first.get().slug());
            } else {
                html(response, callback, 200, notice("Nessun numero", "Il simulatore è acceso ma non conosce nessun numero di Comune. Avvialo con <code>--accounts</code>, "
                        + "oppure aggiungi un numero con <code>POST /_control/accounts</code>."));
            }
            return true;
        }
        if (path.startsWith("/wa.me/message/")) {
            shortLink(path.substring("/wa.me/message/".length()), response, callback);
            return true;
        }
        if (path.startsWith("/wa.me/")) {
            var entry = accounts.entry(path.substring("/wa.me/".length()).replaceAll("\\D", ""));
            var text = ControlHandler.query(request).getOrDefault("text", "");
            if (entry.isPresent()) {
                toPhones(entry.get(), text, response, callback);
            } else {
                html(response, callback, 404, unknown());
            }
            return true;
        }
        if (path.startsWith("/telefoni/")) {
            var entry = accounts.entry(path.substring("/telefoni/".length()));
            if (entry.isPresent()) {
                html(response, callback, 200, phones(entry.get()));
            } else {
                html(response, callback, 404, unknown());
            }
            return true;
        }
        return false;
    }

    private void shortLink(String code, Response response, Callback callback) throws IOException {
        for (var entry : accounts.entries()) {
            var account = accounts.number(entry.phoneNumberId());
            var text = account == null ? null : account.links().text(code);
            if (text != null) {
                toPhones(entry, text, response, callback);
                return;
            }
        }
        html(response, callback, 404, unknown());
    }

    private static void toPhones(AccountEntry entry, String text, Response response, Callback callback) {
        redirect(response, callback, "/telefoni/" + entry.slug()
                + (text.isEmpty() ? "" : "?testo=" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")));
    }

    private static String unknown() throws IOException {
        return notice("Questo numero qui non c’è", "Il simulatore non conosce questo numero. <a href=\"/\">Vai ai telefoni</a>.");
    }

    private static String notice(String title, String words) throws IOException {
        return page("notice.html").replace("{{title}}", title).replace("{{words}}", words);
    }

    private String phones(AccountEntry account) throws IOException {
        var options = accounts.entries().stream()
                .map(it -> "<option value=\"" + escape(it.slug()) + "\"" + (it.slug().equals(account.slug()) ? " selected" : "") + ">"
                        + escape(it.municipality()) + "</option>")
                .collect(Collectors.joining());
        return page("phones.html")
                .replace("{{municipality}}", escape(account.municipality()))
                .replace("{{display-number}}", escape(account.displayNumber()))
                .replace("{{name}}", escape(account.name()))
                .replace("{{initials}}", escape(initials(account)))
                .replace("{{account}}", escape(account.phoneNumberId()))
                .replace("{{options}}", options);
    }

    /** Two letters of the municipality's own name. */
    private static String initials(AccountEntry account) {
        var words = account.municipality().replaceFirst("^Comune di ", "").split(" ");
        return words.length > 1 ? words[0].substring(0, 1) + words[1].charAt(0) : words[0].substring(0, Math.min(2, words[0].length()));
    }

    private static String page(String name) throws IOException {
        var bytes = AssetHandler.read("/it/filodiretto/simulator/page/" + name);
        if (bytes == null) {
            throw new IOException("The jar lacks " + name);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static void redirect(Response response, Callback callback, String where) {
        response.setStatus(303);
        response.getHeaders().put(HttpHeader.LOCATION, where);
        callback.succeeded();
    }

    private static void html(Response response, Callback callback, int status, String page) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=UTF-8");
        response.getHeaders().put("Content-Security-Policy", POLICY);
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(page.getBytes(StandardCharsets.UTF_8)), callback);
    }
}

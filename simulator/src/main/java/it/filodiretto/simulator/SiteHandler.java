// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A page of a town's own site, {@code /siti/{municipality}}, which carries the application's chat button: another origin, with
 * a strict content security policy, as a real site may have.
 */
final class SiteHandler extends Handler.Abstract {

    private static final Pattern SITE = Pattern.compile("/siti/([a-z0-9-]{2,60})");

    private final Accounts accounts;
    private final String application;

    SiteHandler(Accounts accounts, List<URI> webhooks) {
        this.accounts = accounts;
        this.application = webhooks.isEmpty() ? "http://127.0.0.1:8080" : webhooks.getFirst().getScheme() + "://" + webhooks.getFirst().getAuthority();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var site = SITE.matcher(String.valueOf(request.getHttpURI().getDecodedPath()));
        if (!site.matches()) {
            return false;
        }
        var slug = site.group(1);
        var name = accounts.entry(slug).map(AccountEntry::municipality).orElse("Comune");
        var bytes = AssetHandler.read("/it/filodiretto/simulator/page/site.html");
        if (bytes == null) {
            throw new IOException("The jar lacks site.html");
        }
        var page = new String(bytes, StandardCharsets.UTF_8).replace("{{municipality}}", name.replace("&", "&amp;").replace("<", "&lt;"))
                .replace("{{slug}}", slug).replace("{{application}}", application);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=UTF-8");
        response.getHeaders().put("Content-Security-Policy", "default-src 'self'; script-src " + application + "; connect-src " + application
                + "; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; frame-ancestors 'none'");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(page.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}

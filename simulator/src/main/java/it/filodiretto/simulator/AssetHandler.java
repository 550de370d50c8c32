// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the page is made of, from the class path: our own files below {@code /_page/}, Bootstrap Italia below {@code /webjars/}. */
final class AssetHandler extends Handler.Abstract {

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=UTF-8", "js", "text/javascript; charset=UTF-8", "svg", "image/svg+xml", "woff2", "font/woff2",
            "woff", "font/woff");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var path = request.getHttpURI().getCanonicalPath();
        var type = path == null || path.contains("..") ? null : TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (path == null || type == null) {
            return false;
        }
        var bytes = path.startsWith("/_page/") ? read("/it/filodiretto/simulator/page/" + path.substring("/_page/".length()))
                : path.startsWith("/webjars/") ? read("/META-INF/resources" + path) : null;
        if (bytes == null) {
            return false;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, path.startsWith("/webjars/") ? "max-age=86400" : "no-cache");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(bytes), callback);
        return true;
    }

    static byte @Nullable [] read(String resource) throws IOException {
        try (var stream = AssetHandler.class.getResourceAsStream(resource)) {
            return stream == null ? null : stream.readAllBytes();
        }
    }
}

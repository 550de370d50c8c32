// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code /_media/{id}}: the bytes of a medium, for whoever carries the token; everybody else gets 404, as from Meta. */
final class MediaHandler extends Handler.Abstract {

    private final MediaEndpoints media;
    private final String bearer;

    MediaHandler(MediaEndpoints media, String token) {
        this.media = media;
        this.bearer = "Bearer " + token;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var path = request.getHttpURI().getDecodedPath();
        if (!path.startsWith("/_media/")) {
            return false;
        }
        var medium = media.find(path.substring("/_media/".length()));
        if (medium == null || !bearer.equals(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
            Response.writeError(request, response, callback, 404);
            return true;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, medium.mimeType());
        response.write(true, ByteBuffer.wrap(medium.bytes()), callback);
        return true;
    }
}

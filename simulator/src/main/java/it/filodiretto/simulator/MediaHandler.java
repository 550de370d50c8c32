// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code /_media/?mid=…}: the bytes of a medium, for some minutes, for whoever carries the token; everybody else gets 404, as from Meta. */
final class MediaHandler extends Handler.Abstract {

    private final Media media;
    private final Faults faults;
    private final String bearer;

    MediaHandler(Media media, Faults faults, String token) {
        this.media = media;
        this.faults = faults;
        this.bearer = "Bearer " + token;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!request.getHttpURI().getDecodedPath().equals("/_media/")) {
            return false;
        }
        var medium = media.at(ControlHandler.query(request));
        if (medium == null || !bearer.equals(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                || faults.strike(FaultKind.MEDIA_GONE, null) != null) {
            Response.writeError(request, response, callback, 404);
            return true;
        }
        var bytes = medium.bytes();
        if (faults.strike(FaultKind.MEDIA_DAMAGED, null) != null) {
            bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - 1));
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, medium.mimeType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
        return true;
    }
}

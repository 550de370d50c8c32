// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code /_qr/{code}.svg} and {@code .png}: the picture of a short link, as Meta draws it when it is asked for. */
final class QrHandler extends Handler.Abstract {

    private static final Pattern PATH = Pattern.compile("/_qr/([A-Z0-9]{1,40})\\.(svg|png)");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var path = PATH.matcher(request.getHttpURI().getDecodedPath());
        if (!path.matches()) {
            return false;
        }
        var svg = path.group(2).equals("svg");
        var address = ShortLinks.address(path.group(1));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, svg ? "image/svg+xml" : "image/png");
        response.write(true, ByteBuffer.wrap(svg ? QrCode.svg(address) : QrCode.png(address)), callback);
        return true;
    }
}

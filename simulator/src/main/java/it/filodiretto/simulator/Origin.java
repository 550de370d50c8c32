// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Keeps pages of other sites, open in the same browser, from turning the knobs: the simulator asks nobody for a password. */
final class Origin {

    private static final Set<String> OWN = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private Origin() {}

    static boolean foreign(Request request) {
        if (!OWN.contains(Request.getServerName(request))) {
            return true;
        }
        var origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return origin != null && !origin.equals("http://" + request.getHeaders().get(HttpHeader.HOST));
    }
}

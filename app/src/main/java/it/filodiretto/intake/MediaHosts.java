// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Where links to media may lead: the token goes along, and must not go to anybody else. */
record MediaHosts(URI graph) {

    private static final List<String> META = List.of("facebook.com", "fbsbx.com", "fbcdn.net", "whatsapp.net");

    boolean allow(URI link) {
        var host = link.getHost();
        if (host == null || link.getUserInfo() != null) {
            return false;
        }
        if (host.equalsIgnoreCase(graph.getHost()) && link.getPort() == graph.getPort() && String.valueOf(graph.getScheme()).equalsIgnoreCase(link.getScheme())) {
            return true;
        }
        var name = host.toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(link.getScheme()) && (link.getPort() == -1 || link.getPort() == 443)
            && META.stream().anyMatch(it -> name.equals(it) || name.endsWith("." + it));
    }
}

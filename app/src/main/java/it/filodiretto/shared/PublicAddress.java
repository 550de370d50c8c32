// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The address that citizens see in links: looked at once, at the start, because a wrong one is found out only by them. */
@Component
class PublicAddress {

    PublicAddress(@Value("${filodiretto.public-url}") String address) {
        if (!isWhole(address)) {
            throw new RefusedAtStart("filodiretto.public-url (FILODIRETTO_PUBLIC_URL) is a whole address, https://filodiretto.comune.example, not " + address);
        }
    }

    private static boolean isWhole(String address) {
        try {
            var uri = new URI(address);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getRawAuthority() != null && !uri.getRawAuthority().contains("@")
                && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}

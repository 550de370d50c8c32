// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Webhook addresses of a number's or a business account's own: the number's wins, then the account's, then the app's. */
final class Overrides {

    private Overrides() {}

    /** Where webhooks of a number go; empty = where those of the app go. */
    static List<URI> targets(Account account) {
        var own = account.override();
        var business = account.business().override();
        return own != null ? List.of(own) : business != null ? List.of(business) : account.webhooks();
    }

    /** The address that a call asks for, after Meta's handshake with it; null if the call asks for none, which takes it away. */
    static @org.jspecify.annotations.Nullable URI asked(JsonNode json, Courier courier) {
        var address = Json.text(json, "override_callback_uri", "");
        if (address.isEmpty()) {
            return null;
        }
        if (!address.matches("https?://\\S+") || !courier.verify(URI.create(address), Json.text(json, "verify_token", ""))) {
            throw GraphError.ofSubcode(100, 2200005, "The callback URL or the verify token could not be validated.");
        }
        return URI.create(address);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may call Graph: the system user's token, within its life and scopes; for the app itself also the app's own. */
final class Tokens {

    private static final Set<String> MESSAGING = Set.of("messages", "media", "calls");

    private final MetaApp app;
    private final Clock clock;
    private final String bearer;
    private final String uploads;
    private final String own;

    Tokens(MetaApp app, Secrets secrets, Clock clock) {
        this.app = app;
        this.clock = clock;
        this.bearer = "Bearer " + secrets.token();
        this.uploads = "OAuth " + secrets.token();
        this.own = "Bearer " + MetaApp.ID + "|" + secrets.app();
    }

    /** @throws GraphError 190 or 10 */
    void check(@Nullable String authorization, GraphCall call) {
        var first = call.path().getFirst();
        if ((first.equals(MetaApp.ID) || first.equals("debug_token")) && own.equals(authorization)) {
            return;
        }
        if (!bearer.equals(authorization) && !(first.startsWith("upload:") && uploads.equals(authorization))) {
            throw GraphError.of(190, null);
        }
        if (app.tokenOver(clock.instant())) {
            throw GraphError.ofSubcode(190, 463, "Session has expired.");
        }
        var edge = call.path().size() > 1 ? call.path().get(1) : "";
        var needed = MESSAGING.contains(edge) ? "whatsapp_business_messaging" : "whatsapp_business_management";
        if (!edge.isEmpty() && !app.scopes().contains(needed)) {
            throw GraphError.of(10, "(#10) The token lacks the permission " + needed);
        }
    }
}

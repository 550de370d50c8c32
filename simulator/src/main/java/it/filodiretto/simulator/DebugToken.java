// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/** {@code GET /debug_token?input_token=…}: whether a token is valid, until when, and what for. */
final class DebugToken {

    private final MetaApp app;
    private final Accounts accounts;
    private final SimulatorClock clock;
    private final String token;

    DebugToken(MetaApp app, Accounts accounts, SimulatorClock clock, String token) {
        this.app = app;
        this.accounts = accounts;
        this.clock = clock;
        this.token = token;
    }

    GraphAnswer answer(GraphCall call) {
        var body = Json.object();
        var ends = app.tokenEnds();
        var data = body.putObject("data").put("app_id", MetaApp.ID).put("type", "SYSTEM_USER")
                .put("application", "Filodiretto (simulatore)").put("expires_at", ends == null ? 0 : ends.getEpochSecond())
                .put("data_access_expires_at", 0);
        var valid = token.equals(call.query().get("input_token")) && !app.tokenOver(clock.instant());
        data.put("is_valid", valid);
        var scopes = data.putArray("scopes");
        var granular = data.putArray("granular_scopes");
        if (valid) {
            for (var scope : app.scopes().stream().sorted().toList()) {
                scopes.add(scope);
                var targets = granular.addObject().put("scope", scope).putArray("target_ids");
                accounts.businesses().forEach(it -> targets.add(it.id()));
            }
        } else {
            data.putObject("error").put("code", 190).put("message", "Invalid OAuth access token.").put("subcode", 463);
        }
        return GraphAnswer.ok(body);
    }
}

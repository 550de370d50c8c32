// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/** {@code GET /debug_token?input_token=…}: whether a token is valid, and what for. */
final class DebugToken {

    private DebugToken() {}

    static GraphAnswer answer(GraphCall call, Accounts accounts, Secrets secrets) {
        var body = Json.object();
        var data = body.putObject("data").put("app_id", "390000000000000").put("type", "SYSTEM_USER")
                .put("application", "Filodiretto (simulatore)").put("expires_at", 0);
        var valid = secrets.token().equals(call.query().get("input_token"));
        data.put("is_valid", valid);
        var scopes = data.putArray("scopes");
        var granular = data.putArray("granular_scopes");
        if (valid) {
            for (var scope : new String[] {"whatsapp_business_management", "whatsapp_business_messaging"}) {
                scopes.add(scope);
                var targets = granular.addObject().put("scope", scope).putArray("target_ids");
                accounts.businesses().forEach(it -> targets.add(it.id()));
            }
        } else {
            data.putObject("error").put("code", 190).put("message", "Invalid OAuth access token.");
        }
        return GraphAnswer.ok(body);
    }
}

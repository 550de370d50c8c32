// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/** Finds the endpoint of a Graph call. */
final class Graph {

    private final Accounts accounts;
    private final Messages messages;
    private final NumberEndpoints numbers;
    private final BusinessEndpoints businesses;
    private final TemplateEndpoints templates;
    private final MediaEndpoints media;
    private final AppEndpoints app;
    private final DebugToken debug;

    Graph(Accounts accounts, Messages messages, NumberEndpoints numbers, BusinessEndpoints businesses,
            TemplateEndpoints templates, MediaEndpoints media, AppEndpoints app, DebugToken debug) {
        this.accounts = accounts;
        this.messages = messages;
        this.numbers = numbers;
        this.businesses = businesses;
        this.templates = templates;
        this.media = media;
        this.app = app;
        this.debug = debug;
    }

    /** @throws GraphError where Meta refuses */
    GraphAnswer answer(GraphCall call) {
        var id = call.path().getFirst();
        var edge = call.path().size() > 1 ? call.path().get(1) : "";
        if (id.equals("debug_token")) {
            return debug.answer(call);
        }
        if (id.equals(MetaApp.ID)) {
            return app.answer(edge, call);
        }
        if (app.knows(id)) {
            return app.upload(id, call);
        }
        var account = accounts.number(id);
        if (account != null) {
            if (edge.equals("messages") && call.is("POST")) {
                return messages.send(account, call);
            }
            return edge.equals("media") ? media.upload(account, call) : numbers.answer(account, edge, call);
        }
        var business = accounts.business(id);
        if (business != null) {
            return edge.equals("message_templates") ? templates.ofBusiness(business, call) : businesses.answer(business, edge, call);
        }
        if (edge.isEmpty() && templates.knows(id)) {
            return templates.ofTemplate(id, call);
        }
        if (edge.isEmpty() && media.knows(id)) {
            return media.answer(accounts, id, call);
        }
        throw unknown(call);
    }

    static GraphError unknown(GraphCall call) {
        return GraphError.of(100, "Unsupported " + call.method().toLowerCase(java.util.Locale.ROOT)
                + " request. Object with ID '" + call.path().getFirst()
                + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation.");
    }
}

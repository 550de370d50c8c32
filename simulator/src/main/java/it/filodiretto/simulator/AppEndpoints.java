// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** {@code /{app-id}}: its mode, its webhook subscriptions, and the uploads of samples and photographs. */
final class AppEndpoints {

    private final MetaApp app;
    private final Courier courier;
    private final AtomicLong lastUpload = new AtomicLong();
    private final Map<String, String> types = new ConcurrentHashMap<>();

    AppEndpoints(MetaApp app, Courier courier) {
        this.app = app;
        this.courier = courier;
    }

    GraphAnswer answer(String edge, GraphCall call) {
        return switch (call.method() + " " + edge) {
            case "GET " -> GraphAnswer.ok(Fields.only(Json.object().put("name", "Filodiretto (simulatore)").put("app_mode", app.mode().name())
                    .put("id", MetaApp.ID), call.query().get("fields"), java.util.Set.of("name")));
            case "GET subscriptions" -> subscriptions();
            case "POST uploads" -> session(call);
            default -> throw Graph.unknown(call);
        };
    }

    private GraphAnswer subscriptions() {
        var body = Json.object();
        var callback = app.callback() != null ? app.callback()
                : courier.usualTargets().isEmpty() ? null : courier.usualTargets().getFirst().toString();
        var subscription = body.putArray("data").addObject().put("object", "whatsapp_business_account").put("callback_url", callback)
                .put("active", callback != null);
        var fields = subscription.putArray("fields");
        app.fields().forEach(it -> fields.addObject().put("name", it).put("version", "v26.0"));
        return GraphAnswer.ok(body);
    }

    private GraphAnswer session(GraphCall call) {
        var type = call.query().getOrDefault("file_type", "");
        if (!type.matches("image/(jpeg|png)|video/mp4|application/pdf")) {
            throw GraphError.of(100, "file_type must be image/jpeg, image/png, video/mp4 or application/pdf");
        }
        var id = "upload:MTphdHRhY2htZW50" + lastUpload.incrementAndGet();
        types.put(id, type);
        return GraphAnswer.ok(Json.object().put("id", id));
    }

    boolean knows(String uploadId) {
        return types.containsKey(uploadId);
    }

    /** The whole file at once; the handle names it elsewhere. */
    GraphAnswer upload(String uploadId, GraphCall call) {
        if (!call.is("POST") || call.body().length == 0) {
            throw Graph.unknown(call);
        }
        return GraphAnswer.ok(Json.object().put("h", "4::" + types.get(uploadId) + ":" + uploadId.substring(7)));
    }
}

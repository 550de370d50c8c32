// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;

/** {@code /_control/…}: the Java API over HTTP, for the page and for checks in other languages. See docs/simulator.md. */
final class ControlHandler extends Handler.Abstract {

    private final Control control;
    private final EventStream events;
    private final Media media;

    ControlHandler(Control control, EventStream events, Media media) {
        this.media = media;
        this.control = control;
        this.events = events;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var path = request.getHttpURI().getDecodedPath();
        if (!path.startsWith("/_control")) {
            return false;
        }
        var steps = List.of(path.substring("/_control".length()).replaceFirst("^/", "").split("/"));
        if (Origin.foreign(request)) {
            answer(response, callback, 403, Json.object().put("error", "Only pages of the simulator itself may do this"));
            return true;
        }
        var query = query(request);
        if (steps.getFirst().equals("events")) {
            events.stream(query.getOrDefault("account", ""), response, callback);
            return true;
        }
        if (steps.getFirst().equals("media")) {
            medium(steps.getLast(), request, response, callback);
            return true;
        }
        var buffer = Content.Source.asByteBuffer(request);
        var body = new byte[buffer.remaining()];
        buffer.get(body);
        var call = new ControlCall(request.getMethod(), steps, query, body);
        if (steps.getFirst().equals("accepted")) {
            control.writeAccepted(call, response);
            callback.succeeded();
            return true;
        }
        try {
            answer(response, callback, 200, control.answer(call));
        } catch (NoSuchElementException missing) {
            answer(response, callback, 404, Json.object().put("error", String.valueOf(missing.getMessage())));
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            answer(response, callback, 400, Json.object().put("error", String.valueOf(wrong.getMessage())));
        }
        return true;
    }

    /** For the page's own eyes: without the token, pictures as what they are, everything else to be saved. */
    private void medium(String id, Request request, Response response, Callback callback) {
        var medium = media.find(id);
        if (medium == null) {
            Response.writeError(request, response, callback, 404);
            return;
        }
        var picture = medium.mimeType().matches("image/(jpeg|png|webp)");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, picture ? medium.mimeType() : "application/octet-stream");
        if (!picture) {
            response.getHeaders().put("Content-Disposition", "attachment; filename=\"allegato" + suffix(medium.mimeType()) + "\"");
        }
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Content-Security-Policy", "default-src 'none'; sandbox");
        response.write(true, ByteBuffer.wrap(medium.bytes()), callback);
    }

    private static String suffix(String mimeType) {
        return switch (mimeType) {
            case "application/pdf" -> ".pdf";
            case "video/mp4" -> ".mp4";
            case "audio/ogg" -> ".ogg";
            case "text/plain" -> ".txt";
            default -> "";
        };
    }

    private static void answer(Response response, Callback callback, int status, JsonNode body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=UTF-8");
        response.write(true, ByteBuffer.wrap(body.toString().getBytes(StandardCharsets.UTF_8)), callback);
    }

    static Map<String, String> query(Request request) {
        var query = new HashMap<String, String>();
        if (request.getHttpURI().getQuery() != null) {
            Request.extractQueryParameters(request, StandardCharsets.UTF_8).forEach(it -> query.put(it.getName(), it.getValue()));
        }
        return query;
    }
}

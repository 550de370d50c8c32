// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;

/** Server-sent events for one page: telephones that changed, the wire, clock and faults. Looks five times a second. */
final class EventStream {

    private static final int PAUSE_MILLIS = 200;
    private static final int PING_EVERY = 50;
    private static final int PRICES_EVERY = 5;

    private final Parts parts;
    private final Control control;

    EventStream(Parts parts, Control control) {
        this.parts = parts;
        this.control = control;
    }

    /** Returns when the reader has gone. */
    void stream(String account, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=UTF-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try (var out = Content.Sink.asOutputStream(response)) {
            follow(account, out);
        } catch (IOException _) {
            // The reader has gone: what a stream ends with.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        callback.succeeded();
    }

    private void follow(String account, OutputStream out) throws IOException, InterruptedException {
        var seen = new HashMap<String, Long>();
        var line = 0L;
        var state = "";
        var prices = "";
        for (var turn = 0; !parts.closed; turn++) {
            phones(account, seen, out);
            var lines = parts.wire.after(line);
            if (!lines.isEmpty()) {
                line = lines.getLast().number();
                var list = Json.array();
                lines.forEach(it -> list.add(it.text()));
                event(out, "wire", list);
            }
            var now = control.state();
            var fixed = now.deepCopy().without("time").toString();
            if (!fixed.equals(state)) {
                state = fixed;
                event(out, "state", now);
            }
            if (turn % PRICES_EVERY == 0) {
                prices = told(out, account, prices);
            }
            if (turn % PING_EVERY == 0) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Tells what the number's messages cost, if that has changed. */
    private String told(OutputStream out, String account, String before) throws IOException {
        if (parts.accounts.number(account) == null) {
            return before;
        }
        var json = control.prices(account);
        var now = json.toString();
        if (!now.equals(before)) {
            event(out, "prices", json);
        }
        return now;
    }

    private void phones(String account, Map<String, Long> seen, OutputStream out) throws IOException {
        for (var phone : parts.shown(account)) {
            var version = phone.version();
            if (!Long.valueOf(version).equals(seen.put(phone.number(), version))) {
                event(out, "phone", PhoneJson.write(phone, phone.chat(account)));
            }
        }
    }

    private static void event(OutputStream out, String name, JsonNode json) throws IOException {
        out.write(("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Everything below {@code /v26.0/} and other versions: the token, the faults of the wire, the right endpoint. */
final class GraphHandler extends Handler.Abstract {

    private static final Pattern VERSION = Pattern.compile("v[0-9]+\\.[0-9]+");

    private final Graph graph;
    private final Faults faults;
    private final Limits limits;
    private final WireLog wire;
    private final Tokens tokens;

    GraphHandler(Graph graph, Faults faults, Limits limits, WireLog wire, Tokens tokens) {
        this.graph = graph;
        this.faults = faults;
        this.limits = limits;
        this.wire = wire;
        this.tokens = tokens;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var path = request.getHttpURI().getDecodedPath().substring(1).split("/");
        if (path.length < 2 || !VERSION.matcher(path[0]).matches()) {
            return false;
        }
        var body = body(request);
        if (faults.strike(FaultKind.NETWORK_DOWN, null) != null) {
            cut(request, callback);
            return true;
        }
        var call = new GraphCall(
                request.getMethod(), List.of(path).subList(1, path.length), query(request),
                String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE)), body);
        var sends = path.length == 3 && path[2].equals("messages") && call.is("POST");
        var fault = new WireFault(faults, limits, sends ? path[1] : null);
        var before = fault.before();
        if (before == WireFault.CUT) {
            cut(request, callback);
            return true;
        }
        var answer = before != null ? before : answer(request, call);
        var after = answer.status() == 200 ? fault.after(answer) : answer;
        if (after == WireFault.CUT) {
            cut(request, callback);
            return true;
        }
        if (sends && after.status() != 200) {
            wire.toPhone("messaggio non accettato " + after.status());
        }
        response.setStatus(after.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=UTF-8");
        response.write(true, ByteBuffer.wrap(after.body()), callback);
        return true;
    }

    private GraphAnswer answer(Request request, GraphCall call) {
        try {
            if (faults.strike(FaultKind.TOKEN_INVALID, null) != null) {
                throw GraphError.of(190, null);
            }
            tokens.check(request.getHeaders().get(HttpHeader.AUTHORIZATION), call);
            return graph.answer(call);
        } catch (GraphError refused) {
            return refused.answer();
        }
    }

    private static byte[] body(Request request) throws IOException {
        var buffer = Content.Source.asByteBuffer(request);
        if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.array().length == buffer.remaining()) {
            return buffer.array();
        }
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Map<String, String> query(Request request) {
        if (request.getHttpURI().getQuery() == null) {
            return Map.of();
        }
        var query = new HashMap<String, String>();
        Request.extractQueryParameters(request, StandardCharsets.UTF_8).forEach(it -> query.put(it.getName(), it.getValue()));
        return query;
    }

    /** Closes the connection without a word. */
    private static void cut(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EofException("Cut on purpose"));
    }
}

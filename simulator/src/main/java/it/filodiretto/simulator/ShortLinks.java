// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /{phone-number-id}/message_qrdls}: short links with a text typed in, and the pictures of their codes. */
final class ShortLinks {

    private static final int MOST = 2_000;
    private static final AtomicLong LAST = new AtomicLong(0x4f2a_1000L);

    private static final java.util.regex.Pattern FORMAT = java.util.regex.Pattern.compile("qr_image_url\\.format\\((SVG|PNG)\\)");

    private final Map<String, String> texts = new ConcurrentSkipListMap<>();

    /** The text behind a code. */
    @Nullable String text(String code) {
        return texts.get(code);
    }

    static String address(String code) {
        return "https://wa.me/message/" + code;
    }

    /** @param root where the simulator is */
    GraphAnswer answer(GraphCall call, String root) {
        var code = call.path().size() > 2 ? call.path().get(2) : "";
        return switch (call.method()) {
            case "POST" -> write(call, root);
            case "GET" -> list(code, call, root);
            case "DELETE" -> {
                if (texts.remove(code) == null) {
                    throw Graph.unknown(call);
                }
                yield GraphAnswer.success();
            }
            default -> throw Graph.unknown(call);
        };
    }

    private GraphAnswer write(GraphCall call, String root) {
        var json = call.body().length == 0 ? Json.object() : call.json();
        var text = Json.text(json, "prefilled_message", call.query().getOrDefault("prefilled_message", ""));
        var known = Json.text(json, "code", call.query().get("code") == null ? "" : call.query().get("code"));
        if (text.isBlank() || text.length() > 140) {
            throw GraphError.of(100, "prefilled_message has 1 to 140 characters");
        }
        if (known.isEmpty() && texts.size() >= MOST) {
            throw GraphError.of(100, "A number has 2000 short links at most");
        }
        if (!known.isEmpty() && !texts.containsKey(known)) {
            throw Graph.unknown(call);
        }
        var code = known.isEmpty() ? Long.toString(LAST.incrementAndGet(), 36).toUpperCase(java.util.Locale.ROOT) + "FILO" : known;
        texts.put(code, text);
        return GraphAnswer.ok(view(code, Json.text(json, "generate_qr_image", call.query().getOrDefault("generate_qr_image", "")), root));
    }

    private GraphAnswer list(String code, GraphCall call, String root) {
        var body = Json.object();
        var data = body.putArray("data");
        var format = FORMAT.matcher(call.query().getOrDefault("fields", ""));
        var picture = format.find() ? format.group(1) : "";
        texts.keySet().stream().filter(it -> code.isEmpty() || it.equals(code)).forEach(it -> data.add((tools.jackson.databind.JsonNode) view(it, picture, root)));
        return GraphAnswer.ok(body);
    }

    private ObjectNode view(String code, String picture, String root) {
        var view = Json.object().put("code", code).put("prefilled_message", texts.get(code)).put("deep_link_url", address(code));
        if (picture.equals("SVG") || picture.equals("PNG")) {
            view.put("qr_image_url", root + "/_qr/" + code + "." + picture.toLowerCase(java.util.Locale.ROOT));
        }
        return view;
    }

    Map<String, String> all() {
        return texts;
    }

    void restore(String code, String text) {
        texts.put(code, text);
        var counted = code.replaceFirst("FILO$", "").toLowerCase(java.util.Locale.ROOT);
        if (counted.matches("[0-9a-z]{1,12}")) {
            LAST.accumulateAndGet(Long.parseLong(counted, 36), Math::max);
        }
    }
}

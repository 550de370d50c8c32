// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Media: upload, lookup, and the bytes themselves below {@code /_media/}. */
final class MediaEndpoints {

    /** A stored file. */
    record Medium(String mimeType, byte[] bytes) {}

    private final Map<String, Medium> byId = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(1_950_000_000_000_000L);
    private final Supplier<String> root;

    MediaEndpoints(Supplier<String> root) {
        this.root = root;
    }

    String store(String mimeType, byte[] bytes) {
        var id = Long.toString(lastId.incrementAndGet());
        byId.put(id, new Medium(mimeType, bytes));
        return id;
    }

    @Nullable Medium find(String id) {
        return byId.get(id);
    }

    boolean knows(String id) {
        return byId.containsKey(id);
    }

    GraphAnswer upload(Account account, GraphCall call) {
        if (!call.is("POST")) {
            throw Graph.unknown(call);
        }
        var file = MultipartFile.read(call.contentType(), call.body());
        if (file == null) {
            throw GraphError.of(100, "The parameter file is required.");
        }
        return GraphAnswer.ok(Json.object().put("id", store(file.mimeType(), file.bytes())));
    }

    GraphAnswer answer(String id, GraphCall call) {
        var medium = byId.get(id);
        if (medium == null) {
            throw Graph.unknown(call);
        }
        if (call.is("DELETE")) {
            byId.remove(id);
            return GraphAnswer.success();
        }
        return GraphAnswer.ok(Json.object().put("messaging_product", "whatsapp").put("url", root.get() + "/_media/" + id)
                .put("mime_type", medium.mimeType).put("sha256", HexFormat.of().formatHex(digest(medium.bytes))).put("file_size", medium.bytes.length).put("id", id));
    }

    /** As webhooks spell it. */
    static String sha256Base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest(bytes));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}

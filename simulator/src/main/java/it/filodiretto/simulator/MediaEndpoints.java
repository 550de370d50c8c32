// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;

/** Media on Graph: upload, look-up, deletion. The bytes are fetched at {@link MediaHandler}. */
final class MediaEndpoints {

    private static final long LARGEST = 100L * 1024 * 1024;

    private final Media media;
    private final Faults faults;

    MediaEndpoints(Media media, Faults faults) {
        this.media = media;
        this.faults = faults;
    }

    boolean knows(String id) {
        return media.find(id) != null;
    }

    GraphAnswer upload(Account account, GraphCall call) {
        if (!call.is("POST")) {
            throw Graph.unknown(call);
        }
        var failing = faults.strike(FaultKind.MEDIA_UPLOAD, account.phoneNumberId());
        if (failing != null) {
            throw GraphError.of(failing.code() == 0 ? 131053 : failing.code(), "The simulator was told to refuse this upload.");
        }
        var file = MultipartFile.read(call.contentType(), call.body());
        if (file == null) {
            throw GraphError.of(100, "The parameter file is required.");
        }
        check(file);
        return GraphAnswer.ok(Json.object().put("id", media.uploaded(file.mimeType(), file.bytes()).id()));
    }

    private static void check(MultipartFile file) {
        var kind = MediaKind.of(file.mimeType()).orElseThrow(() -> GraphError.of(
                100, "Param file must be a file with one of the following types: audio/aac, audio/mp4, … Received file of type '"
                        + file.mimeType() + "'."));
        if (file.bytes().length == 0) {
            throw GraphError.of(100, "The file is empty.");
        }
        if (file.bytes().length > Math.min(kind.largest(), LARGEST)) {
            throw GraphError.of(131053, "The file is larger than " + kind.largest() + " bytes, the most for " + kind.key() + ".");
        }
    }

    GraphAnswer answer(Accounts accounts, String id, GraphCall call) {
        var medium = media.find(id);
        var asking = call.query().get("phone_number_id");
        if (medium == null || asking != null && accounts.number(asking) == null) {
            throw Graph.unknown(call);
        }
        if (call.is("DELETE")) {
            media.delete(id);
            return GraphAnswer.success();
        }
        var rules = media.rules();
        var body = Json.object().put("messaging_product", "whatsapp").put("url", address(medium)).put("mime_type", medium.mimeType())
                .put("sha256", rules.hexHash() ? medium.sha256Hex() : medium.sha256Base64());
        if (rules.sizeAsText()) {
            body.put("file_size", Integer.toString(medium.bytes().length));
        } else {
            body.put("file_size", medium.bytes().length);
        }
        return GraphAnswer.ok(body.put("id", id));
    }

    private String address(Medium medium) {
        var address = media.address(medium);
        return faults.strike(FaultKind.MEDIA_ELSEWHERE, null) == null ? address
                : "https://media.example.org" + URI.create(address).getRawPath() + "?" + URI.create(address).getRawQuery();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The bytes of media in a folder beside the file, each written once; what became of them stands in the file. */
final class MediaFiles {

    private final Path folder;
    private final Media media;

    MediaFiles(Path file, Media media) {
        this.folder = file.resolveSibling(file.getFileName() + ".media");
        this.media = media;
    }

    void write(ArrayNode list) throws IOException {
        for (var it : media.all()) {
            var bytes = folder.resolve(it.id());
            if (!Files.exists(bytes)) {
                Files.createDirectories(folder);
                Files.write(bytes, it.bytes());
            }
            list.addObject().put("id", it.id()).put("mime_type", it.mimeType()).put("inbound", it.inbound()).put("stored_at", it.storedAt().toString());
        }
    }

    /** What was deleted or has died is not in the list: its bytes go. */
    void load(JsonNode list) throws IOException {
        for (var it : list) {
            var bytes = folder.resolve(Json.text(it, "id", "").replaceAll("\\D", ""));
            if (Files.isRegularFile(bytes)) {
                media.restore(new Medium(
                        Json.text(it, "id", ""), Json.text(it, "mime_type", ""), Files.readAllBytes(bytes), it.path("inbound").asBoolean(false),
                        Instant.parse(Json.text(it, "stored_at", "1970-01-01T00:00:00Z"))));
            }
        }
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var bytes : files.filter(it -> media.find(it.getFileName().toString()) == null).toList()) {
                    Files.delete(bytes);
                }
            }
        }
    }
}

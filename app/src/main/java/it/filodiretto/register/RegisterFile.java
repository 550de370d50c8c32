// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import it.filodiretto.municipality.Municipality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A register to hand over, whole or from some entry on:
 *
 * <pre>{@code {"format":"filodiretto-register-1","town":"bientina", … ,"entries":[
 *   {"number":1,"previous":"000…","content":{"at":"2026-11-22T10:00:00Z","kind":"started", …},"hash":"9f2…"},
 *   {"number":2,"previous":"9f2…","content_hash":"77a…","hash":"c01…"}]}}</pre>
 *
 * {@code content_hash} stands in the place of a content that is not handed over; the chain can be followed all the same.
 */
record RegisterFile(Municipality town, List<RegisterEntry> entries, Instant at) {

    static final String FORMAT = "filodiretto-register-1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param whole which entries' contents are in it */
    String json(Predicate<RegisterEntry> whole) {
        var file = new LinkedHashMap<String, Object>();
        file.put("format", FORMAT);
        file.put("town", town.slug());
        file.put("name", town.name());
        file.put("exported_at", at.truncatedTo(ChronoUnit.SECONDS).toString());
        file.put("how_to_verify", "java RegisterVerifier.java FILE (or the command verify-register); hash = SHA-256(number LF previous LF SHA-256(content as JSON, keys sorted, no blanks))");
        file.put("entries", entries.stream().map(it -> line(it, whole.test(it))).toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
    }

    private static Map<String, Object> line(RegisterEntry entry, boolean whole) {
        var line = new LinkedHashMap<String, Object>();
        line.put("number", entry.number());
        line.put("previous", entry.previous());
        if (whole) {
            line.put("content", entry.content());
        } else {
            line.put("content_hash", RegisterChain.contentHash(entry.content()));
        }
        line.put("hash", entry.hash());
        return line;
    }
}

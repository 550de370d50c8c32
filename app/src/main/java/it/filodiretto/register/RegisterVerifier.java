// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code bin/verify-register FILE}: follows the chain of an exported register, with nothing but the file. Exit codes: 0 unbroken,
 * 1 broken, 2 no such file or no register, 64 wrong usage.
 */
public final class RegisterVerifier {

    /** @param broken false: unbroken */
    record Verdict(boolean broken, String words) {}

    private RegisterVerifier() {}

    static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Usage: bin/verify-register FILE (a register or the evidence of a notice, as JSON)");
            System.exit(64);
        }
        try {
            var verdict = verify(Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8));
            System.out.println(verdict.words());
            System.exit(verdict.broken() ? 1 : 0);
        } catch (IOException | JacksonException | ClassCastException | IllegalArgumentException e) {
            System.err.println(arguments[0] + " cannot be read as a register of Filodiretto: " + e.getMessage());
            System.exit(2);
        }
    }

    /** @throws JacksonException if it is no JSON; @throws IllegalArgumentException if it is no register */
    static Verdict verify(String json) {
        var file = RegisterChain.read(json);
        if (!RegisterFile.FORMAT.equals(file.get("format")) || !(file.get("entries") instanceof List<?> entries)) {
            throw new IllegalArgumentException("its format is not " + RegisterFile.FORMAT);
        }
        @Nullable Map<?, ?> before = null;
        for (var each : entries) {
            var entry = (Map<?, ?>) Objects.requireNonNull(each);
            var flaw = flaw(entry, before, file.get("town"));
            if (flaw != null) {
                return new Verdict(true, "BROKEN at entry " + entry.get("number") + ": " + flaw);
            }
            before = entry;
        }
        return new Verdict(false, before == null ? "Unbroken, but it has no entry."
            : "Unbroken: " + entries.size() + " entries of " + file.get("town") + ", the last is number " + before.get("number") + " with the hash " + before.get("hash"));
    }

    /** What is wrong with an entry; null: nothing. */
    private static @Nullable String flaw(Map<?, ?> entry, @Nullable Map<?, ?> before, @Nullable Object town) {
        if (!(entry.get("number") instanceof Number number) || !(entry.get("previous") instanceof String previous)) {
            return "it has no number, or no hash of the entry before.";
        }
        if (before == null && number.longValue() == 1 && !previous.equals(RegisterChain.BEGINNING)) {
            return "it is the first of all, and yet names one before.";
        }
        if (before != null && number.longValue() != ((Number) Objects.requireNonNull(before.get("number"))).longValue() + 1) {
            return "it follows number " + before.get("number") + ": entries are missing or out of order.";
        }
        if (before != null && !previous.equals(before.get("hash"))) {
            return "the hash it names is not that of the entry before.";
        }
        if (!RegisterChain.link(number.longValue(), previous, contentHash(entry)).equals(entry.get("hash"))) {
            return "its content, number or hash is not what was written.";
        }
        return entry.get("content") instanceof Map<?, ?> content && !Objects.equals(content.get("town"), town) ? "it is of another town, " + content.get("town") + "." : null;
    }

    @SuppressWarnings("unchecked")
    private static String contentHash(Map<?, ?> entry) {
        return entry.get("content") instanceof Map<?, ?> content ? RegisterChain.contentHash((Map<String, ?>) content) : String.valueOf(entry.get("content_hash"));
    }
}

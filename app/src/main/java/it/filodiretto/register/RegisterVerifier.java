// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code java RegisterVerifier.java FILE}: follows the chain of an exported register with this one file and a Java of its own,
 * 25 or newer; nothing else of the program, no library, no network. Exit codes: 0 unbroken, 1 broken, 2 no such file or no
 * register, 64 wrong usage. {@code bin/verify-register} does just that.
 *
 * <p>The hash of an entry is SHA-256 over its number, the hash before and the SHA-256 of its content, a line each; a content is
 * JSON with sorted keys and without blanks.
 */
public final class RegisterVerifier {

    private static final String FORMAT = "filodiretto-register-1";
    private static final String BEGINNING = "0".repeat(64);

    /** @param broken false: unbroken */
    record Verdict(boolean broken, String words) {}

    private RegisterVerifier() {}

    static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("Usage: verify-register FILE (a register or the evidence of a notice, as JSON)");
            System.exit(64);
        }
        try {
            var verdict = verify(Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8));
            System.out.println(verdict.words());
            System.exit(verdict.broken() ? 1 : 0);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(arguments[0] + " cannot be read as a register of Filodiretto: " + e.getMessage());
            System.exit(2);
        }
    }

    /** @throws IllegalArgumentException if it is no JSON, or no register */
    static Verdict verify(String json) {
        if (!(new Reader(json).whole() instanceof Map<?, ?> file) || !FORMAT.equals(file.get("format")) || !(file.get("entries") instanceof List<?> entries)) {
            throw new IllegalArgumentException("its format is not " + FORMAT);
        }
        var town = String.valueOf(file.get("town"));
        long number = 0;
        String before = "";
        for (var each : entries) {
            if (!(each instanceof Map<?, ?> entry)) {
                throw new IllegalArgumentException("an entry is none");
            }
            var flaw = flaw(entry, number, before, town);
            if (flaw.isPresent()) {
                return new Verdict(true, "BROKEN at entry " + String.valueOf(entry.get("number")) + ": " + flaw.get());
            }
            number = number(entry);
            before = String.valueOf(entry.get("hash"));
        }
        return new Verdict(false, entries.isEmpty() ? "Unbroken, but it has no entry."
            : "Unbroken: " + entries.size() + " entries of " + town + ", the last is number " + number + " with the hash " + before);
    }

    /** What is wrong with an entry; empty: nothing. @param last number of the one before, 0: there is none here @param hash of the one before */
    private static Optional<String> flaw(Map<?, ?> entry, long last, String hash, String town) {
        long number = number(entry);
        if (number < 1 || !(entry.get("previous") instanceof String previous)) {
            return Optional.of("it has no number, or no hash of the entry before.");
        }
        if (last == 0 && number == 1 && !previous.equals(BEGINNING)) {
            return Optional.of("it is the first of all, and yet names one before.");
        }
        if (last > 0 && number != last + 1) {
            return Optional.of("it follows number " + last + ": entries are missing or out of order.");
        }
        if (last > 0 && !previous.equals(hash)) {
            return Optional.of("the hash it names is not that of the entry before.");
        }
        var content = entry.get("content") instanceof Map<?, ?> whole ? sha256(canonical(whole)) : String.valueOf(entry.get("content_hash"));
        if (!sha256(number + "\n" + previous + "\n" + content).equals(entry.get("hash"))) {
            return Optional.of("its content, number or hash is not what was written.");
        }
        return entry.get("content") instanceof Map<?, ?> whole && !town.equals(whole.get("town"))
            ? Optional.of("it is of another town, " + whole.get("town") + ".") : Optional.empty();
    }

    /** 0: it has none. */
    private static long number(Map<?, ?> entry) {
        return entry.get("number") instanceof Bare(var text) && text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : 0;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** As it was hashed: keys sorted, no blanks. Objects are read sorted. */
    private static String canonical(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream().map(it -> quoted(String.valueOf(it.getKey())) + ":" + canonical(it.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(RegisterVerifier::canonical).collect(Collectors.joining(",", "[", "]"));
            case Bare(var text) -> text;
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (char it : text.toCharArray()) {
            int named = "\b\t\n\f\r\"\\".indexOf(it);
            out.append(named >= 0 ? "\\" + "btnfr\"\\".charAt(named) : it < ' ' ? "\\u%04X".formatted((int) it) : String.valueOf(it));
        }
        return out.append('"').toString();
    }

    /** A number, {@code true}, {@code false} or {@code null}, as it stands in the file. */
    private record Bare(String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    /** Reads JSON (RFC 8259), strictly: objects as sorted maps, no key twice. */
    private static final class Reader {

        private static final int DEEPEST = 100;
        private static final Pattern BARE = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null");

        private final String json;
        private int at;
        private int depth;

        Reader(String json) {
            this.json = json;
        }

        Object whole() {
            var value = value();
            if (next() != 0) {
                throw wrong("something follows the end");
            }
            return value;
        }

        private Object value() {
            if (depth++ > DEEPEST) {
                throw wrong("too deep");
            }
            var value = switch (next()) {
                case '{' -> object();
                case '[' -> list();
                case '"' -> text();
                default -> bare();
            };
            depth--;
            return value;
        }

        private Map<String, Object> object() {
            var object = new TreeMap<String, Object>();
            at++;
            while (next() != '}') {
                separate(object.isEmpty());
                if (next() != '"') {
                    throw wrong("a name is missing");
                }
                var name = text();
                expect(':');
                if (object.put(name, value()) != null) {
                    throw wrong("twice the name " + name);
                }
            }
            at++;
            return object;
        }

        private List<Object> list() {
            var list = new ArrayList<Object>();
            at++;
            while (next() != ']') {
                separate(list.isEmpty());
                list.add(value());
            }
            at++;
            return list;
        }

        private void separate(boolean first) {
            if (!first) {
                expect(',');
            }
        }

        private Bare bare() {
            var found = BARE.matcher(json).region(at, json.length());
            if (!found.lookingAt()) {
                throw wrong("no value");
            }
            at = found.end();
            return new Bare(found.group());
        }

        private String text() {
            var out = new StringBuilder();
            for (at++; here() != '"'; at++) {
                if (here() < ' ') {
                    throw wrong("a text does not end");
                }
                out.append(here() == '\\' ? escaped() : here());
            }
            at++;
            return out.toString();
        }

        private char escaped() {
            at++;
            int named = "btnfr\"\\/".indexOf(here());
            if (named >= 0) {
                return "\b\t\n\f\r\"\\/".charAt(named);
            }
            if (here() != 'u' || at + 4 >= json.length() || !json.substring(at + 1, at + 5).matches("[0-9a-fA-F]{4}")) {
                throw wrong("no such escape");
            }
            at += 4;
            return (char) Integer.parseInt(json.substring(at - 3, at + 1), 16);
        }

        private void expect(char wanted) {
            if (next() != wanted) {
                throw wrong(wanted + " is missing");
            }
            at++;
        }

        /** The next sign that is no blank; 0: there is none. */
        private char next() {
            while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
                at++;
            }
            return here();
        }

        private char here() {
            return at < json.length() ? json.charAt(at) : 0;
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("no JSON at character " + at + ": " + what);
        }
    }
}

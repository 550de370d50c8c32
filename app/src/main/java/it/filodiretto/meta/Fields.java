// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads Meta's JSON as tolerantly as it must be read: a missing or odd field is null, never an exception. */
public final class Fields {

    /** Deeper than {@link BodySyntax} lets through: an element that is set aside is wrapped once more. */
    private static final int DEPTH = 2 * BodySyntax.DEPTH;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEPTH).build())
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH)
            .maxStringLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).build())
        .build()).build();

    private static final Pattern TIME = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,9})?");

    private Fields() {}

    /** Text or a number, as text that PostgreSQL can hold; null if there is none, or it is empty. */
    public static @Nullable String text(JsonNode node, String... path) {
        var value = at(node, path);
        if (!value.isString() && !value.isNumber()) {
            return null;
        }
        var text = value.isString() ? clean(value.stringValue()) : value.asString();
        return text.isEmpty() ? null : text;
    }

    /** As {@link #text}, or something else if there is none. */
    public static String textOr(JsonNode node, String field, String otherwise) {
        var found = text(node, field);
        return found == null ? otherwise : found;
    }

    static JsonNode at(JsonNode node, String... path) {
        var found = node;
        for (var step : path) {
            found = found.path(step);
        }
        return found;
    }

    /** The elements of an array; none if it is something else. */
    public static List<JsonNode> list(JsonNode node, String field) {
        var value = node.path(field);
        return value.isArray() ? StreamSupport.stream(value.spliterator(), false).toList() : List.of();
    }

    public static Stream<JsonNode> stream(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
    }

    /** Seconds since 1970, as text or number; milliseconds and microseconds have been seen. */
    public static Instant time(JsonNode node, String field, Instant otherwise) {
        var text = text(node, field);
        if (text == null || !TIME.matcher(text).matches()) {
            return otherwise;
        }
        int point = text.indexOf('.');
        long number = Long.parseLong(text, 0, point < 0 ? text.length() : point, 10);
        if (number <= 0) {
            return otherwise;
        }
        return number < 100_000_000_000L ? Instant.ofEpochSecond(number)
            : number < 100_000_000_000_000L ? Instant.ofEpochMilli(number)
            : Instant.ofEpochMilli(number / 1000);
    }

    /** As {@link #time}, but never in the future: a window opened, or a word that decides, by a clock ahead of ours would stand for ever. */
    public static Instant past(JsonNode node, String field, Instant receivedAt) {
        var time = time(node, field, receivedAt);
        return time.isAfter(receivedAt) ? receivedAt : time;
    }

    /** Without what PostgreSQL and UTF-8 cannot hold: the zero character, halves of surrogate pairs. */
    static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(it -> clean.appendCodePoint(it == 0 || it >= 0xD800 && it <= 0xDFFF ? 0xFFFD : it));
        return clean.toString();
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}

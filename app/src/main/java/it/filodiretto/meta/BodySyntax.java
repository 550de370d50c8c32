// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Whether bytes are one well-formed JSON object in UTF-8, at most 1,000 deep. Of the meaning it reads one hint. */
public final class BodySyntax {

    static final int DEPTH = 1000;

    /** Keys below which a citizen's own word comes: such a body is handled before others. */
    private static final Set<String> URGENT = Set.of("messages", "user_preferences");

    private static final JsonFactory JSON = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH)
            .maxStringLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).build())
        .build();

    private BodySyntax() {}

    public enum Verdict { MALFORMED, ORDINARY, URGENT }

    public static Verdict check(byte[] body, int length) {
        if (length == 0 || !isUtf8(body, length)) {
            return Verdict.MALFORMED;
        }
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Verdict.MALFORMED;
            }
            var urgent = false;
            for (int depth = 1; depth > 0;) {
                var token = parser.nextToken();
                if (token == null) {
                    return Verdict.MALFORMED;
                }
                switch (token) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    case PROPERTY_NAME -> urgent = urgent || URGENT.contains(parser.currentName());
                    default -> { }
                }
            }
            return parser.nextToken() != null ? Verdict.MALFORMED : urgent ? Verdict.URGENT : Verdict.ORDINARY;
        } catch (JacksonException | IllegalStateException _) {
            return Verdict.MALFORMED;
        }
    }

    /** Strictly, without a byte order mark. A zero byte is never well-formed, and would make the parser guess UTF-16. */
    private static boolean isUtf8(byte[] body, int length) {
        var ascii = true;
        for (int i = 0; i < length; i++) {
            if (body[i] == 0) {
                return false;
            }
            ascii &= body[i] > 0;
        }
        if (ascii) {
            return true;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, 0, length)).charAt(0) != '\uFEFF';
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}

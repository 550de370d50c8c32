// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Message contents as the database keeps them. Its own mapper: what is stored must not change with the API's settings. */
public final class ContentJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ContentJson() {}

    public static @Nullable String write(@Nullable Object content) {
        return content == null ? null : MAPPER.writeValueAsString(content);
    }

    public static MessageContent readOutgoing(String json) {
        return read(json, MessageContent.class);
    }

    public static InboundContent readInbound(String json) {
        return read(json, InboundContent.class);
    }

    public static @Nullable Provenance readProvenance(@Nullable String json) {
        return json == null ? null : read(json, Provenance.class);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalStateException("A stored message content cannot be read as " + type.getSimpleName(), e);
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a citizen sent. Only {@link Text} can be a keyword: not a button's title, nor a quoted text. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InboundContent.Text.class, name = "text"),
    @JsonSubTypes.Type(value = InboundContent.Tap.class, name = "tap"),
    @JsonSubTypes.Type(value = InboundContent.Other.class, name = "other")
})
public sealed interface InboundContent {

    /** As lists and bubbles show it, in Italian. */
    String words();

    record Text(String body) implements InboundContent {

        @Override
        public String words() {
            return body;
        }
    }

    /** A button or a row of a list was chosen. @param id the one we gave it */
    record Tap(String id, String title) implements InboundContent {

        @Override
        public String words() {
            return title;
        }
    }

    /** A kind that is kept and named but not shown yet. @param type the channel's own word; {@code name} in Italian */
    record Other(String type, String name) implements InboundContent {

        @Override
        public String words() {
            return "[" + name + "]";
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import it.filodiretto.municipality.MetaCategory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one message to a citizen says, whatever the channel. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MessageContent.Text.class, name = "text"),
    @JsonSubTypes.Type(value = MessageContent.Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = MessageContent.Template.class, name = "template")
})
public sealed interface MessageContent {

    /** The words as the person reads them: for lists, previews and search. */
    String words();

    /** @param body 1 to 4096 characters, WhatsApp's limit; plain text, line breaks kept */
    record Text(String body) implements MessageContent {

        public Text {
            requireLength("body", body, 4096);
        }

        @Override
        public String words() {
            return body;
        }
    }

    /** @param buttons 1 to 3: what WhatsApp shows below the question */
    record Choice(String question, List<Button> buttons) implements MessageContent {

        public Choice {
            requireLength("question", question, 1024);
            buttons = List.copyOf(buttons);
            if (buttons.isEmpty() || buttons.size() > 3) {
                throw new IllegalArgumentException("A choice has 1 to 3 buttons, not " + buttons.size());
            }
        }

        @Override
        public String words() {
            return question;
        }
    }

    /** @param id up to 256 characters, comes back when it is tapped; {@code title} up to 20, what is read */
    record Button(String id, String title) {

        public Button {
            requireLength("button id", id, 256);
            requireLength("button title", title, 20);
        }
    }

    /**
     * A text approved by Meta beforehand: the only content that may open a conversation or reopen an expired one.
     *
     * @param language Meta's code, {@code it}
     * @param parameters by name, in the order of the text; no line break, tab or four spaces in a row (error 132018)
     * @param words the template's text with the parameters in their places, as the person will read it
     * @param category as Meta classifies and prices it; null: not known
     */
    record Template(String name, String language, List<Parameter> parameters, String words, @Nullable MetaCategory category)
            implements MessageContent {

        public Template {
            parameters = List.copyOf(parameters);
        }

        /** Of a category that is not known. */
        public Template(String name, String language, List<Parameter> parameters, String words) {
            this(name, language, parameters, words, null);
        }
    }

    /** One blank of a template, filled. */
    record Parameter(String name, String value) {}

    private static void requireLength(String what, String text, int limit) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > limit) {
            throw new IllegalArgumentException("The " + what + " has 1 to " + limit + " characters, not " + text.length());
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.messaging.MessageContent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current municipality's approved texts, to be filled in for one person. The channel that has such texts implements it. */
public interface TemplateForms {

    /** Those that may be sent now. */
    List<TemplateForm> usable();

    /**
     * @param values by the fields of its blanks
     * @param header a file or place that it wants above its text
     * @throws it.filodiretto.messaging.ContentFlaw why it cannot go like that
     */
    MessageContent.Template filled(TemplateForm form, Map<String, String> values, MessageContent.@Nullable Header header);

    /**
     * @param words as people read it, the blanks in brackets
     * @param media which kind of file it has above its text; null: none
     * @param place it has a place above its text
     */
    record TemplateForm(String name, String language, String words, List<Blank> blanks, MessageContent.@Nullable Kind media, boolean place) {

        public TemplateForm {
            blanks = List.copyOf(blanks);
        }
    }

    /** @param field its name in a form; {@code label} in Italian */
    record Blank(String field, String label) {}
}

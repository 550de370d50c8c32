// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a written template has above and below its text.
 *
 * @param format of the header: {@code TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION}; empty: none
 * @param header its text, with at most one blank
 * @param buttons one to a line, see {@link TemplateButton}
 */
public record TemplateExtras(String format, String header, String buttons) {

    static final TemplateExtras NONE = new TemplateExtras("", "", "");
    private static final int LONGEST_HEADER = 60;
    private static final int MOST_BUTTONS = 10;

    public TemplateExtras {
        header = header.strip();
        buttons = buttons.replace("\r\n", "\n").strip();
    }

    static TemplateExtras of(@Nullable TemplateDefinition definition) {
        return definition == null ? NONE : new TemplateExtras(definition.headerFormat() == null ? "" : definition.headerFormat(),
            definition.headerText() == null ? "" : definition.headerText(), String.join("\n", definition.actions().stream().filter(it -> !it.isOfShops()).map(TemplateButton::line).toList()));
    }

    /** Meta's reviewers must see a file like those to come. */
    boolean wantsSample() {
        return format.equals("IMAGE") || format.equals("VIDEO") || format.equals("DOCUMENT");
    }

    List<TemplateButton> buttonList() {
        return buttons.lines().map(String::strip).filter(it -> !it.isEmpty()).map(TemplateButton::typed).toList();
    }

    /** What Meta would refuse, in Italian. */
    List<String> flaws() {
        var flaws = new ArrayList<String>();
        var list = buttonList();
        if (TemplateHeaders.ALL.stream().noneMatch(it -> it.format().equals(format))) {
            flaws.add("Scegli che cosa sta sopra il testo.");
        }
        if (format.equals("TEXT") && (header.isEmpty() || header.length() > LONGEST_HEADER || TemplateDefinition.blanks(header).size() > 1 || header.matches("(?s).*[\\n*_~`].*"))) {
            flaws.add("Il titolo sopra il testo ha da 1 a 60 caratteri, al massimo un campo, e niente grassetto o corsivo.");
        }
        if (list.size() > MOST_BUTTONS) {
            flaws.add("I pulsanti sono al massimo 10, e qui sono " + list.size() + ".");
        }
        if (list.stream().map(TemplateButton::title).distinct().count() < list.size()) {
            flaws.add("Due pulsanti hanno le stesse parole.");
        }
        list.forEach(it -> it.flaw().ifPresent(flaws::add));
        return flaws;
    }

    /** @param examples by blank; @param handle of the sample, if one is wanted */
    void writeHeader(ArrayNode components, Map<String, String> examples, @Nullable String handle) {
        if (format.isEmpty()) {
            return;
        }
        var json = components.addObject().put("type", "HEADER").put("format", format);
        if (format.equals("TEXT")) {
            json.put("text", header);
            TemplateDefinition.blanks(header).forEach(it -> json.putObject("example").putArray("header_text_named_params").addObject()
                .put("param_name", it).put("example", examples.getOrDefault(it, it)));
        } else if (handle != null) {
            json.putObject("example").putArray("header_handle").add(handle);
        }
    }

    void writeButtons(ArrayNode components) {
        var list = buttonList();
        if (!list.isEmpty()) {
            var json = components.addObject().put("type", "BUTTONS").putArray("buttons");
            list.forEach(it -> it.write(json.addObject()));
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.meta.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A template that somebody writes. @param examples a line for each blank, {@code nome=esempio}; @param footer may be empty */
public record TemplateDraft(String name, String category, String body, String footer, String examples, TemplateExtras extras) {

    public TemplateDraft {
        name = name.strip();
        body = body.strip().replace("\r\n", "\n");
        footer = footer.strip();
    }

    /** Of a text alone. */
    TemplateDraft(String name, String category, String body, String footer, String examples) {
        this(name, category, body, footer, examples, TemplateExtras.NONE);
    }

    TemplateDraft with(TemplateExtras others) {
        return new TemplateDraft(name, category, body, footer, examples, others);
    }

    /** What Meta would refuse, in Italian; none: it may be sent. */
    public List<String> flaws() {
        var flaws = new ArrayList<String>();
        unless(flaws, name.matches("[a-z][a-z0-9_]{2,100}"), "Il nome ha solo lettere minuscole, cifre e _, per esempio rifiuti_calendario.");
        unless(flaws, category.equals("UTILITY") || category.equals("MARKETING"), "Scegli la categoria.");
        unless(flaws, !body.isEmpty() && body.length() <= TemplateDefinition.LONGEST_BODY, "Il testo ha da 1 a 1.024 caratteri, e qui sono " + body.length() + ".");
        unless(flaws, !body.matches("(?s)^\\{\\{.*|.*}}$"), "Il testo non può cominciare né finire con un campo.");
        unless(flaws, TemplateDefinition.blanks(body).stream().allMatch(it -> it.matches("[a-z][a-z_]*")), "I campi hanno un nome in lettere minuscole: {{data}}, {{via}}.");
        unless(flaws, body.replaceAll("\\{\\{.*?}}", "").split("\\s+").length > 2 * TemplateDefinition.blanks(body).size(), "Ci sono troppi campi per così poche parole.");
        unless(flaws, !body.contains("\n\n\n"), "Troppe righe vuote di seguito.");
        unless(flaws, footer.length() <= 60 && !footer.contains("{{"), "La riga in fondo ha al massimo 60 caratteri, senza campi.");
        flaws.addAll(extras.flaws());
        return flaws;
    }

    private static void unless(List<String> flaws, boolean right, String words) {
        if (!right) {
            flaws.add(words);
        }
    }

    /** @param handle of the sample for its header; null: it wants none */
    ObjectNode json(@Nullable String handle) {
        var json = Fields.MAPPER.createObjectNode().put("name", name).put("language", StandardTemplate.LANGUAGE).put("category", category)
            .put("parameter_format", "named");
        var components = json.putArray("components");
        extras.writeHeader(components, examplesByName(), handle);
        var text = components.addObject().put("type", "BODY").put("text", body);
        var blanks = TemplateDefinition.blanks(body);
        if (!blanks.isEmpty()) {
            var given = examplesByName();
            var shown = text.putObject("example").putArray("body_text_named_params");
            blanks.forEach(it -> shown.addObject().put("param_name", it).put("example", given.getOrDefault(it, it)));
        }
        if (!footer.isEmpty()) {
            components.addObject().put("type", "FOOTER").put("text", footer);
        }
        extras.writeButtons(components);
        return json;
    }

    private Map<String, String> examplesByName() {
        var given = new LinkedHashMap<String, String>();
        examples.lines().map(it -> it.split("=", 2)).filter(it -> it.length == 2 && !it[1].isBlank()).forEach(it -> given.put(it[0].strip(), it[1].strip()));
        return given;
    }
}

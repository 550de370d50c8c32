// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.channel.TemplateForms;
import it.filodiretto.messaging.ContentFlaw;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The town's templates as forms, made of what Meta says they are; what does not fit is said before Meta is called. */
@Component
class WhatsAppTemplateForms implements TemplateForms {

    private static final Pattern BLANK = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final String HEADER = "intestazione";

    private final Municipalities municipalities;
    private final TemplateTable templates;

    WhatsAppTemplateForms(Municipalities municipalities, TemplateTable templates) {
        this.municipalities = municipalities;
        this.templates = templates;
    }

    @Override
    public List<TemplateForm> usable() {
        var account = municipalities.current().whatsapp();
        return account == null ? List.of() : templates.all(account.businessAccountId()).stream()
            .filter(it -> it.status().isUsable() && !it.archived() && !it.status().category().equals("AUTHENTICATION"))
            .flatMap(it -> java.util.stream.Stream.ofNullable(it.definition()).filter(definition -> !definition.isOfShops()).map(definition -> form(it, definition))).toList();
    }

    private static TemplateForm form(StoredTemplate template, TemplateDefinition definition) {
        var blanks = new ArrayList<Blank>();
        if (definition.headerBlank() != null) {
            blanks.add(new Blank(HEADER, "Titolo: " + definition.headerBlank()));
        }
        definition.blanks().forEach(it -> blanks.add(new Blank("campo-" + it, it.substring(0, 1).toUpperCase(java.util.Locale.ITALIAN) + it.substring(1).replace('_', ' '))));
        for (int i = 0; i < definition.actions().size(); i++) {
            if (definition.actions().get(i).hasBlank()) {
                blanks.add(new Blank("pulsante-" + i, "Fine dell’indirizzo di «" + definition.actions().get(i).title() + "»"));
            }
        }
        return new TemplateForm(template.name(), template.language(), definition.preview(), blanks, media(definition), "LOCATION".equals(definition.headerFormat()));
    }

    private static MessageContent.@Nullable Kind media(TemplateDefinition definition) {
        return switch (definition.headerFormat() == null ? "" : definition.headerFormat()) {
            case "IMAGE" -> MessageContent.Kind.IMAGE;
            case "VIDEO" -> MessageContent.Kind.VIDEO;
            case "DOCUMENT" -> MessageContent.Kind.DOCUMENT;
            default -> null;
        };
    }

    @Override
    public MessageContent.Template filled(TemplateForm form, Map<String, String> values, MessageContent.@Nullable Header header) {
        var stored = templates.find(municipalities.current().requireWhatsapp().businessAccountId(), form.name(), form.language());
        var definition = stored.map(StoredTemplate::definition).orElseThrow(() -> new ContentFlaw("Il modello «" + form.name() + "» non c’è più."));
        var parameters = definition.blanks().stream().map(it -> new MessageContent.Parameter(it, values.getOrDefault("campo-" + it, "").strip())).toList();
        var title = definition.headerBlank();
        var top = title == null ? header : new MessageContent.Header(new MessageContent.Parameter(title, values.getOrDefault(HEADER, "").strip()), null, null);
        var buttons = new ArrayList<MessageContent.ButtonValue>();
        for (int i = 0; i < definition.actions().size(); i++) {
            if (definition.actions().get(i).hasBlank()) {
                buttons.add(new MessageContent.ButtonValue(i, false, values.getOrDefault("pulsante-" + i, "").strip()));
            }
        }
        var template = new MessageContent.Template(form.name(), form.language(), parameters, words(definition, values),
            "MARKETING".equals(stored.get().status().category()) ? MetaCategory.MARKETING : MetaCategory.UTILITY, top, buttons);
        var misfit = definition.misfit(template);
        ContentFlaw.unless(misfit == null, String.valueOf(misfit));
        return template;
    }

    /** As the person reads it. */
    private static String words(TemplateDefinition definition, Map<String, String> values) {
        var parts = new ArrayList<String>();
        if ("TEXT".equals(definition.headerFormat()) && definition.headerText() != null) {
            parts.add("*" + BLANK.matcher(definition.headerText()).replaceAll(_ -> Matcher.quoteReplacement(values.getOrDefault(HEADER, ""))) + "*");
        }
        parts.add(BLANK.matcher(definition.body()).replaceAll(it -> Matcher.quoteReplacement(TemplateText.fold(values.getOrDefault("campo-" + it.group(1), "")))));
        if (definition.footer() != null) {
            parts.add(definition.footer());
        }
        return String.join("\n", parts);
    }
}

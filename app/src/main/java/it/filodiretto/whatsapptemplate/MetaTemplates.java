// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.meta.Fields;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is asked of Meta about an account's templates. Each call throws {@link it.filodiretto.meta.MetaTrouble} if it is refused, or Meta cannot be reached. */
@Component
public class MetaTemplates {

    private static final int MOST_PAGES = 30;

    private final MetaAccount meta;

    public MetaTemplates(MetaAccount meta) {
        this.meta = meta;
    }

    /** All that the account has, in whatever language. */
    public List<StoredTemplate> templates(WhatsAppAccount account) {
        var found = new ArrayList<StoredTemplate>();
        String after = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            var answer = meta.get(account, account.businessAccountId() + "/message_templates?fields=id,name,language,status,category,rejected_reason,"
                + "quality_score,parameter_format,components&limit=250" + (after == null ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8)));
            Fields.list(answer, "data").forEach(it -> found.add(template(it)));
            after = Fields.text(answer, "paging", "cursors", "after");
            if (after == null || Fields.text(answer, "paging", "next") == null) {
                break;
            }
        }
        return found;
    }

    private static StoredTemplate template(JsonNode one) {
        var status = new TemplateStatus(Fields.textOr(one, "name", ""), Fields.textOr(one, "category", ""), Fields.textOr(one, "status", "UNKNOWN"),
            Fields.text(one, "rejected_reason"));
        return new StoredTemplate(Fields.textOr(one, "language", ""), Fields.text(one, "id"), status, Fields.text(one, "quality_score", "score"),
            TemplateDefinition.read(one), false);
    }

    /** @param handle of the sample for its header; null: it wants none */
    public void createTemplate(WhatsAppAccount account, TemplateDraft draft, @Nullable String handle) {
        meta.post(account, account.businessAccountId() + "/message_templates", draft.json(handle));
    }

    /** @param accepted Meta lets nobody change the category of an accepted one; @param handle of the sample for its header; null: it wants none */
    void editTemplate(WhatsAppAccount account, String templateId, TemplateDraft draft, boolean accepted, @Nullable String handle) {
        var body = draft.json(handle);
        body.remove(List.of("name", "language", "parameter_format"));
        if (accepted) {
            body.remove("category");
        }
        meta.post(account, templateId, body);
    }

    /** In all languages. */
    void deleteTemplate(WhatsAppAccount account, String name) {
        meta.delete(account, account.businessAccountId() + "/message_templates?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    /** Asks for the template's approval. @param sample handle of a picture like those in its header; null: it has none */
    TemplateStatus create(WhatsAppAccount account, Municipality town, StandardTemplate template, @Nullable String sample) {
        var body = Fields.MAPPER.createObjectNode().put("name", template.templateName()).put("language", StandardTemplate.LANGUAGE)
            .put("category", template.category().name()).put("parameter_format", "named");
        var components = body.putArray("components");
        if (sample != null) {
            components.add(pictureHeader(sample));
        }
        var text = components.addObject().put("type", "BODY").put("text", template.body(town));
        var examples = text.putObject("example").putArray("body_text_named_params");
        StandardTemplate.BLANKS.forEach(it -> examples.addObject().put("param_name", it.name()).put("example", it.example()));
        components.addObject().put("type", "FOOTER").put("text", StandardTemplate.FOOTER);
        var answer = meta.post(account, account.businessAccountId() + "/message_templates", body);
        return new TemplateStatus(template.templateName(), Fields.textOr(answer, "category", template.category().name()),
            Fields.textOr(answer, "status", "PENDING"), null);
    }

    private static ObjectNode pictureHeader(String sample) {
        var header = Fields.MAPPER.createObjectNode().put("type", "HEADER").put("format", "IMAGE");
        header.putObject("example").putArray("header_handle").add(sample);
        return header;
    }

    /** The template in which codes go. */
    TemplateStatus createCode(WhatsAppAccount account) {
        var answer = meta.post(account, account.businessAccountId() + "/message_templates", WhatsAppCodeTemplates.definition());
        return new TemplateStatus(WhatsAppCodeTemplates.NAME, Fields.textOr(answer, "category", "AUTHENTICATION"),
            Fields.textOr(answer, "status", "PENDING"), null);
    }

    /** A sample for a template's reviewers. @param type by its content. @return its handle */
    public String upload(WhatsAppAccount account, String type, byte[] bytes) {
        return meta.upload(account, type, bytes);
    }
}

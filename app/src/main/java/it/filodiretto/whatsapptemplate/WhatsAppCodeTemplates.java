// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.channel.CodeTemplates;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.Municipalities;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Codes in a template of the category «authentication», whose words are Meta's own; a button copies the code. */
@Component
class WhatsAppCodeTemplates implements CodeTemplates {

    static final String NAME = "codice_registrazione";
    private static final int MINUTES = 10;

    private final Municipalities municipalities;
    private final TemplateTable templates;

    WhatsAppCodeTemplates(Municipalities municipalities, TemplateTable templates) {
        this.municipalities = municipalities;
        this.templates = templates;
    }

    /** What Meta is asked to accept. */
    static ObjectNode definition() {
        var body = Fields.MAPPER.createObjectNode().put("name", NAME).put("language", StandardTemplate.LANGUAGE).put("category", "AUTHENTICATION")
            .put("message_send_ttl_seconds", MINUTES * 60);            // a code that comes too late opens nothing
        var components = body.putArray("components");
        components.addObject().put("type", "BODY").put("add_security_recommendation", true);
        components.addObject().put("type", "FOOTER").put("code_expiration_minutes", MINUTES);
        components.addObject().put("type", "BUTTONS").putArray("buttons").addObject()
            .put("type", "OTP").put("otp_type", "COPY_CODE").put("text", "Copia il codice");
        return body;
    }

    @Override
    public boolean areAccepted() {
        var account = municipalities.current().whatsapp();
        return account != null && templates.find(account.businessAccountId(), NAME, StandardTemplate.LANGUAGE)
            .filter(it -> it.status().isUsable()).isPresent();
    }

    /** The words that colleagues read tell no code. */
    @Override
    public MessageContent.Template withCode(String code) {
        return new MessageContent.Template(NAME, StandardTemplate.LANGUAGE, List.of(new MessageContent.Parameter("1", code)),
            "Il codice per registrarsi", null, null, List.of(new MessageContent.ButtonValue(0, false, code)));
    }
}

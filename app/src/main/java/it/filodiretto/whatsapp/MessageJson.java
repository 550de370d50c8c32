// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.citizen.Address;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.OutgoingMessage;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the body of {@code POST /{phone-number-id}/messages}. */
final class MessageJson {

    private static final JsonFactory JSON = new JsonFactory();

    private MessageJson() {}

    static byte[] write(OutgoingMessage message) {
        var out = new ByteArrayOutputStream(768);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("messaging_product", "whatsapp");
            json.writeStringProperty("recipient_type", "individual");
            recipient(json, message.to());
            switch (message.content()) {
                case MessageContent.Text text -> text(json, text);
                case MessageContent.Choice choice -> choice(json, choice);
                case MessageContent.Template template -> template(json, template);
            }
            json.writeStringProperty("biz_opaque_callback_data", message.id().opaque());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void recipient(JsonGenerator json, Address to) {
        if (to.phone() != null) {
            json.writeStringProperty("to", to.phone().digits());
        } else {
            json.writeStringProperty("recipient", to.userId());
        }
    }

    private static void text(JsonGenerator json, MessageContent.Text text) {
        json.writeStringProperty("type", "text");
        json.writeObjectPropertyStart("text");
        json.writeBooleanProperty("preview_url", text.body().contains("https://"));
        json.writeStringProperty("body", text.body());
        json.writeEndObject();
    }

    private static void choice(JsonGenerator json, MessageContent.Choice choice) {
        json.writeStringProperty("type", "interactive");
        json.writeObjectPropertyStart("interactive");
        json.writeStringProperty("type", "button");
        json.writeObjectPropertyStart("body");
        json.writeStringProperty("text", choice.question());
        json.writeEndObject();
        json.writeObjectPropertyStart("action");
        json.writeArrayPropertyStart("buttons");
        for (var button : choice.buttons()) {
            json.writeStartObject();
            json.writeStringProperty("type", "reply");
            json.writeObjectPropertyStart("reply");
            json.writeStringProperty("id", button.id());
            json.writeStringProperty("title", button.title());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void template(JsonGenerator json, MessageContent.Template template) {
        json.writeStringProperty("type", "template");
        json.writeObjectPropertyStart("template");
        json.writeStringProperty("name", template.name());
        json.writeObjectPropertyStart("language");
        json.writeStringProperty("code", template.language());
        json.writeEndObject();
        if (!template.parameters().isEmpty()) {
            json.writeArrayPropertyStart("components");
            json.writeStartObject();
            json.writeStringProperty("type", "body");
            json.writeArrayPropertyStart("parameters");
            for (var parameter : template.parameters()) {
                json.writeStartObject();
                json.writeStringProperty("type", "text");
                json.writeStringProperty("parameter_name", parameter.name());
                json.writeStringProperty("text", TemplateText.fold(parameter.value()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.citizen.Address;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.whatsapptemplate.TemplateText;
import java.io.ByteArrayOutputStream;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the body of {@code POST /{phone-number-id}/messages}. */
final class MessageJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    private final Function<UUID, String> mediaId;

    private MessageJson(JsonGenerator json, Function<UUID, String> mediaId) {
        this.json = json;
        this.mediaId = mediaId;
    }

    static byte[] write(OutgoingMessage message) {
        return write(message, file -> {
            throw new IllegalStateException("Nobody has uploaded the file " + file);
        });
    }

    /** @param mediaId Meta's id of a stored file that was uploaded */
    static byte[] write(OutgoingMessage message, Function<UUID, String> mediaId) {
        var out = new ByteArrayOutputStream(768);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("messaging_product", "whatsapp");
            json.writeStringProperty("recipient_type", "individual");
            recipient(json, message.to());
            new MessageJson(json, mediaId).content(message.content());
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

    private void content(MessageContent content) {
        switch (content) {
            case MessageContent.Text text -> type("text", () -> {
                json.writeBooleanProperty("preview_url", text.body().contains("https://"));
                json.writeStringProperty("body", text.body());
            });
            case MessageContent.Attachment it -> type(typeOf(it), () -> media(it));
            case MessageContent.Place place -> type("location", () -> place(place));
            case MessageContent.Contacts contacts -> contacts(contacts);
            case MessageContent.Reaction reaction -> type("reaction", () -> {
                json.writeStringProperty("message_id", reaction.to());
                json.writeStringProperty("emoji", reaction.emoji());
            });
            case MessageContent.Choice choice -> choice(choice);
            case MessageContent.Menu menu -> menu(menu);
            case MessageContent.Link link -> link(link);
            case MessageContent.PlaceRequest request -> interactive("location_request_message", null, request.body(), null,
                () -> json.writeStringProperty("name", "send_location"));
            case MessageContent.NumberRequest request -> interactive("request_contact_info", null, request.body(), null,
                () -> json.writeStringProperty("name", "request_contact_info"));
            case MessageContent.Reply reply -> {
                object("context", () -> json.writeStringProperty("message_id", reply.to()));
                content(reply.content());
            }
            case MessageContent.Template template -> type("template", () -> template(template));
        }
    }

    private void type(String type, Runnable inside) {
        json.writeStringProperty("type", type);
        object(type, inside);
    }

    private void object(String name, Runnable inside) {
        json.writeObjectPropertyStart(name);
        inside.run();
        json.writeEndObject();
    }

    private void element(Runnable inside) {
        json.writeStartObject();
        inside.run();
        json.writeEndObject();
    }

    private void array(String name, Runnable inside) {
        json.writeArrayPropertyStart(name);
        inside.run();
        json.writeEndArray();
    }

    private void ifThere(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static String typeOf(MessageContent.Attachment attachment) {
        return switch (attachment.type()) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO, VOICE -> "audio";
            case DOCUMENT -> "document";
            case STICKER -> "sticker";
        };
    }

    private void media(MessageContent.Attachment attachment) {
        json.writeStringProperty("id", mediaId.apply(attachment.file()));
        ifThere("caption", attachment.caption());
        ifThere("filename", attachment.name());
        if (attachment.type() == MessageContent.Kind.VOICE) {
            json.writeBooleanProperty("voice", true);
        }
    }

    private void place(MessageContent.Place place) {
        json.writeNumberProperty("latitude", place.latitude());
        json.writeNumberProperty("longitude", place.longitude());
        ifThere("name", place.name());
        ifThere("address", place.address());
    }

    private void contacts(MessageContent.Contacts contacts) {
        json.writeStringProperty("type", "contacts");
        array("contacts", () -> contacts.contacts().forEach(it -> element(() -> contact(it))));
    }

    private void contact(MessageContent.Contact contact) {
        object("name", () -> {
            json.writeStringProperty("formatted_name", contact.name());
            json.writeStringProperty("first_name", contact.name());
        });
        var organisation = contact.organisation();
        if (organisation != null) {
            object("org", () -> json.writeStringProperty("company", organisation));
        }
        if (!contact.phones().isEmpty()) {
            array("phones", () -> contact.phones().forEach(it -> element(() -> json.writeStringProperty("phone", it))));
        }
        if (!contact.emails().isEmpty()) {
            array("emails", () -> contact.emails().forEach(it -> element(() -> json.writeStringProperty("email", it))));
        }
    }

    /** What stands above the words: a text or a file. */
    private @Nullable Runnable above(@Nullable String text, MessageContent.@Nullable Attachment file) {
        if (file != null) {
            return () -> headerFile(file);
        }
        return text == null ? null : () -> {
            json.writeStringProperty("type", "text");
            json.writeStringProperty("text", text);
        };
    }

    private void headerFile(MessageContent.Attachment file) {
        type(typeOf(file), () -> {
            json.writeStringProperty("id", mediaId.apply(file.file()));
            ifThere("filename", file.name());
        });
    }

    private void interactive(String type, @Nullable Runnable header, String body, @Nullable String footer, Runnable action) {
        type("interactive", () -> {
            json.writeStringProperty("type", type);
            if (header != null) {
                object("header", header);
            }
            object("body", () -> json.writeStringProperty("text", body));
            if (footer != null) {
                object("footer", () -> json.writeStringProperty("text", footer));
            }
            object("action", action);
        });
    }

    private void choice(MessageContent.Choice choice) {
        interactive("button", above(choice.header(), choice.above()), choice.question(), choice.footer(), () -> array("buttons", () -> choice.buttons().forEach(it -> element(() -> {
            json.writeStringProperty("type", "reply");
            object("reply", () -> {
                json.writeStringProperty("id", it.id());
                json.writeStringProperty("title", it.title());
            });
        }))));
    }

    private void menu(MessageContent.Menu menu) {
        interactive("list", above(menu.header(), null), menu.body(), menu.footer(), () -> {
            json.writeStringProperty("button", menu.button());
            array("sections", () -> menu.sections().forEach(section -> element(() -> {
                ifThere("title", section.title());
                array("rows", () -> section.rows().forEach(row -> element(() -> {
                    json.writeStringProperty("id", row.id());
                    json.writeStringProperty("title", row.title());
                    ifThere("description", row.description());
                })));
            })));
        });
    }

    private void link(MessageContent.Link link) {
        interactive("cta_url", above(null, link.above()), link.body(), link.footer(), () -> {
            json.writeStringProperty("name", "cta_url");
            object("parameters", () -> {
                json.writeStringProperty("display_text", link.button());
                json.writeStringProperty("url", link.url().toString());
            });
        });
    }

    private void template(MessageContent.Template template) {
        json.writeStringProperty("name", template.name());
        object("language", () -> json.writeStringProperty("code", template.language()));
        if (template.header() == null && template.parameters().isEmpty() && template.buttons().isEmpty()) {
            return;
        }
        array("components", () -> {
            var header = template.header();
            if (header != null) {
                component("header", () -> header(header));
            }
            if (!template.parameters().isEmpty()) {
                component("body", () -> template.parameters().forEach(it -> element(() -> parameter(it))));
            }
            template.buttons().forEach(this::button);
        });
    }

    private void component(String type, Runnable parameters) {
        element(() -> {
            json.writeStringProperty("type", type);
            array("parameters", parameters);
        });
    }

    private void header(MessageContent.Header header) {
        element(() -> {
            var text = header.text();
            var media = header.media();
            var place = header.place();
            if (text != null) {
                parameter(text);
            } else if (media != null) {
                headerFile(media);
            } else if (place != null) {
                type("location", () -> place(place));
            }
        });
    }

    /** Blanks that are counted have numbers for names. */
    private void parameter(MessageContent.Parameter parameter) {
        json.writeStringProperty("type", "text");
        if (!parameter.name().chars().allMatch(Character::isDigit)) {
            json.writeStringProperty("parameter_name", parameter.name());
        }
        json.writeStringProperty("text", TemplateText.fold(parameter.value()));
    }

    private void button(MessageContent.ButtonValue button) {
        element(() -> {
            json.writeStringProperty("type", "button");
            json.writeStringProperty("sub_type", button.quickReply() ? "quick_reply" : "url");
            json.writeStringProperty("index", String.valueOf(button.index()));
            array("parameters", () -> element(() -> {
                json.writeStringProperty("type", button.quickReply() ? "payload" : "text");
                json.writeStringProperty(button.quickReply() ? "payload" : "text", button.payload());
            }));
        });
    }
}

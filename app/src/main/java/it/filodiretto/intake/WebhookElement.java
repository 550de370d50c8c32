// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.meta.Fields;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One element of a webhook body, on its own: one message, one status, one change of an account.
 *
 * @param place where it stood in the body, {@code 0.1.messages.3}
 * @param account Meta's id of the business account, if it is told
 * @param field what the change is about: {@code messages}, {@code message_template_status_update}, …
 * @param value the change it stood in
 * @param kind the array it stood in, {@code messages} or {@code statuses}; null: it is the whole change
 * @param node itself
 */
public record WebhookElement(UUID call, Instant receivedAt, @Nullable String speaksFor, String place, @Nullable String account,
                      String field, JsonNode value, @Nullable String kind, JsonNode node) {

    /** What a change of field {@code messages} is taken apart into. */
    public static final List<String> PARTS = List.of("messages", "statuses");

    /** Meta's id of our number; null in changes of an account. */
    @Nullable public String phoneNumberId() {
        return Fields.text(value, "metadata", "phone_number_id");
    }

    /** @throws BadElement if it is not told */
    public String requirePhoneNumberId() {
        var number = phoneNumberId();
        if (number == null) {
            throw new BadElement("A change of field " + field + " without metadata.phone_number_id");
        }
        return number;
    }

    /** Whether the signature may speak for the number or account. */
    public boolean maySpeakFor(String id) {
        return speaksFor == null || (" " + speaksFor + " ").contains(" " + id + " ");
    }

    /** Whether it is a whole body, in which no change of an account was found. */
    boolean isWholeBody() {
        return place.isEmpty();
    }

    /** A body of its own with nothing but this element, as Meta would have posted it. */
    public byte[] asBody() {
        if (isWholeBody()) {
            return Fields.MAPPER.writeValueAsBytes(node);
        }
        var body = Fields.MAPPER.createObjectNode().put("object", "whatsapp_business_account");
        var entry = body.putArray("entry").addObject();
        if (account != null) {
            entry.put("id", account);
        }
        var change = entry.putArray("changes").addObject().put("field", field);
        if (kind == null) {
            change.set("value", value);
        } else {
            var alone = change.putObject("value");
            value.properties().forEach(it -> {
                if (it.getKey().equals("contacts") || !it.getValue().isArray() && !PARTS.contains(it.getKey())) {
                    alone.set(it.getKey(), it.getValue());
                }
            });
            alone.putArray(kind).add(node);
        }
        return Fields.MAPPER.writeValueAsBytes(body);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.meta.Fields;
import it.filodiretto.shared.PhoneNumber;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads who wrote and what, from one element of {@code messages[]} and the contacts beside it. */
public final class InboundReader {

    private static final int LONGEST_ID = 500;

    /** Said by WhatsApp, not by the person: no message of hers. What {@code system} tells is {@link IdentityChanges}' business. */
    private static final Set<String> SILENT = Set.of("system", "request_welcome");

    private InboundReader() {}

    /** Empty if nobody of ours is spoken to. @throws BadElement if it cannot be a message */
    public static Optional<ReadMessage> read(WebhookElement element) {
        var node = element.node();
        if (SILENT.contains(Fields.textOr(node, "type", "unknown")) || Fields.text(node, "group_id") != null) {
            return Optional.empty();
        }
        var externalId = Fields.text(node, "id");
        if (externalId == null) {
            throw new BadElement("A message without an id");
        }
        if (externalId.length() > LONGEST_ID) {
            throw new BadElement("A message with an id of " + externalId.length() + " characters");
        }
        var author = requireAuthor(node, element.value());
        var own = OwnNumberReader.read(node).filter(it -> author.phone() == null || author.phone().variants().contains(it));
        return Optional.of(new ReadMessage(externalId, own.map(it -> new WhatsAppIdentity(it, author.userId(), author.profileName())).orElse(author),
            own.<InboundContent>map(it -> new InboundContent.OwnNumber(it.shown())).orElseGet(() -> ContentReader.read(node)),
            Fields.past(node, "timestamp", element.receivedAt()), Fields.text(node, "context", "id"), ProvenanceReader.read(node).orElse(null)));
    }

    /** Empty if nobody is named. */
    public static Optional<WhatsAppIdentity> author(WebhookElement element) {
        return author(element.node(), element.value());
    }

    /** @throws BadElement if nobody is named */
    static WhatsAppIdentity requireAuthor(JsonNode node, JsonNode change) {
        return author(node, change).orElseThrow(() -> new BadElement("A message of nobody: neither a number nor a user id"));
    }

    /** @param change with the contacts, which several messages share */
    private static Optional<WhatsAppIdentity> author(JsonNode node, JsonNode change) {
        var from = Fields.text(node, "from");
        var userId = userId(Fields.text(node, "from_user_id"), from);
        var phone = phone(from);
        var contact = contact(change, from, userId);
        if (contact != null) {
            userId = userId(userId, Fields.text(contact, "user_id"), Fields.text(contact, "wa_id"));
            phone = phone != null ? phone : phone(Fields.text(contact, "wa_id"));
        }
        if (phone == null && userId == null) {
            return Optional.empty();
        }
        return Optional.of(new WhatsAppIdentity(phone, userId, contact == null ? null : name(contact)));
    }

    static @Nullable String name(JsonNode contact) {
        var name = Fields.text(contact, "profile", "name");
        return name == null || name.length() <= 200 ? name : name.substring(0, 200);
    }

    /** The entry of {@code contacts[]} about the author; several authors share one array. */
    private static @Nullable JsonNode contact(JsonNode change, @Nullable String from, @Nullable String userId) {
        var contacts = Fields.list(change, "contacts");
        for (var contact : contacts) {
            var waId = Fields.text(contact, "wa_id");
            if (waId != null && waId.equals(from) || userId != null && userId.equals(Fields.text(contact, "user_id"))) {
                return contact;
            }
        }
        var alone = contacts.size() == 1 && Fields.list(change, "messages").size() == 1;
        return alone && from == null && userId == null ? contacts.getFirst() : null;
    }

    /** The first that has the form of a business-scoped id; it has been seen where numbers stand. */
    public static @Nullable String userId(@Nullable String... candidates) {
        for (var one : candidates) {
            if (one != null && UserIdForm.matches(one)) {
                return one;
            }
        }
        return null;
    }

    public static @Nullable PhoneNumber phone(@Nullable String waId) {
        return waId == null || UserIdForm.matches(waId) ? null : PhoneNumber.ofWhatsApp(waId).orElse(null);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.citizen.Person;
import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.shared.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What gives a person away in bodies of Meta's: number, user id, and ids of messages, which have the number in them. Only
 * what concerns this town's number is looked at: the person may well write to another town, which is no business of this.
 */
record PersonTraces(List<String> words, WhatsAppAccount account) {

    static PersonTraces of(Person person, WhatsAppAccount account) {
        var phones = person.phones().stream().flatMap(it -> it.variants().stream()).toList();
        return new PersonTraces(Stream.of(phones.stream().map(PhoneNumber::digits), phones.stream().map(PhoneNumber::inWhatsAppIds),
            person.userIds().stream()).flatMap(it -> it).distinct().toList(), account);
    }

    boolean isIn(byte[] body) {
        return isIn(new String(body, StandardCharsets.UTF_8));
    }

    private boolean isIn(String text) {
        return words.stream().anyMatch(text::contains);
    }

    /** Somebody can say which town an element belongs to. */
    static boolean hasShape(JsonNode root) {
        return root.path("entry").isArray();
    }

    /** Takes the smallest elements of lists that tell of her out of the changes of this town. @return whether anything was taken out */
    boolean removeFrom(JsonNode root) {
        boolean removed = false;
        if (!(root.path("entry") instanceof ArrayNode entries)) {
            return false;
        }
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).path("changes") instanceof ArrayNode changes) {
                removed |= removeFromChanges(changes, Fields.textOr(entries.get(i), "id", ""));
                if (changes.isEmpty()) {
                    entries.remove(i);
                }
            } else if (isIn(entries.get(i).toString())) {
                entries.remove(i);
                removed = true;
            }
        }
        return removed;
    }

    private boolean removeFromChanges(ArrayNode changes, String businessAccount) {
        boolean removed = false;
        for (int i = changes.size() - 1; i >= 0; i--) {
            var value = changes.get(i).path("value");
            if (isOurs(value, businessAccount) && isIn(value.toString())) {
                removed = true;
                thin(value);
                if (isIn(value.toString()) || isBare(value)) {
                    changes.remove(i);
                }
            }
        }
        return removed;
    }

    private boolean isOurs(JsonNode value, String businessAccount) {
        var number = Fields.text(value, "metadata", "phone_number_id");
        return number == null ? businessAccount.equals(account.businessAccountId()) : number.equals(account.phoneNumberId());
    }

    /** Messages, statuses, contacts and calls of others stay. */
    private void thin(JsonNode value) {
        value.properties().stream().map(Map.Entry::getValue).filter(ArrayNode.class::isInstance).map(ArrayNode.class::cast).forEach(list -> {
            for (int i = list.size() - 1; i >= 0; i--) {
                if (isIn(list.get(i).toString())) {
                    list.remove(i);
                }
            }
        });
    }

    /** Nothing is told any more. */
    private static boolean isBare(JsonNode value) {
        return value.properties().stream().filter(it -> it.getValue().isArray()).allMatch(it -> it.getValue().isEmpty());
    }
}

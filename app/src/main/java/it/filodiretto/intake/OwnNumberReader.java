// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.meta.Fields;
import it.filodiretto.shared.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads the number of who hides it and has tapped the button that asks for it. {@code origin} has been seen at the message
 * and at the card; a card of any other origin is somebody else's.
 *
 * <pre>{@code {"from_user_id":"IT.13…","type":"contacts","origin":"contact_request",
 *  "contacts":[{"phones":[{"phone":"+39 347 123 1101","wa_id":"393471231101"}],"vcard":"BEGIN:VCARD…TEL;waid=393471231101:…"}]}}</pre>
 */
final class OwnNumberReader {

    private static final String ASKED_FOR = "contact_request";
    private static final Pattern IN_VCARD = Pattern.compile("waid=([0-9]{8,15})");
    private static final Pattern TYPED_IN_VCARD = Pattern.compile("(?m)^TEL[^:\\r\\n]{0,80}:([+0-9 ().-]{8,25})");

    private OwnNumberReader() {}

    static Optional<PhoneNumber> read(JsonNode message) {
        var cards = Fields.list(message, "contacts");
        if (cards.isEmpty() || !ASKED_FOR.equals(Fields.text(message, "origin")) && !ASKED_FOR.equals(Fields.text(cards.getFirst(), "origin"))) {
            return Optional.empty();
        }
        return numbers(cards.getFirst()).findFirst();
    }

    /** WhatsApp's own spelling first. */
    private static Stream<PhoneNumber> numbers(JsonNode card) {
        var phones = Fields.list(card, "phones");
        var vcard = Fields.textOr(card, "vcard", "");
        return Stream.of(
                phones.stream().map(it -> Fields.text(it, "wa_id")).filter(it -> it != null).flatMap(it -> PhoneNumber.ofWhatsApp(it).stream()),
                IN_VCARD.matcher(vcard).results().flatMap(it -> PhoneNumber.ofWhatsApp(it.group(1)).stream()),
                phones.stream().map(it -> Fields.text(it, "phone")).filter(it -> it != null).flatMap(it -> PhoneNumber.parse(it).stream()),
                TYPED_IN_VCARD.matcher(vcard).results().flatMap(it -> PhoneNumber.parse(it.group(1)).stream()))
            .flatMap(it -> it);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The number for the telephone's address book: a vCard 3.0 (RFC 2426). */
final class ContactCard {

    private static final int LONGEST_LINE = 75;

    private ContactCard() {}

    /** Under which names the town lets itself be saved: the first is its own. */
    static List<String> names(WhatsAppAccount account) {
        return Stream.concat(Stream.of(account.contactName()), account.otherContactNames().stream()).distinct().toList();
    }

    /** @param name one of {@link #names}; the others stand as further names */
    static String of(Municipality town, WhatsAppAccount account, String name, String page) {
        var others = names(account).stream().filter(it -> !it.equals(name)).toList();
        var lines = Stream.of("BEGIN:VCARD", "VERSION:3.0", "FN:" + escaped(name), "N:;" + escaped(name) + ";;;",
            others.isEmpty() ? "" : "NICKNAME:" + others.stream().map(ContactCard::escaped).collect(Collectors.joining(",")),
            "ORG:" + escaped(town.fullName()) + ";" + escaped(town.officeOf(ContactChannel.Kind.WHATSAPP).name()),
            "TEL;TYPE=CELL:+" + account.digits(), "URL:" + page, "END:VCARD");
        return lines.filter(it -> !it.isEmpty()).map(ContactCard::folded).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replaceAll("\\R", "\\\\n");
    }

    /** No line is longer than 75 bytes; what follows begins with a blank. */
    private static String folded(String line) {
        var out = new StringBuilder();
        int bytes = 0;
        for (var character : line.codePoints().mapToObj(Character::toString).toList()) {
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > LONGEST_LINE) {
                out.append("\r\n ");
                bytes = 1;
            }
            out.append(character);
            bytes += length;
        }
        return out.toString();
    }
}

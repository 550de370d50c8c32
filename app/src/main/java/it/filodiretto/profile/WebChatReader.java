// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.Brand;
import it.filodiretto.municipality.WebChat;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a profile says of the chat on the town's site; nothing of it must be there. */
final class WebChatReader {

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");

    private WebChatReader() {}

    static WebChat read(Section section) {
        var colour = section.has("colour") ? colour(section) : WebChat.RED;
        var position = section.has("position") ? section.choice("position", WebChat.Position.class, WebChat.Position.TOP_RIGHT) : WebChat.Position.TOP_RIGHT;
        var minutes = section.valueOrNull("call-back-minutes", it -> Values.whole(it, 1, 10_000), "is no number of minutes", "1 to 10000, of opening time");
        var signature = section.has("signature") ? section.choice("signature", WebChat.Signature.class, WebChat.Signature.NAME_AND_OFFICE)
            : WebChat.Signature.NAME_AND_OFFICE;
        return new WebChat(colour, position, origins(section), minutes == null ? WebChat.USUAL : Duration.ofMinutes(minutes), signature);
    }

    private static String colour(Section section) {
        var colour = section.value("colour", it -> Optional.of(it).filter(Brand::isColour), "is no colour",
            "# and six hexadecimal digits in quotes, \"#c02f48\"", WebChat.RED);
        if (Brand.contrastWithWhite(colour) < Brand.LEAST_CONTRAST) {
            section.wrong("colour", section.path("colour") + " \"" + colour + "\" has too little contrast with white", "a darker colour, at least 4.5:1");
        }
        return colour;
    }

    private static Set<String> origins(Section section) {
        var found = new LinkedHashSet<String>();
        for (var item : section.texts("origins")) {
            if (ORIGIN.matcher(item.text()).matches()) {
                found.add(item.text());
            } else {
                section.wrong("origins", section.path("origins") + " \"" + item.text() + "\" is no origin of a site", "https://www.comune.example, without a path");
            }
        }
        return found;
    }
}

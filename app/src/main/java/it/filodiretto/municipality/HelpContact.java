// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who helps when the service does not work for someone; at least one of e-mail, phone and place is there.
 *
 * @param name for example «Ufficio stampa»
 * @param phone as people write it, «0587 758456»
 * @param place where to go, «piazza del Duomo 13»
 */
public record HelpContact(String name, @Nullable String email, @Nullable String phone, @Nullable String place, @Nullable String accessibility) {

    /** In any language: «Ufficio stampa, stampa@comune.example, 0587 758456». */
    public String line() {
        return Stream.of(name, email, phone, place).filter(Objects::nonNull).collect(Collectors.joining(", "));
    }

    /** What to do, as the middle of a sentence: «scrivi a urp@… o chiama il numero 055 88331». */
    public String words() {
        List<String> ways = new ArrayList<>();
        if (email != null) {
            ways.add("scrivi a " + email);
        }
        if (phone != null) {
            ways.add("chiama il numero " + phone);
        }
        if (place != null) {
            ways.add("vieni da noi: " + name + ", " + place);
        }
        return ways.size() < 3 ? String.join(" o ", ways) : ways.get(0) + ", " + ways.get(1) + " o " + ways.get(2);
    }
}

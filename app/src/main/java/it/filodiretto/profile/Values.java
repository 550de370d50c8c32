// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.Municipality;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms of values that occur in several parts of a profile. */
final class Values {

    static final String CODE_ALLOWED = "lower-case letters a-z, digits and single hyphens between them";

    private Values() {}

    static String code(Section section) {
        return section.matching("code", Municipality.CODE, "is no code", CODE_ALLOWED);
    }

    static void unique(Section section, String key, List<String> codes) {
        var seen = new HashSet<String>();
        codes.stream().filter(it -> !it.isEmpty() && !seen.add(it)).distinct()
            .forEach(it -> section.wrong(key, key + " has the code \"" + it + "\" twice", "each code once"));
    }

    static @Nullable String email(Section section, String key) {
        return section.matchingOrNull(key, "[^@\\s]+@[^@\\s]+\\.[^@\\s.]+", "is no e-mail address", "name@domain");
    }

    /** As people write it; short ones such as 112 too. */
    static @Nullable String phone(Section section, String key) {
        return section.valueOrNull(key, it -> Optional.of(it).filter(Values::isPhone), "is no telephone number",
            "3 to 15 digits, with spaces, 0573 3711 or +39 0573 3711");
    }

    static Optional<Integer> whole(String typed, int least, int most) {
        return typed.matches("-?[0-9]{1,6}") ? Optional.of(Integer.parseInt(typed)).filter(it -> it >= least && it <= most) : Optional.empty();
    }

    private static boolean isPhone(String typed) {
        return typed.matches("\\+?[0-9][0-9 ./-]*") && typed.replaceAll("\\D", "").matches("[0-9]{3,15}");
    }
}

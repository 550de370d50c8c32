// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import it.filodiretto.shared.Ids;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;

/** New municipalities for tests, so that each has a town of its own and nothing is to be cleaned. */
@NullMarked
public final class TestTowns {

    private TestTowns() {}

    /** A town with two-way WhatsApp, keywords Attiva and Disattiva, and one topic; its desk is open on Mondays. */
    public static Municipality admit(Municipalities municipalities) {
        return admit(municipalities, UnaryOperator.identity());
    }

    /** @param edit changes the text of the profile {@code profiles/sesto.yaml} */
    public static Municipality admit(Municipalities municipalities, UnaryOperator<String> edit) {
        return admitText(municipalities, edit.apply(ProfileTexts.sesto()), "sesto");
    }

    /** A copy of a shipped town, with a slug and a number of its own. */
    public static Municipality admitLike(Municipalities municipalities, String slug) {
        return admitText(municipalities, ProfileTexts.shipped(slug), slug);
    }

    private static Municipality admitText(Municipalities municipalities, String text, String slug) {
        var copy = "t" + HexFormat.of().toHexDigits(Ids.next().getLeastSignificantBits());
        var number = "9" + ThreadLocalRandom.current().nextLong(10_000_000_000L, 100_000_000_000L);
        var profile = text.replace("slug: " + slug + "\n", "slug: " + copy + "\n")
            .replaceAll("phone-number-id: \"\\d+\"", "phone-number-id: \"" + number + "\"");
        var mistakes = new Mistakes(copy + ".yaml");
        return municipalities.admit(ProfileReader.read(copy + ".yaml", profile, new Claims(), mistakes)
            .orElseThrow(() -> new BadProfiles(mistakes.found())));
    }
}

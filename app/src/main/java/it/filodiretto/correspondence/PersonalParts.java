// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import it.filodiretto.messaging.ContentJson;
import it.filodiretto.messaging.MessageContent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Automatic messages hold links that stand for the person: whoever opens one chooses, leaves or registers as she. Who reads the talk
 * afterwards sees that there was one, {@code …/preferenze/…}, and not the part that works.
 */
final class PersonalParts {

    /** Sealed, in the letters of addresses; longer than any id. */
    private static final Pattern SEALED = Pattern.compile("(?<=/)[A-Za-z0-9_-]{60,}");

    private PersonalParts() {}

    /**
     * @param json a stored content
     * @param automatic the kind of the message; {@code null}: a person wrote it
     */
    static MessageContent hidden(String json, @Nullable String automatic) {
        return ContentJson.readOutgoing(automatic == null ? json : SEALED.matcher(json).replaceAll("…"));
    }
}

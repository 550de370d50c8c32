// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The town's WhatsApp number. Always the profile's, never edited on screen.
 *
 * @param phoneNumberId Meta's id of the number: the town to which a webhook element belongs
 * @param businessAccountId Meta's id of the account that holds the templates
 * @param portfolioId Meta's id of the owner, by which the daily limit counts
 * @param displayNumber as people write it, {@code +39 366 5775490}
 * @param contactName under which citizens save it
 * @param otherContactNames further names the town has given it
 * @param registrationRequired only who registered on the site is answered
 * @param automatic what may leave without a person's hand
 * @param accepts what people may send besides words
 * @param largestVideo in megabytes
 * @param tokenFile file with this number's own token, or null: the installation's; the next two likewise
 */
public record WhatsAppAccount(String phoneNumberId, String businessAccountId, @Nullable String portfolioId,
                              String displayNumber, String contactName, List<String> otherContactNames,
                              ChannelMode mode, boolean registrationRequired, Set<AutomaticKind> automatic, Set<ReceivedKind> accepts, int largestVideo,
                              @Nullable Path tokenFile, @Nullable Path appSecretFile, @Nullable Path verifyTokenFile) {

    /** Megabytes of film: no telephone sends more by WhatsApp. */
    public static final int LARGEST_VIDEO = 16;

    public WhatsAppAccount {
        otherContactNames = List.copyOf(otherContactNames);
        automatic = Set.copyOf(automatic);
        accepts = Set.copyOf(accepts);
    }

    public boolean allows(AutomaticKind kind) {
        return automatic.contains(kind);
    }

    /** The number as {@code wa.me} links want it: digits alone. */
    public String digits() {
        return displayNumber.replaceAll("\\D", "");
    }
}

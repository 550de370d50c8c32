// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from, if it was not simply written for us.
 *
 * @param source what the person tapped before she wrote
 */
public record Provenance(Forwarded forwarded, @Nullable Source source) {

    /** {@code OFTEN}: it has gone through many hands, as chain letters have. */
    public enum Forwarded { NO, ONCE, OFTEN }

    /** A post or an advertisement that leads to the chat. @param title as it is read there; {@code address} where it is */
    public record Source(boolean advertisement, @Nullable String title, @Nullable String address) {}

    /** Empty if it says nothing. */
    public static Optional<Provenance> of(Forwarded forwarded, @Nullable Source source) {
        return forwarded == Forwarded.NO && source == null ? Optional.empty() : Optional.of(new Provenance(forwarded, source));
    }

    /** «Inoltrato», «Arriva da un post: «Torna il mercato»» */
    public String words() {
        if (source == null) {
            return forwarded == Forwarded.OFTEN ? "Inoltrato molte volte" : "Inoltrato";
        }
        var title = source.title();
        return "Arriva da " + (source.advertisement() ? "un’inserzione" : "un post") + (title == null ? "" : ": «" + title + "»");
    }

    /** Where the post is, if that is an address that may be opened; else empty. */
    public String link() {
        var address = source == null ? null : source.address();
        try {
            return address != null && "https".equals(new URI(address).getScheme()) ? address : "";
        } catch (URISyntaxException _) {
            return "";
        }
    }
}

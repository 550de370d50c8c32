// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.shared.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Where a person can be reached on WhatsApp, opened for sending; at least one of the two. Never logged. */
public record Address(@Nullable PhoneNumber phone, @Nullable String userId) {

    /** For a channel that knows by itself where its people are. */
    public static final Address NONE = new Address(null, null);

    @Override
    public String toString() {
        return phone != null ? phone.toString() : "user id";
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.shared.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Who a person is on WhatsApp: a telephone number, a business-scoped user id ({@code IT.1349…}), or both. Since 2026 a
 * person with a user name may come without the number.
 *
 * @param profileName what the person calls herself, or {@code null} if not told
 */
public record WhatsAppIdentity(@Nullable PhoneNumber phone, @Nullable String userId, @Nullable String profileName) {

    public WhatsAppIdentity {
        if (phone == null && userId == null) {
            throw new IllegalArgumentException("A person on WhatsApp has a number or a user id, and this one has neither");
        }
    }

    public static WhatsAppIdentity of(PhoneNumber phone) {
        return new WhatsAppIdentity(phone, null, null);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import jakarta.mail.Address;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a person writes from: lower case, for servers do not tell apart what people do not either. Never logged. */
record MailAddress(String value) {

    private static final int LONGEST = 254;

    static Optional<MailAddress> of(Address @Nullable [] from) {
        return from == null || from.length == 0 || !(from[0] instanceof InternetAddress it) || it.getAddress() == null ? Optional.empty() : of(it.getAddress());
    }

    static Optional<MailAddress> of(String typed) {
        var address = typed.strip().toLowerCase(Locale.ROOT);
        return address.length() <= LONGEST && address.matches("[^\\s@<>\"(),;:\\\\]+@[a-z0-9.-]+\\.[a-z0-9-]{2,}") ? Optional.of(new MailAddress(address)) : Optional.empty();
    }

    /** {@code ma•••@example.it} */
    String shown() {
        var at = value.indexOf('@');
        return value.substring(0, Math.min(2, at)) + "•••" + value.substring(at);
    }

    @Override
    public String toString() {
        return shown();
    }
}

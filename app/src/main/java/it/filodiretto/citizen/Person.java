// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.shared.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person, with all that she is known by. Never logged.
 *
 * @param all her own id, and those of whoever turned out to be her
 * @param userIds WhatsApp's
 * @param since when she was first known
 */
public record Person(CitizenId id, List<CitizenId> all, List<PhoneNumber> phones, List<String> userIds, @Nullable String profileName, Instant since) {

    public Person {
        all = List.copyOf(all);
        phones = List.copyOf(phones);
        userIds = List.copyOf(userIds);
    }

    /** {@code +39 366 •••285}, or «senza numero». */
    public String shown() {
        return phones.isEmpty() ? "senza numero" : phones.getFirst().shown();
    }

    /** For statements over her rows. */
    public UUID[] ids() {
        return all.stream().map(CitizenId::value).toArray(UUID[]::new);
    }

    @Override
    public String toString() {
        return "person " + id;
    }
}

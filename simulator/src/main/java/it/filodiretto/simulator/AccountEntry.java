// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number as the accounts file names it.
 *
 * @param slug the municipality's short name in addresses
 * @param municipality as the page shows it, {@code Comune di Arezzo}
 * @param portfolioId scope of user ids and of the day's limit
 * @param name what people see in the chat's title
 * @param phones the telephones that the page shows at first
 * @param wrote numbers of people who wrote shortly before the simulator began: they can be answered freely; absent = nobody
 */
record AccountEntry(
        String slug, String municipality, String phoneNumberId, String businessAccountId, String portfolioId,
        String displayNumber, String name, List<PhoneEntry> phones, @Nullable List<String> wrote) {

    /** The numbers of people who wrote before. */
    List<String> writers() {
        return Objects.requireNonNullElse(wrote, List.of());
    }

    /** @param number E.164, {@code +39347…} */
    record PhoneEntry(String name, String number) {}
}

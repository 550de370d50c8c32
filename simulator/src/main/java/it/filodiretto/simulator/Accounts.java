// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The numbers and business accounts that exist. */
final class Accounts {

    private final Map<String, Account> byNumber = new ConcurrentHashMap<>();
    private final Map<String, Business> businesses = new ConcurrentHashMap<>();
    private final Map<String, AccountEntry> entries = new LinkedHashMap<>();

    synchronized Account add(AccountEntry entry, List<URI> webhooks) {
        var business = businesses.computeIfAbsent(entry.businessAccountId(), id -> new Business(id, entry.portfolioId()));
        var account = new Account(business, entry, webhooks);
        if (byNumber.putIfAbsent(account.phoneNumberId(), account) != null) {
            throw new IllegalArgumentException("There is already an account with phone-number-id " + account.phoneNumberId());
        }
        business.accounts().add(account);
        entries.put(entry.phoneNumberId(), entry);
        return account;
    }

    @Nullable Account number(String phoneNumberId) {
        return byNumber.get(phoneNumberId);
    }

    @Nullable Business business(String id) {
        return businesses.get(id);
    }

    Collection<Business> businesses() {
        return businesses.values();
    }

    synchronized List<AccountEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** By slug, phone-number-id or the digits of the display number. */
    synchronized Optional<AccountEntry> entry(String key) {
        return entries.values().stream()
                .filter(it -> it.slug().equals(key) || it.phoneNumberId().equals(key)
                        || it.displayNumber().replaceAll("\\D", "").equals(key))
                .findFirst();
    }
}

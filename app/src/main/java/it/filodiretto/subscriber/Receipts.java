// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.wording.TownKeywords;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Receipts for who subscribed or left at the desk or by telephone. */
@Component
@Transactional(readOnly = true)
class Receipts {

    private final ReceiptTable table;
    private final Citizens citizens;
    private final Municipalities municipalities;
    private final TownKeywords keywords;
    private final String publicUrl;

    Receipts(ReceiptTable table, Citizens citizens, Municipalities municipalities, TownKeywords keywords, @Value("${filodiretto.public-url}") String publicUrl) {
        this.table = table;
        this.citizens = citizens;
        this.municipalities = municipalities;
        this.keywords = keywords;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** Of the latest choice that the town wrote down for her; empty: there is none. */
    Optional<Receipt> of(CitizenId citizen) {
        var town = municipalities.current();
        var leave = keywords.current().optOut();
        return table.of(citizen).map(it -> new Receipt(town.fullName(), Receipt.code(it.id()), it.choice(), it.at(), town.zone(), citizens.masked(citizen),
            leave.isEmpty() ? "STOP" : leave.getFirst(), (publicUrl + "/" + town.slug() + "/informativa").replaceFirst("^https?://", ""), town.help()));
    }

    /** Whose receipt has this code, typed with or without its hyphen. */
    Optional<CitizenId> find(String code) {
        var digits = Receipt.digits(code);
        return digits.isEmpty() ? Optional.empty() : table.find(digits);
    }
}

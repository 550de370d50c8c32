// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.wording.TownKeywords;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How one writes to the current town on WhatsApp: number, word, link. The only place where pages get the number from. */
@Component
class Ways {

    private final Municipalities municipalities;
    private final TownKeywords keywords;
    private final String linkBase;

    Ways(Municipalities municipalities, TownKeywords keywords, @Value("${filodiretto.whatsapp.link-base}") String linkBase) {
        this.municipalities = municipalities;
        this.keywords = keywords;
        this.linkBase = linkBase;
    }

    /** Empty where there is no number, no word to join, or the number is told after registration only. */
    Optional<SubscribePage.Way> open() {
        var account = municipalities.current().whatsapp();
        return account == null || account.registrationRequired() || keywords.current().optIn().isEmpty() ? Optional.empty() : Optional.of(way(account));
    }

    /** For who is registered. */
    Optional<SubscribePage.Way> afterRegistration() {
        return Optional.ofNullable(municipalities.current().whatsapp()).map(this::way);
    }

    private SubscribePage.Way way(WhatsAppAccount account) {
        var words = keywords.current();
        var keyword = words.optIn().isEmpty() || account.registrationRequired() ? "" : words.optIn().getFirst();
        return new SubscribePage.Way(national(account.displayNumber()), ContactCard.names(account), keyword,
            linkBase + account.digits() + (keyword.isEmpty() ? "" : "?text=" + URLEncoder.encode(keyword, StandardCharsets.UTF_8).replace("+", "%20")),
            words.optOut().isEmpty() ? "STOP" : words.optOut().getFirst(), account.mode(), account.automatic());
    }

    /** {@code 366 3476285} for {@code +39 366 3476285} */
    private static String national(String number) {
        return number.replaceFirst("^\\+39\\s*", "");
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.channel.Prices;
import it.filodiretto.meta.ServiceCounts;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Italian;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Estimates by the rate card and by what the number has sent this month. */
@Component
class WhatsAppPrices implements Prices {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M/uuuu");

    private final RateCard card;
    private final ServiceCounts counts;
    private final Municipalities municipalities;

    WhatsAppPrices(ServiceCounts counts, Municipalities municipalities, @Value("${filodiretto.whatsapp.rate-card:}") String file) {
        this.card = RateCard.read(file.isBlank() ? null : Path.of(file));
        this.counts = counts;
        this.municipalities = municipalities;
    }

    @Override
    public Estimate estimate(MetaCategory category, long templates, long freeTexts) {
        var account = municipalities.current().whatsapp();
        long used = account == null ? 0 : counts.thisMonth(account.phoneNumberId());
        long left = Math.max(0, card.freeService() - used);
        long free = Math.min(left, freeTexts);
        var each = card.of(category);
        var amount = each.multiply(BigDecimal.valueOf(templates)).add(card.service().multiply(BigDecimal.valueOf(freeTexts - free)))
            .setScale(2, RoundingMode.HALF_UP);
        return new Estimate(amount, card.currency(), each, free, left - free, card.asOf(), words(amount, each, templates, freeTexts, free));
    }

    @Override
    public BigDecimal each(MetaCategory category) {
        return card.of(category);
    }

    @Override
    public BigDecimal freeTextsThisYear() {
        var account = municipalities.current().whatsapp();
        var months = account == null ? List.<Long>of() : counts.thisYear(account.phoneNumberId());
        long paid = months.stream().mapToLong(it -> Math.max(0, it - card.freeService())).sum();
        return card.service().multiply(BigDecimal.valueOf(paid)).setScale(2, RoundingMode.HALF_UP);
    }

    private String words(BigDecimal amount, BigDecimal each, long templates, long freeTexts, long free) {
        var money = NumberFormat.getCurrencyInstance(Locale.ITALY);
        money.setCurrency(Currency.getInstance(card.currency()));
        var price = NumberFormat.getCurrencyInstance(Locale.ITALY);
        price.setCurrency(Currency.getInstance(card.currency()));
        price.setMaximumFractionDigits(4);
        var words = "Stima: " + money.format(amount) + " (" + Italian.number(templates) + " con il modello a " + price.format(each);
        if (freeTexts > 0) {
            words += ", " + Italian.number(freeTexts) + " con testo libero, " + (free == freeTexts ? "tutti" : Italian.number(free)) + " senza spesa";
        }
        return words + "; prezzi in data " + DAY.format(card.asOf()) + ").";
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Prices of one delivered message, {@code rate-card.yaml}. @param freeService so many free texts a number and month cost nothing */
record RateCard(LocalDate asOf, String currency, BigDecimal utility, BigDecimal marketing, BigDecimal service, long freeService) {

    /** @param file null: the one that comes along */
    static RateCard read(@Nullable Path file) {
        try (var in = file == null ? shipped() : Files.newInputStream(file)) {
            Map<String, Object> card = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new RateCard(LocalDate.parse(text(card, "as-of")), Currency.getInstance(text(card, "currency")).getCurrencyCode(), amount(card, "utility"), amount(card, "marketing"),
                amount(card, "service"), Long.parseLong(text(card, "free-service-messages-a-month")));
        } catch (IOException | RuntimeException e) {
            throw new RefusedAtStart("The file with Meta's prices, filodiretto.whatsapp.rate-card" + (file == null ? "" : " = " + file)
                + ", cannot be used: " + (e.getMessage() == null ? e.toString() : e.getMessage()) + ". Copy rate-card.yaml and change the figures.");
        }
    }

    private static InputStream shipped() {
        var in = RateCard.class.getResourceAsStream("rate-card.yaml");
        if (in == null) {
            throw new IllegalStateException("rate-card.yaml is missing beside RateCard");
        }
        return in;
    }

    private static BigDecimal amount(Map<String, Object> card, String key) {
        return new BigDecimal(text(card, key));
    }

    private static String text(Map<String, Object> card, String key) {
        var value = card.get(key);
        if (value == null) {
            throw new IllegalArgumentException("The rate card lacks " + key);
        }
        return value instanceof java.util.Date date ? LocalDate.ofInstant(date.toInstant(), java.time.ZoneOffset.UTC).toString() : value.toString();
    }

    BigDecimal of(MetaCategory category) {
        return category == MetaCategory.MARKETING ? marketing : utility;
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.municipality.MetaCategory;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What sending costs, by the provider's rate card. The channel that has one implements it. Call it in the municipality's scope. */
public interface Prices {

    /**
     * An estimate of a sending of the current municipality, this month.
     *
     * @param templates how many get a template of that category
     * @param freeTexts how many get free text within their 24 hours: so many of these are free in a month
     */
    Estimate estimate(MetaCategory category, long templates, long freeTexts);

    /** What one delivered template of that category costs. */
    BigDecimal each(MetaCategory category);

    /** What the current municipality's free texts have cost this year, beyond those that cost nothing each month: also an estimate. */
    BigDecimal freeTextsThisYear();

    /**
     * @param freeOfCharge how many of the free texts cost nothing
     * @param freeLeft how many free texts of this month would be left after it
     * @param each what one template costs
     * @param words in Italian, one sentence: amount, how it is made up, of which day the prices are
     */
    record Estimate(BigDecimal amount, String currency, BigDecimal each, long freeOfCharge, long freeLeft, LocalDate pricesOf, String words) {}
}

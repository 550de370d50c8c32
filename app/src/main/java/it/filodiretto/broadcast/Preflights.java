// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.messaging.NoticeTemplates;
import it.filodiretto.messaging.Outbox;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Topics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts, before anything leaves, whom a notice would reach and what that takes. */
@Component
class Preflights {

    private final NoticeAudience audience;
    private final NoticeMessage messages;
    private final NoticeTemplates templates;
    private final Topics topics;
    private final Outbox outbox;
    private final Clock clock;
    private final BigDecimal utilityPrice;
    private final BigDecimal marketingPrice;
    private final int rate;

    Preflights(NoticeAudience audience, NoticeMessage messages, NoticeTemplates templates, Topics topics, Outbox outbox, Clock clock,
            @Value("${filodiretto.price.utility}") BigDecimal utilityPrice, @Value("${filodiretto.price.marketing}") BigDecimal marketingPrice,
            @Value("${filodiretto.meta.rate:}") String rate) {
        this.audience = audience;
        this.messages = messages;
        this.templates = templates;
        this.topics = topics;
        this.outbox = outbox;
        this.clock = clock;
        this.utilityPrice = utilityPrice;
        this.marketingPrice = marketingPrice;
        this.rate = rate.isBlank() ? 80 : Integer.parseInt(rate.strip());
    }

    /** Messages a second that the number may send; 0: as fast as it goes. */
    int rate() {
        return rate;
    }

    @Transactional(readOnly = true)
    public Preflight of(Aim aim) {
        var content = aim.content();
        long reachable = audience.count(aim, clock.instant());
        long subscribers = audience.subscribers();
        long freeText = Math.min(reachable, audience.stillWanting(aim, outbox.withOpenWindow()).size());
        var price = topics.find(content.topic()).filter(it -> it.category() == MetaCategory.MARKETING).isPresent() ? marketingPrice : utilityPrice;
        var template = messages.template(content, messages.link(null));
        var limit = templates.dailyLimit();
        var cost = price.multiply(BigDecimal.valueOf(reachable - freeText)).setScale(2, RoundingMode.HALF_UP);
        return new Preflight(reachable, subscribers, freeText,
            new Preflight.Template(template.approved(), template.template().name(), template.words()),
            limit.known() ? new Preflight.Limit(limit.perDay()) : null, cost, rate);
    }
}

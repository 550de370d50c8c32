// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.channel.Prices;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.wording.Topic;
import it.filodiretto.wording.Topics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the town's notices cost: only what was delivered, at today's price of each notice's own category. Estimates; the true
 * prices are Meta's. In a transaction.
 */
@Component
public class Spending {

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final SpendingTable table;
    private final NoticeTable notices;
    private final NoticeAudience audience;
    private final Bulks bulks;
    private final Prices prices;
    private final Topics topics;
    private final Municipalities municipalities;

    Spending(SpendingTable table, NoticeTable notices, NoticeAudience audience, Bulks bulks, Prices prices, Topics topics, Municipalities municipalities) {
        this.table = table;
        this.notices = notices;
        this.audience = audience;
        this.bulks = bulks;
        this.prices = prices;
        this.topics = topics;
        this.municipalities = municipalities;
    }

    /** @param estimate when it began; null: not known yet */
    public record Cost(BigDecimal soFar, @Nullable BigDecimal estimate) {}

    /** Of one sending. */
    public Cost of(BroadcastId id, BulkCounts counts) {
        return table.find(id).map(it -> new Cost(amount(it, counts.delivered() + counts.read()), it.estimate())).orElse(new Cost(BigDecimal.ZERO, null));
    }

    /** Of all since New Year, free texts beyond those that cost nothing included. */
    BigDecimal thisYear() {
        var zone = municipalities.current().zone();
        var delivered = bulks.deliveredSince(LocalDate.ofInstant(REAL_TIME.instant(), zone).withDayOfYear(1).atStartOfDay(zone).toInstant());
        var ids = delivered.keySet().stream().map(it -> it.value()).toList();
        return table.of(ids).stream().map(it -> amount(it, delivered.getOrDefault(it.id().bulk(), 0L))).reduce(prices.freeTextsThisYear(), BigDecimal::add);
    }

    MetaCategory category(String topic) {
        return topics.find(topic).map(Topic::category).orElse(MetaCategory.UTILITY);
    }

    /** What a sending is thought to cost: once, as soon as its people are handed over. */
    public void estimate(BroadcastId id) {
        if (table.find(id).filter(it -> it.estimate() == null).isEmpty()) {
            return;
        }
        var notice = notices.findByBroadcast(id);
        var people = bulks.find(id.bulk()).map(it -> it.counts().total()).orElse(0L);
        notice.ifPresent(it -> {
            long freeText = Math.min(people, audience.withOpenWindow(it.aim()));
            table.estimate(id, prices.estimate(category(it.content().topic()), people - freeText, freeText).amount());
        });
    }

    /** By which means its messages left. */
    public void ended(BroadcastId id, List<Bulks.Minute> minutes) {
        table.means(id, minutes.stream().mapToLong(Bulks.Minute::template).sum(), minutes.stream().mapToLong(Bulks.Minute::freeText).sum());
    }

    private BigDecimal amount(SpendingTable.Sent sent, long delivered) {
        return prices.each(category(sent.topic())).multiply(BigDecimal.valueOf(sent.templates(delivered))).setScale(2, RoundingMode.HALF_UP);
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.util.List;
import java.time.LocalDate;
import java.time.Duration;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.messaging.Prices;
import it.filodiretto.messaging.Lanes;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Channel;
import it.filodiretto.messaging.Bulks;
import it.filodiretto.messaging.NoticeTemplates;
import it.filodiretto.messaging.Outbox;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Topics;
import java.math.BigDecimal;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts, before anything leaves, whom a notice would reach and what that takes. */
@Component
class Preflights {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LATELY = Duration.ofDays(30);
    private static final Clock REAL_TIME = Clock.systemUTC();

    private final NoticeAudience audience;
    private final NoticeMessage messages;
    private final NoticeTemplates templates;
    private final Topics topics;
    private final Outbox outbox;
    private final Bulks bulks;
    private final Lanes lanes;
    private final List<Channel> channels;
    private final Prices prices;
    private final QuietHours quiet;
    private final Municipalities municipalities;
    private final Clock clock;

    Preflights(NoticeAudience audience, NoticeMessage messages, NoticeTemplates templates, Topics topics, Outbox outbox, Bulks bulks, Lanes lanes,
            List<Channel> channels, Prices prices, QuietHours quiet, Municipalities municipalities, Clock clock) {
        this.audience = audience;
        this.messages = messages;
        this.templates = templates;
        this.topics = topics;
        this.outbox = outbox;
        this.bulks = bulks;
        this.lanes = lanes;
        this.channels = List.copyOf(channels);
        this.prices = prices;
        this.quiet = quiet;
        this.municipalities = municipalities;
        this.clock = clock;
    }

    /** Messages a second that the number may send; 0: as fast as it goes. */
    int rate() {
        return lanes.ofCurrentTown(ChannelKind.WHATSAPP).flatMap(lane -> channels.stream().filter(it -> it.kind() == ChannelKind.WHATSAPP).findFirst()
            .map(it -> it.rate(lane))).orElse(80);
    }

    @Transactional(readOnly = true)
    public Preflight of(Aim aim) {
        var content = aim.content();
        long reachable = audience.count(aim, clock.instant());
        long freeText = Math.min(reachable, audience.stillWanting(aim, outbox.withOpenWindow()).size());
        var template = messages.template(content, messages.link(null));
        var limit = templates.dailyLimit();
        var estimate = prices.estimate(category(content), reachable - freeText, freeText);
        return new Preflight(reachable, audience.subscribers(), freeText,
            new Preflight.Template(template.approved(), template.template().name(), template.words(),
                content.details().picture() == null ? null : new Preflight.Picture(template.picture().isEmpty(), template.picture())),
            limit.known() ? new Preflight.Limit(limit.perDay(), bulks.takenSince(REAL_TIME.instant().minus(DAY))) : null,
            new Preflight.Cost(estimate.amount(), estimate.words(), estimate.freeLeft(), budget(content)), rate(),
            new Preflight.Others(audience.left(), bulks.failedSince(REAL_TIME.instant().minus(LATELY)), quiet.shown(), quiet.hold(content, clock.instant())));
    }

    private MetaCategory category(NoticeText content) {
        return topics.find(content.topic()).map(it -> it.category()).orElse(MetaCategory.UTILITY);
    }

    /** What this year's sendings took away is an estimate too: each of their messages at today's price. */
    private Preflight.@org.jspecify.annotations.Nullable Budget budget(NoticeText content) {
        var yearly = municipalities.current().notices().yearlyBudget();
        if (yearly == null) {
            return null;
        }
        var zone = municipalities.current().zone();
        long sent = bulks.takenSince(LocalDate.ofInstant(REAL_TIME.instant(), zone).withDayOfYear(1).atStartOfDay(zone).toInstant());
        return new Preflight.Budget(yearly, prices.estimate(category(content), sent, 0).amount());
    }
}

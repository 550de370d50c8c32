// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.Lanes;
import it.filodiretto.channel.NoticeTemplates;
import it.filodiretto.channel.Prices;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.notice.Aim;
import it.filodiretto.notice.NoticeMessage;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.shared.Recent;
import it.filodiretto.wording.Topic;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts, before anything leaves, whom a notice would reach and what that takes. */
@Component
public class Preflights {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LATELY = Duration.ofDays(30);
    private static final NoticeText AN_ALERT = NoticeText.of("", "", Topic.CIVIL_PROTECTION);
    private static final int MOST_REASONS = 5;
    private static final Clock REAL_TIME = Clock.systemUTC();

    private final NoticeAudience audience;
    private final NoticeMessage messages;
    private final NoticeTemplates templates;
    private final Bulks bulks;
    private final Lanes lanes;
    private final List<Channel> channels;
    private final Prices prices;
    private final Spending spending;
    private final QuietHours quiet;
    private final Municipalities municipalities;
    private final Clock clock;
    /** Every open console asks each half minute, and all of this counts. */
    private final Recent<MunicipalityId, Standing> standing = new Recent<>(Duration.ofMinutes(1), _ -> count());

    Preflights(NoticeAudience audience, NoticeMessage messages, NoticeTemplates templates, Bulks bulks, Lanes lanes,
            List<Channel> channels, Prices prices, Spending spending, QuietHours quiet, Municipalities municipalities, Clock clock) {
        this.audience = audience;
        this.messages = messages;
        this.templates = templates;
        this.bulks = bulks;
        this.lanes = lanes;
        this.channels = List.copyOf(channels);
        this.prices = prices;
        this.spending = spending;
        this.quiet = quiet;
        this.municipalities = municipalities;
        this.clock = clock;
    }

    /** Messages a second that the number may send; 0: as fast as it goes. */
    public int rate() {
        return lanes.ofCurrentTown(ChannelKind.WHATSAPP).flatMap(lane -> channels.stream().filter(it -> it.kind() == ChannelKind.WHATSAPP).findFirst()
            .map(it -> it.rate(lane))).orElse(80);
    }

    @Transactional(readOnly = true)
    public Preflight of(Aim aim) {
        var content = aim.content();
        var now = clock.instant();
        long blocked = audience.blocked(aim, now);
        long reachable = audience.count(aim, now) - blocked;
        long freeText = Math.min(reachable, audience.withOpenWindow(aim));
        var estimate = prices.estimate(spending.category(content.topic()), reachable - freeText, freeText);
        return new Preflight(reachable, audience.subscribers(), freeText,
            template(content), limit(written(aim, reachable - freeText)),
            new Preflight.Cost(estimate.amount(), estimate.words(), estimate.freeLeft(), budget()), rate(),
            others(aim, blocked));
    }

    /** Whether everybody could be told today of an alert; asked before there is one. */
    @Transactional(readOnly = true)
    public Readiness readiness() {
        var now = standing.of(CurrentMunicipality.require());
        return new Readiness(now.people(), alarm(), template(AN_ALERT), limit(now.written()), now.cost(), now.budget());
    }

    private @Nullable String alarm() {
        var lane = lanes.ofCurrentTown(ChannelKind.WHATSAPP);
        return lanes.alarms().stream().filter(it -> lane.filter(of -> of.id().equals(it.lane())).isPresent()).findFirst().map(Lanes.Alarm::words)
            .orElseGet(templates::hindrance);
    }

    /** What is counted among all people and sendings. */
    private record Standing(long people, Written written, BigDecimal cost, Preflight.@Nullable Budget budget) {}

    private Standing count() {
        var people = audience.subscribers();
        return new Standing(people, written(Aim.of(AN_ALERT), people), prices.estimate(spending.category(Topic.CIVIL_PROTECTION), people, 0).amount(), budget());
    }

    private Preflight.Template template(NoticeText content) {
        var template = messages.template(content, messages.link(null));
        return new Preflight.Template(template.approved(), template.template().name(), template.words(),
            content.details().picture() == null ? null : new Preflight.Picture(template.picture().isEmpty(), template.picture()));
    }

    private Preflight.@Nullable Limit limit(Written written) {
        var limit = templates.dailyLimit();
        return limit.known() ? new Preflight.Limit(limit.perDay(), written.used(), written.again()) : null;
    }

    /** Who was written to first in the last 24 hours; {@code again}: how many of them would be once more. */
    private record Written(long used, long again) {}

    /** Without a limit nobody needs to know how many different people they were, which takes long where they are very many. */
    private Written written(Aim aim, long people) {
        var since = REAL_TIME.instant().minus(DAY);
        var perDay = templates.dailyLimit().perDay();
        if (perDay == null) {
            return new Written(bulks.takenSince(since), 0);
        }
        long used = bulks.countWrittenFirst(since);
        return new Written(used, people <= perDay - used ? 0 : audience.writtenFirstAgain(aim, since));
    }

    /** Whom of these people sendings could not reach lately, the latest first. */
    @Transactional(readOnly = true)
    public List<Bulks.Unreached> unreached(Aim aim) {
        return audience.unreachedSince(aim, REAL_TIME.instant().minus(LATELY)).stream().sorted(Comparator.comparing(Bulks.Unreached::at).reversed()).toList();
    }

    private Preflight.Others others(Aim aim, long blocked) {
        var unreached = unreached(aim);
        var content = aim.content();
        return new Preflight.Others(audience.left(), blocked, audience.withoutNumber(aim), unreached.size(), reasons(unreached), quiet.shown(),
            quiet.hold(content, clock.instant()), Preflight.Outside.of(aim));
    }

    private static List<BulkState.Failure> reasons(List<Bulks.Unreached> unreached) {
        return unreached.stream().collect(Collectors.groupingBy(Bulks.Unreached::code)).values().stream()
            .map(it -> new BulkState.Failure(it.getFirst().code(), it.getFirst().reason(), it.size()))
            .sorted(Comparator.comparing(BulkState.Failure::count).reversed().thenComparing(BulkState.Failure::code)).limit(MOST_REASONS).toList();
    }

    private Preflight.@Nullable Budget budget() {
        var yearly = municipalities.current().notices().yearlyBudget();
        return yearly == null ? null : new Preflight.Budget(yearly, spending.thisYear());
    }
}

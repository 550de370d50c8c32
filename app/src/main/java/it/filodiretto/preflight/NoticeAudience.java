// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.audience.Audience;
import it.filodiretto.audience.AudienceQuery;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.notice.Aim;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.outbox.Blocks;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.subscription.Subscriptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is to hear a notice: who wants to, by the subscription module, or who had the notice that this one follows. */
@Component
public class NoticeAudience {

    /** Nothing will change by trying again: wrong numbers, what WhatsApp or the person decided, what somebody gave up, for it may have arrived. */
    static final Set<String> HOPELESS = Set.of("100", "131008", "131009", "131021", "131049", "131050", "130472", "unknown-outcome");

    private static final int MOST_UNREACHED = 100_000;
    private static final int AT_ONCE = 10_000;
    private static final int FEW = 100;
    /** As the database has them: ids of version 7 compare alike. */
    private static final Comparator<CitizenId> IN_PAGES = Comparator.comparing(CitizenId::value);

    private final Audience audience;
    private final Subscriptions subscriptions;
    private final Bulks bulks;
    private final Outbox outbox;
    private final Citizens citizens;
    private final Blocks blocks;
    private final NoticeTable notices;

    NoticeAudience(Audience audience, Subscriptions subscriptions, Bulks bulks, Outbox outbox, Citizens citizens, Blocks blocks, NoticeTable notices) {
        this.audience = audience;
        this.subscriptions = subscriptions;
        this.bulks = bulks;
        this.outbox = outbox;
        this.citizens = citizens;
        this.blocks = blocks;
        this.notices = notices;
    }

    public long count(Aim aim, Instant approvedAt) {
        if (!aim.isForTheSamePeople() && !aim.isRetry()) {
            return audience.count(query(aim, approvedAt));
        }
        var query = query(aim, approvedAt);
        var attempts = attempts(aim);
        if (!aim.isRetry()) {
            return attempts.stream().mapToLong(it -> audience.countAmong(query, it, false, Set.of())).sum();
        }
        return attempts.size() == 1 ? audience.countAmong(query, attempts.getFirst(), true, HOPELESS)
            : stillWanting(aim, notReached(attempts, null, Integer.MAX_VALUE)).size();
    }

    public Audience.Page page(Aim aim, Instant approvedAt, @Nullable CitizenId after, int limit) {
        if (!aim.isForTheSamePeople() && !aim.isRetry()) {
            return audience.page(query(aim, approvedAt), after, limit);
        }
        var people = people(aim, after, limit);
        var wanting = stillWanting(aim, people);
        return new Audience.Page(people.stream().filter(wanting::contains).toList(), people.size() - wanting.size(),
            people.isEmpty() ? null : people.getLast());
    }

    /** Whether the person was to hear it at the approval, and wants to now. */
    public boolean isIn(Aim aim, Instant approvedAt, CitizenId citizen) {
        return page(aim, approvedAt, before(citizen), 1).wanting().contains(citizen);
    }

    /** The id just below, in the order of pages. */
    private static CitizenId before(CitizenId citizen) {
        var id = citizen.value();
        long low = id.getLeastSignificantBits();
        return new CitizenId(new UUID(low == 0 ? id.getMostSignificantBits() - 1 : id.getMostSignificantBits(), low - 1));
    }

    public Set<CitizenId> stillWanting(Aim aim, Collection<CitizenId> citizens) {
        return citizens.isEmpty() ? Set.of() : audience.stillWanting(query(aim, Instant.EPOCH), citizens);
    }

    /** How many of its people wrote in the last 24 hours, and may be answered by free text. */
    long withOpenWindow(Aim aim) {
        var open = new HashSet<>(outbox.withOpenWindow());
        open.removeAll(blocks.people());
        return stillWanting(aim, open).size();
    }

    /** How many of its people sendings begun since then wrote to first, and this one would again. */
    long writtenFirstAgain(Aim aim, Instant since) {
        var people = bulks.writtenFirst(since);
        people.removeAll(outbox.withOpenWindow());
        people.removeAll(blocks.people());
        return stillWanting(aim, people).size();
    }

    /** How many of its people an operator has shut out: WhatsApp lets nothing through to them. */
    long blocked(Aim aim, Instant approvedAt) {
        return stillWanting(aim, blocks.people()).stream().filter(it -> isIn(aim, approvedAt, it)).count();
    }

    /** How many of its people are known by no telephone number: WhatsApp reaches them by their user id. */
    long withoutNumber(Aim aim) {
        return stillWanting(aim, citizens.withoutNumber()).size();
    }

    /** Whom of its people sendings could not reach since then, each with the latest reason; they are tried again. */
    List<Bulks.Unreached> unreachedSince(Aim aim, Instant since) {
        var failed = bulks.unreachedSince(since, MOST_UNREACHED);
        var wanting = stillWanting(aim, failed.stream().map(Bulks.Unreached::citizen).toList());
        return failed.stream().filter(it -> wanting.contains(it.citizen())).toList();
    }

    long subscribers() {
        return subscriptions.active();
    }

    long left() {
        return subscriptions.left();
    }

    private List<CitizenId> people(Aim aim, @Nullable CitizenId after, int limit) {
        var attempts = attempts(aim);
        return aim.isRetry() ? notReached(attempts, after, limit)
            : attempts.stream().flatMap(it -> bulks.reached(it, after, limit).stream()).distinct().sorted(IN_PAGES).limit(limit).toList();
    }

    /** Whom the first of them did not reach, and none of the others has reached or may still reach: nobody gets it twice. */
    private List<CitizenId> notReached(List<BulkId> attempts, @Nullable CitizenId after, int limit) {
        var found = new ArrayList<CitizenId>();
        var last = after;
        int step = Math.clamp(limit, FEW, AT_ONCE);
        List<CitizenId> failed;
        do {
            failed = bulks.failed(attempts.getFirst(), HOPELESS, last, step);
            last = failed.isEmpty() ? last : failed.getLast();
            var reached = attempts.size() == 1 ? Set.<CitizenId>of() : bulks.reachedAmong(attempts.subList(1, attempts.size()), failed);
            failed.stream().filter(it -> !reached.contains(it)).forEach(found::add);
        } while (failed.size() == step && found.size() < limit);
        return found.stream().limit(limit).toList();
    }

    /** The sending that the notice follows, then the others that tried the same. */
    private List<BulkId> attempts(Aim aim) {
        var first = Objects.requireNonNull(aim.first());
        var again = notices.attempts(new BroadcastId(first.value())).stream().map(BroadcastId::bulk).filter(it -> !it.equals(first));
        return Stream.concat(Stream.of(first), again).toList();
    }

    /** Who had the first gets what follows, wherever he wants to hear of since. */
    private static AudienceQuery query(Aim aim, Instant approvedAt) {
        var content = aim.content();
        return new AudienceQuery(content.topic(), approvedAt, aim.first() != null && (aim.isForTheSamePeople() || aim.isRetry()) ? List.of() : content.districts(),
            content.details().drill());
    }
}

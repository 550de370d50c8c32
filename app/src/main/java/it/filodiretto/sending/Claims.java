// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.database.Plans;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Priority;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import it.filodiretto.outbox.BulkRecipients;
import it.filodiretto.outbox.BulkRow;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.BulkTable;
import it.filodiretto.outbox.Exclusions;
import it.filodiretto.outbox.FailedReplies;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.outbox.WindowTable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records attempts before they leave: who has priority first, and never who has left meanwhile. What a claim gives out is
 * on disk as in flight; after a crash it is uncertain, not lost.
 */
@Component
@Transactional
class Claims {

    /** The provider's clock and ours differ a little: near its end the window counts as closed. */
    private static final Duration CAUTION = Duration.ofMinutes(1);
    private static final Duration TWIN_PAUSE = Duration.ofSeconds(1);
    private static final String CLOSED_WORDS = "Sono passate 24 ore dall’ultimo messaggio della persona: ora si può mandare solo un modello.";

    private final QueueTable queue;
    private final BulkTable bulks;
    private final BulkCountTable counts;
    private final WindowTable windows;
    private final Exclusions exclusions;
    private final List<BulkRecipients> recipients;
    private final FailedReplies replies;
    private final Plans plans;
    private final Clock clock;

    Claims(QueueTable queue, BulkTable bulks, BulkCountTable counts, WindowTable windows, Exclusions exclusions,
            List<BulkRecipients> recipients, FailedReplies replies, Plans plans, Clock clock) {
        this.queue = queue;
        this.bulks = bulks;
        this.counts = counts;
        this.windows = windows;
        this.exclusions = exclusions;
        this.recipients = recipients;
        this.replies = replies;
        this.plans = plans;
        this.clock = clock;
    }

    /** @param more whether there may be more that is ready now */
    record Turn(List<Claimed> messages, boolean more) {}

    /**
     * The next messages of the lane.
     *
     * @param answersFirst false: nobody has answered a person since the last look; answers then come after the notices
     */
    Turn next(Lane lane, long epoch, int limit, String writer, Progress progress, boolean answersFirst) {
        plans.keepByIndex();
        var running = bulks.running(lane.id());
        if (!running.isEmpty() && answersFirst) {
            var answers = single(lane, epoch, Priority.ANSWER, limit).messages();
            if (!answers.isEmpty()) {
                return new Turn(answers, true);
            }
        }
        for (var bulk : running) {
            var claimed = bulk.stage() == BulkState.Stage.RUNNING ? many(bulk, epoch, limit, writer, progress) : List.<Claimed>of();
            if (!claimed.isEmpty()) {
                return new Turn(claimed, true);
            }
        }
        return single(lane, epoch, Priority.REST, limit);
    }

    private Turn single(Lane lane, long epoch, Priority last, int limit) {
        var rows = queue.claim(lane.id(), epoch, last, limit);
        return new Turn(rows.isEmpty() ? List.of() : single(lane, rows), rows.size() == limit);
    }

    private List<Claimed> single(Lane lane, List<QueueTable.Row> rows) {
        long now = System.nanoTime();
        var contents = queue.contents(rows);
        var always = lane.channel() != ChannelKind.WHATSAPP;
        var open = always ? Set.<CitizenId>of() : withOpenWindow(lane.id(), rows);
        var claimed = new ArrayList<Claimed>();
        var late = new ArrayList<MessageId>();
        for (var row : rows) {
            var content = contents.get(row.id().id());
            if (content == null) {
                continue;
            }
            var chosen = choose(content, always || open.contains(row.citizen()) && !row.templateOnly());
            if (chosen == null) {
                late.add(row.id());
            } else {
                claimed.add(new Claimed(row.id(), row.citizen(), null, row.attempt(), row.at(), chosen, content.otherwise(), now));
            }
        }
        queue.drop(late, "FAILED", "window-closed", CLOSED_WORDS);
        replies.tell(late);
        return claimed;
    }

    private List<Claimed> many(BulkRow bulk, long epoch, int limit, String writer, Progress progress) {
        var rows = queue.claim(epoch, bulk, progress.after(bulk.id()), limit);
        if (rows.isEmpty() && !progress.isAtStart()) {
            rows = queue.claim(epoch, bulk, progress.start(), limit);
        }
        progress.claimed(rows);
        rows = withoutTwins(bulk.id(), rows, writer);
        if (rows.isEmpty()) {
            return List.of();
        }
        long now = System.nanoTime();
        var wanting = stillWanting(bulk.id(), rows);
        var left = rows.stream().filter(it -> !wanting.contains(it.citizen())).map(QueueTable.Row::id).toList();
        queue.drop(left, "LEFT", null, null);
        var contents = bulks.contents(bulk.id());
        var open = contents.freeText() == null ? Set.<CitizenId>of() : withOpenWindow(bulk.lane(), rows);
        var byTemplate = rows.stream().filter(it -> it.templateOnly() || !open.contains(it.citizen())).map(QueueTable.Row::citizen).filter(wanting::contains)
            .collect(Collectors.toSet());
        var excluded = exclusions.of(bulk, contents.template(), wanting, byTemplate);
        var claimed = new ArrayList<Claimed>();
        int spared = 0;
        for (var row : rows.stream().filter(it -> wanting.contains(it.citizen())).toList()) {
            var text = contents.freeText();
            var content = text == null || byTemplate.contains(row.citizen()) ? contents.template() : text;
            var restraint = excluded.get(row.citizen());
            if (restraint == null) {
                claimed.add(new Claimed(row.id(), row.citizen(), bulk.id(), row.attempt(), row.at(), content, contents.template(), now));
            } else {
                queue.drop(List.of(row.id()), "EXCLUDED", restraint.code(), restraint.words());
                spared++;
            }
        }
        counts.add(bulk.id(), Delta.of("queued", -rows.size()).and("has_left", left.size()).and("excluded", spared).and("in_flight", claimed.size()), writer);
        return claimed;
    }

    /** Two of one person: one leaves at a time, and if that one arrives the other does not leave. */
    private List<QueueTable.Row> withoutTwins(BulkId bulk, List<QueueTable.Row> rows, String writer) {
        var twins = rows.stream().filter(it -> it.twin() != null).toList();
        if (twins.isEmpty()) {
            return rows;
        }
        var claimed = rows.stream().map(it -> it.id().id()).collect(Collectors.toSet());
        var standings = queue.standings(twins.stream().map(it -> new MessageId(Objects.requireNonNull(it.twin()), it.id().day())).toList());
        var leave = new ArrayList<>(rows);
        var spared = new ArrayList<MessageId>();
        var later = new ArrayList<MessageId>();
        for (var row : twins) {
            var other = Objects.requireNonNull(row.twin());
            var out = switch (claimed.contains(other) ? "QUEUED" : standings.getOrDefault(other, "")) {
                case "ACCEPTED", "SENT", "DELIVERED", "READ" -> spared;
                case "ON_ITS_WAY" -> later;
                case "QUEUED" -> row.id().id().compareTo(other) > 0 ? later : null;
                default -> null;
            };
            if (out != null) {
                out.add(row.id());
                leave.remove(row);
            }
        }
        queue.drop(spared, "EXCLUDED", MergedMessageTable.CODE, MergedMessageTable.WORDS);
        queue.putOff(later, TWIN_PAUSE);
        counts.add(bulk, Delta.of("queued", -spared.size()).and("excluded", spared.size()), writer);
        return leave;
    }

    private Set<CitizenId> stillWanting(BulkId bulk, List<QueueTable.Row> rows) {
        Set<CitizenId> wanting = rows.stream().map(QueueTable.Row::citizen).collect(Collectors.toCollection(HashSet::new));
        for (var each : recipients) {
            wanting.retainAll(each.stillWanting(bulk, Set.copyOf(wanting)));
        }
        return wanting;
    }

    private Set<CitizenId> withOpenWindow(LaneId lane, List<QueueTable.Row> rows) {
        return windows.wroteAfter(lane, rows.stream().map(QueueTable.Row::citizen).toList(),
            clock.instant().minus(Outbox.SERVICE_WINDOW).plus(CAUTION));
    }

    private static @Nullable MessageContent choose(QueueTable.Contents contents, boolean windowOpen) {
        return windowOpen || contents.content() instanceof MessageContent.Template ? contents.content() : contents.otherwise();
    }
}

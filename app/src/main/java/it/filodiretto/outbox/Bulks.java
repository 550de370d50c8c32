// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.MessageId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends one content to many: opened once, filled in pages, then the sending engine's business. */
@Service
@Transactional
public class Bulks {

    private final BulkTable bulks;
    private final BulkCountTable counts;
    private final OutgoingTable messages;
    private final StuckTable stuck;
    private final Lanes lanes;
    private final Wakeups wakeups;

    Bulks(BulkTable bulks, BulkCountTable counts, OutgoingTable messages, StuckTable stuck, Lanes lanes, Wakeups wakeups) {
        this.bulks = bulks;
        this.counts = counts;
        this.messages = messages;
        this.stuck = stuck;
        this.lanes = lanes;
        this.wakeups = wakeups;
    }

    /** Opens the sending; from now on all its recipients count as queued. @throws IllegalStateException without a lane */
    public void open(BulkOrder order) {
        var lane = lanes.ofCurrentTown(order.channel())
            .orElseThrow(() -> new IllegalStateException("This municipality has no " + order.channel() + " account to send from"));
        bulks.insert(order, lane.id());
        counts.add(order.id(), BulkCountTable.Delta.of("queued", order.recipients()), "order");
    }

    /** Adds a page of people, up to some 10,000; adding somebody twice has no effect. @return how many were new */
    public int add(BulkId id, List<CitizenId> citizens) {
        var bulk = bulks.get(id);
        int added = messages.enqueueAll(bulk, citizens);
        wakeups.afterCommit(bulk.lane());
        return added;
    }

    /** These wanted it at the approval and have left since, before their message was made. */
    public void leftBeforeTheirTurn(BulkId id, int people) {
        counts.add(id, BulkCountTable.Delta.of("queued", -people).and("has_left", people), "order");
    }

    /** No more people will be added. @param recipients how many there were in truth */
    public void filled(BulkId id, long recipients) {
        var bulk = bulks.get(id);
        counts.add(id, BulkCountTable.Delta.of("queued", recipients - bulk.recipients()), "order");
        bulks.filled(id, recipients);
        wakeups.afterCommit(bulk.lane());
    }

    /** Nothing more leaves, from the next batch on; what is on its way is settled. No effect once it is over. */
    public void pause(BulkId id) {
        bulks.changeStage(id, BulkState.Stage.RUNNING, BulkState.Stage.PAUSED, null);
    }

    public void resume(BulkId id) {
        bulks.changeStage(id, BulkState.Stage.PAUSED, BulkState.Stage.RUNNING, null);
        wakeups.afterCommit(bulks.get(id).lane());
    }

    /** Nothing more leaves; those still queued are counted as excluded, page by page. */
    public void cancel(BulkId id) {
        bulks.cancel(id);
        wakeups.afterCommit(bulks.get(id).lane());
    }

    /** What it says is over: what has left has left, and no template takes the place of a text that did not arrive. */
    public void end(BulkId id) {
        bulks.end(id);
    }

    /** How many have been uncertain for so long that nobody but a person can tell what is to be done. */
    @Transactional(readOnly = true)
    public long stuck(BulkId id) {
        return stuck.count(id);
    }

    /** Those go again: who had it already gets it twice. @return how many */
    public int sendStuckAgain(BulkId id) {
        int again = stuck.sendAgain(id);
        wake(id);
        return again;
    }

    /** Those go no more: who had not got it never gets it, and counts as failed until a report says otherwise. @return how many */
    public int closeStuck(BulkId id) {
        int closed = stuck.close(id);
        wake(id);
        return closed;
    }

    private void wake(BulkId id) {
        bulks.find(id).ifPresent(it -> wakeups.afterCommit(it.lane()));
    }

    @Transactional(readOnly = true)
    public Optional<BulkState> find(BulkId id) {
        return bulks.find(id).map(it -> new BulkState(id, it.stage(), it.recipients(), counts.sum(id), it.startedAt(),
            it.finishedAt(), it.pauseReason(), counts.failures(id)));
    }

    /**
     * Those who got a sending's message or may still get it, in the order of their ids.
     *
     * @param after last of the page before, null for the first
     */
    @Transactional(readOnly = true)
    public List<CitizenId> reached(BulkId id, @org.jspecify.annotations.Nullable CitizenId after, int limit) {
        return bulks.reached(id, after, limit);
    }

    /** Whether it was stopped, and some of what has not left still looks as if it would. */
    @Transactional(readOnly = true)
    public boolean isBeingSwept(BulkId id) {
        return bulks.isBeingSwept(id);
    }

    /** Those of them whom one of these sendings reached or may still reach. */
    @Transactional(readOnly = true)
    public java.util.Set<CitizenId> reachedAmong(java.util.Collection<BulkId> ids, java.util.Collection<CitizenId> people) {
        return ids.isEmpty() || people.isEmpty() ? java.util.Set.of() : bulks.reachedAmong(ids, people);
    }

    /** Those whom it certainly did not reach, but for these reasons. */
    @Transactional(readOnly = true)
    public List<CitizenId> failed(BulkId id, java.util.Collection<String> butForCodes, @org.jspecify.annotations.Nullable CitizenId after, int limit) {
        return bulks.failed(id, butForCodes, after, limit);
    }

    /** How many messages of sendings begun since then WhatsApp has taken: those of templates and of free text together. */
    @Transactional(readOnly = true)
    public long takenSince(java.time.Instant since) {
        return bulks.takenSince(since);
    }

    /** How many people sendings begun since then wrote to first, by a template that WhatsApp has taken; each once. */
    @Transactional(readOnly = true)
    public long countWrittenFirst(java.time.Instant since) {
        return bulks.countWrittenFirst(since);
    }

    /** Who these people are. */
    @Transactional(readOnly = true)
    public java.util.Set<CitizenId> writtenFirst(java.time.Instant since) {
        return bulks.writtenFirst(since);
    }

    /** Whom sendings could not reach since then, each with the latest reason; at most so many. */
    @Transactional(readOnly = true)
    public List<Unreached> unreachedSince(java.time.Instant since, int limit) {
        return bulks.unreachedSince(since, limit);
    }

    /** How many messages of each sending begun since then were delivered, read or not: those that are paid for. */
    @Transactional(readOnly = true)
    public java.util.Map<BulkId, Long> deliveredSince(java.time.Instant since) {
        return bulks.deliveredSince(since);
    }

    /** Each person's outcome, in pages, for the list and the CSV. @param after last message id of the page before, or {@code null} */
    @Transactional(readOnly = true)
    public List<Outcome> outcomes(BulkId id, @org.jspecify.annotations.Nullable MessageId after, int limit) {
        return bulks.outcomes(id, after, limit);
    }

    /** When its messages left, minute by minute, and by which means; whole only once it is over. */
    @Transactional(readOnly = true)
    public List<Minute> minutes(BulkId id) {
        return bulks.minutes(id);
    }

    /** Messages that left within a minute. @param unknown by template or as free text: only a report told that they had left */
    public record Minute(java.time.Instant at, long template, long freeText, long unknown) {}

    /** Whom a sending could not reach. @param reason in Italian; empty: it is not known */
    public record Unreached(CitizenId citizen, String code, String reason, java.time.Instant at) {}

    /** One person's outcome. @param state {@code QUEUED, IN_FLIGHT, UNCERTAIN, ACCEPTED, SENT, DELIVERED, READ, FAILED, LEFT, EXCLUDED} */
    public record Outcome(MessageId message, CitizenId citizen, String state, @org.jspecify.annotations.Nullable String code,
            @org.jspecify.annotations.Nullable String reason, java.time.@org.jspecify.annotations.Nullable Instant at) {}
}

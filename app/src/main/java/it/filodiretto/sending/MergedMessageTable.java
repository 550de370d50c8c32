// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Days;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Tables {@code outgoing_message} and {@code send_queue}, when two persons become one in the middle of sendings to many: of two
 * messages of one sending one arrives, and what was one's alone is hers.
 */
@Repository
public class MergedMessageTable {

    static final String CODE = "same-person";
    static final String WORDS = "È la stessa persona di un altro recapito: il messaggio le arriva una volta sola.";
    private static final String WRITER = "merge";
    private static final Set<String> REACHED = Set.of("ACCEPTED", "SENT", "DELIVERED", "READ");

    private final JdbcClient db;
    private final QueueTable queue;
    private final BulkCountTable counts;

    MergedMessageTable(JdbcClient db, QueueTable queue, BulkCountTable counts) {
        this.db = db;
        this.queue = queue;
        this.counts = counts;
    }

    /** One person's message of one sending. @param waiting its state in the queue; null: it is settled @param filled whether the sending has all its people */
    private record Half(BulkId bulk, boolean filled, MessageId id, CitizenId citizen, String state, @Nullable String waiting) {

        boolean isLive() {
            return waiting != null;
        }

        boolean isWaiting() {
            return "QUEUED".equals(waiting);
        }

        boolean hasReached() {
            return REACHED.contains(state);
        }

        /** It may be taken out without being sent twice or never. */
        boolean mayGo(Half other) {
            return isWaiting() && (other.isWaiting() || other.hasReached()) || "UNCERTAIN".equals(waiting) && other.hasReached();
        }

        Half with(String state, @Nullable String waiting) {
            return new Half(bulk, filled, id, citizen, state, waiting);
        }
    }

    /**
     * What becomes of the messages of two who are one.
     *
     * @param moved they are hers now
     * @param handed they go to her, when they go
     * @param twins one is on its way, or both: how that ends decides on the other, when it is its turn ({@link Claims})
     */
    private record Sorting(List<MessageId> moved, List<MessageId> handed, List<Half> dropped, Map<MessageId, MessageId> twins) {

        void alone(Half ofFrom) {
            if (ofFrom.filled() || ofFrom.isLive() || ofFrom.hasReached()) {
                moved.add(ofFrom.id());
            }
        }

        void both(Half ofFrom, Half ofInto) {
            if (ofFrom.mayGo(ofInto)) {
                dropped.add(ofFrom);
                return;
            }
            if (ofInto.mayGo(ofFrom)) {
                dropped.add(ofInto);
            } else if (ofFrom.isLive() || ofInto.isLive()) {
                twins.put(ofFrom.id(), ofInto.id());
            }
            if (ofFrom.isLive()) {
                handed.add(ofFrom.id());
            }
        }
    }

    /** Of each sending the person gets one message; a second one counts as left out. */
    public void merge(CitizenId from, CitizenId into) {
        var sorting = new Sorting(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        for (var pair : pairs(from, into)) {
            var ofFrom = pair.get(from);
            var ofInto = pair.get(into);
            if (ofFrom != null && ofInto != null) {
                sorting.both(ofFrom, ofInto);
            } else if (ofFrom != null) {
                sorting.alone(ofFrom);
            }
        }
        drop(sorting.dropped());
        hand(sorting.handed(), into);
        pairUp(sorting.twins());
        move(sorting.moved(), from, into);
    }

    /** What still waits goes to whose the message is again. */
    public void part(CitizenId from, CitizenId into) {
        for (var pair : pairs(from, into)) {
            pair.values().stream().filter(Half::isLive).forEach(it -> hand(List.of(it.id()), it.citizen()));
        }
        db.sql("""
                update send_queue set citizen_id = :from where citizen_id = :into and bulk_id is null
                   and message_id in (select id from outgoing_message where citizen_id = :from and bulk_id is null and state = 'QUEUED')""")
            .param("from", from.value()).param("into", into.value()).update();
    }

    /** Both persons' messages, sending by sending; from here to the end of the transaction those that still wait stay as they are. */
    private Collection<Map<CitizenId, Half>> pairs(CitizenId from, CitizenId into) {
        var halves = db.sql("""
                select m.id, m.day, m.bulk_id, m.citizen_id, m.state, b.filled
                  from bulk b join outgoing_message m on m.bulk_id = b.id and m.day = b.day and m.citizen_id in (:from, :into)""")
            .param("from", from.value()).param("into", into.value())
            .query((row, _) -> new Half(new BulkId(row.getObject("bulk_id", UUID.class)), row.getBoolean("filled"),
                new MessageId(row.getObject("id", UUID.class), row.getObject("day", LocalDate.class)),
                new CitizenId(row.getObject("citizen_id", UUID.class)), row.getString("state"), null)).list();
        var live = lock(halves.stream().filter(it -> it.state().equals("QUEUED")).map(Half::id).toList());
        var pairs = new HashMap<BulkId, Map<CitizenId, Half>>();
        for (var half : halves) {
            var now = live.get(half.id().id());
            pairs.computeIfAbsent(half.bulk(), _ -> new HashMap<>()).put(half.citizen(), now == null ? half : half.with(now.state(), now.waiting()));
        }
        return pairs.values();
    }

    /** Where a message stands now. */
    private record Standing(String state, @Nullable String waiting) {}

    /**
     * In the order of those who hold these rows already: who claims has the queue's first and those of the messages after, who
     * settles has the messages' first.
     */
    private Map<UUID, Standing> lock(List<MessageId> messages) {
        var found = new HashMap<UUID, Standing>();
        if (!messages.isEmpty()) {
            var ids = messages.stream().map(MessageId::id).toArray(UUID[]::new);
            db.sql("select message_id from send_queue where message_id = any(?) and state = 'QUEUED' order by message_id for update").param(ids).query(UUID.class).list();
            db.sql("select id, state from outgoing_message where id = any(:ids) and day between :first and :last order by id for update")
                .param("ids", ids).params(Days.of(messages.stream()))
                .query(row -> {
                    found.put(row.getObject("id", UUID.class), new Standing(row.getString("state"), null));
                });
            db.sql("select message_id, state from send_queue where message_id = any(?) order by message_id for update").param(ids)
                .query(row -> {
                    var inQueue = row.getString("state");
                    found.computeIfPresent(row.getObject("message_id", UUID.class), (_, it) -> new Standing(it.state(), waiting(it, inQueue)));
                });
        }
        return found;
    }

    /** A report may have settled the message of an attempt whose answer is still on its way. */
    private static @Nullable String waiting(Standing message, String inQueue) {
        return message.state().equals("QUEUED") ? inQueue : null;
    }

    private void drop(List<Half> halves) {
        queue.drop(halves.stream().map(Half::id).toList(), "EXCLUDED", CODE, WORDS);
        for (var half : halves) {
            counts.add(half.bulk(), Delta.none().move(String.valueOf(half.waiting()).toLowerCase(Locale.ROOT), "excluded"), WRITER);
        }
    }

    private void hand(List<MessageId> messages, CitizenId to) {
        if (!messages.isEmpty()) {
            db.sql("update send_queue set citizen_id = ?, twin = null where message_id = any(?)")
                .param(to.value()).param(messages.stream().map(MessageId::id).toArray(UUID[]::new)).update();
        }
    }

    /** Those of them that still are in the queue. */
    private void pairUp(Map<MessageId, MessageId> twins) {
        twins.forEach((one, other) -> db.sql("update send_queue set twin = case message_id when :one then :other::uuid else :one::uuid end where message_id in (:one, :other)")
            .param("one", one.id()).param("other", other.id()).update());
    }

    private void move(List<MessageId> messages, CitizenId from, CitizenId into) {
        if (!messages.isEmpty()) {
            db.sql("""
                    update outgoing_message set citizen_id = :into, first_citizen_id = coalesce(first_citizen_id, :from)
                     where id = any(:ids) and day between :first and :last""")
                .param("into", into.value()).param("from", from.value()).param("ids", messages.stream().map(MessageId::id).toArray(UUID[]::new))
                .params(Days.of(messages.stream())).update();
            hand(messages, into);
        }
    }
}

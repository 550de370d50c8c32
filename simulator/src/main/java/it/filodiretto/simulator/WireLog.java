// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What passed lately, in words for the page: numbers of people nobody looks at are only counted. */
final class WireLog {

    /** @param number counts up, so that a reader can ask for what is new */
    record Line(long number, String text) {}

    private static final int KEPT = 200;
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Clock clock;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final AtomicLong crowd = new AtomicLong();
    private final Map<Integer, Integer> notTaken = new ConcurrentHashMap<>();
    private long count;

    WireLog(Clock clock) {
        this.clock = clock;
    }

    void toTown(String what) {
        add("← " + what);
    }

    void toPhone(String what) {
        add("→ " + what);
    }

    /** A send to a number that nobody looks at. */
    void toCrowd() {
        crowd.incrementAndGet();
    }

    /** @param status of the answer; 0 = none came, -1 = the connection was refused */
    void webhookNotTaken(int status) {
        notTaken.merge(status, 1, Integer::sum);
    }

    synchronized List<Line> after(long number) {
        var many = crowd.getAndSet(0);
        if (many > 0) {
            add("→ messaggi ad altri " + many + (many == 1 ? " numero" : " numeri"));
        }
        for (var status : notTaken.keySet()) {
            var times = notTaken.remove(status);
            if (times != null) {
                add("← non presa" + (times == 1 ? "" : " " + times + " volte") + ": " + reason(status));
            }
        }
        return lines.stream().filter(it -> it.number > number).toList();
    }

    private static String reason(int status) {
        return switch (status) {
            case -1 -> "connessione rifiutata";
            case 0 -> "nessuna risposta";
            default -> "risposta " + status;
        };
    }

    private synchronized void add(String text) {
        lines.addLast(new Line(++count, ZonedDateTime.ofInstant(clock.instant(), ROME).format(TIME) + " " + text));
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.notice.Notice;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.preflight.Spending;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The moving part of the live page. @param rate messages a second that the number may send; 0: as fast as it goes */
record ProgressView(Notice notice, BroadcastStatus status, List<Happening> happenings, int rate, Spending.Cost cost, Instant now, Stuck stuck) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** @param who who did it; null: nobody, it happened */
    record Happening(Instant at, String words, @Nullable String who, @Nullable String more) {}

    /** How many messages wait for a person's decision, and whether the reader may take it. */
    record Stuck(long messages, boolean mayDecide) {}

    /** One stretch of the bar, in thousandths of its length. */
    record Stretch(String kind, double from, double width) {

        String fill() {
            return switch (kind) {
                case "rd" -> "#00593a";
                case "fa" -> "#9a1230";
                default -> "url(#p-" + kind + ")";
            };
        }
    }

    /** {@code 17:00:04} */
    static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /** A number as SVG writes it. */
    static String svg(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    BulkCounts counts() {
        return status.counts();
    }

    long onTheWay() {
        return counts().accepted() + counts().sent();
    }

    long waiting() {
        return counts().queued() + counts().inFlight();
    }

    /** Left, excluded and being verified: shown only where there are some. */
    long notWritten() {
        return counts().left() + counts().excluded();
    }

    List<BulkState.Failure> failures() {
        return status.failures();
    }

    /** Whether it is of no use any more: what is paused does not go on. */
    boolean isExpired() {
        return notice.content().details().isOver(now);
    }

    List<Stretch> bar() {
        double all = Math.max(1, status.recipients());
        var stretches = new ArrayList<Stretch>();
        double from = 0;
        for (var part : List.of(new Stretch("rd", 0, counts().read()), new Stretch("dl", 0, counts().delivered()), new Stretch("se", 0, onTheWay()),
                new Stretch("fa", 0, counts().failed()), new Stretch("un", 0, counts().uncertain()), new Stretch("ex", 0, notWritten()))) {
            if (part.width() > 0) {
                double width = Math.max(4, part.width() * 1000 / all);
                stretches.add(new Stretch(part.kind(), from, Math.min(width, 1000 - from)));
                from = Math.min(1000, from + width);
            }
        }
        return stretches;
    }

    /** How long it still takes; null if that cannot be told. */
    @Nullable Duration left() {
        if (status.phase() != BroadcastStatus.Phase.SENDING || rate <= 0 || waiting() == 0) {
            return null;
        }
        return Duration.ofSeconds(Math.max(1, waiting() / rate));
    }
}

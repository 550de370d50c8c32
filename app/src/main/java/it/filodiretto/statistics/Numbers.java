// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import it.filodiretto.conversation.RequestFigures;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.Trial;
import it.filodiretto.outbox.UnsignedMessages;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the public page says. Where there are fewer than {@link #FEW} requests it does not say how many, nor how long they
 * waited, so that nobody recognises themselves; what it adds up then is the rest, and it says «more than».
 *
 * @param figures as {@link it.filodiretto.conversation.Requests} gives them
 * @param automatic of the present month, the most frequent first
 * @param month the present one
 * @param trial of WhatsApp, while it is on trial or if it was
 */
record Numbers(Period period, List<RequestFigures> figures, List<UnsignedMessages.Count> automatic, YearMonth month, @Nullable Trial trial,
        boolean peopleOnly) {

    static final int FEW = 5;

    Numbers {
        figures = List.copyOf(figures);
        automatic = List.copyOf(automatic);
    }

    /** A number that may be shown, or not. @param more some that are not shown come to it */
    record Shown(long number, boolean few, boolean more) {

        static Shown of(long number) {
            return new Shown(number, number > 0 && number < FEW, false);
        }
    }

    /** Those by which somebody asked, in their order. */
    List<ChannelKind> channels() {
        return Arrays.stream(ChannelKind.values()).filter(it -> find(null, it) != null).toList();
    }

    Shown requests(@Nullable YearMonth of, @Nullable ChannelKind by) {
        if (of != null && by != null) {
            var found = find(of, by);
            return Shown.of(found == null ? 0 : found.requests());
        }
        var parts = figures.stream().filter(it -> it.month() != null && it.channel() != null)
            .filter(it -> (of == null || of.equals(it.month())) && (by == null || by == it.channel())).map(it -> Shown.of(it.requests())).toList();
        var few = parts.stream().filter(Shown::few).count();
        var rest = parts.stream().filter(it -> !it.few()).mapToLong(Shown::number).sum();
        return few == 0 ? new Shown(rest, false, false) : rest == 0 && few == 1 ? new Shown(1, true, false) : new Shown(rest, false, true);
    }

    /** Where enough were answered, else {@code null}. */
    @Nullable RequestFigures times(@Nullable YearMonth of, @Nullable ChannelKind by) {
        var found = find(of, by);
        return found == null || found.answered() < FEW ? null : found;
    }

    /** How many of a hundred were answered, rounded down: a hundred is all of them; -1: there are too few. */
    int answered() {
        var all = find(null, null);
        return all == null || all.requests() < FEW ? -1 : (int) (100 * all.answered() / all.requests());
    }

    long automaticMessages() {
        return automatic.stream().mapToLong(UnsignedMessages.Count::messages).sum();
    }

    /** In minutes, or {@code null} where it is not known or not said. */
    static @Nullable Double minutes(@Nullable Duration length) {
        return length == null ? null : length.toSeconds() / 60.0;
    }

    private @Nullable RequestFigures find(@Nullable YearMonth of, @Nullable ChannelKind by) {
        return figures.stream().filter(it -> Objects.equals(it.month(), of) && it.channel() == by).findFirst().orElse(null);
    }
}

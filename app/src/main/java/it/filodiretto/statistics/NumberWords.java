// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import it.filodiretto.conversation.RequestFigures;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.outbox.UnsignedMessages;
import it.filodiretto.page.Page;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures as people read them, in the page's language. */
final class NumberWords {

    private NumberWords() {}

    /** «1.486», «meno di 5», «più di 20». */
    static String shown(Page page, Numbers.Shown shown) {
        return shown.few() ? page.say("statistics.few", Numbers.FEW)
            : !shown.more() ? page.number(shown.number())
            : shown.number() == 0 ? page.say("statistics.some") : page.say("statistics.more", shown.number());
    }

    /** «7 min», «1 h 5 min»; a line where it is not known or not said. */
    static String time(Page page, @Nullable Duration length) {
        return length == null ? "—" : length.toMinutes() == 0 ? page.say("statistics.a-minute")
            : length.toHours() == 0 ? length.toMinutes() + " min" : length.toHours() + " h " + length.toMinutesPart() + " min";
    }

    static String median(Page page, @Nullable RequestFigures figures) {
        return time(page, figures == null ? null : figures.median());
    }

    static String ninetieth(Page page, @Nullable RequestFigures figures) {
        return time(page, figures == null ? null : figures.ninetieth());
    }

    static String channel(Page page, ChannelKind channel) {
        return page.say("statistics.channel." + channel);
    }

    /** «ott 2026» */
    static String month(Page page, YearMonth month) {
        return DateTimeFormatter.ofPattern("MMM uuuu", Locale.of(page.language())).format(month);
    }

    /** «ottobre 2026» */
    static String wholeMonth(Page page, YearMonth month) {
        return DateTimeFormatter.ofPattern("MMMM uuuu", Locale.of(page.language())).format(month);
    }

    /** «lunedì 5 ottobre 2026»: before a weekday stands no article, which would have to know «dall’8» and «dall’11». */
    static String day(Page page, LocalDate day) {
        return page.day(day) + " " + day.getYear();
    }

    /** «12 benvenuti, 3 codici» */
    static String automatic(Page page, List<UnsignedMessages.Count> counts) {
        return counts.stream().map(it -> {
            var kind = it.kind();
            return page.say("statistics.automatic." + (kind == null ? "PROGRAM" : kind.name()), it.messages());
        }).collect(Collectors.joining(", "));
    }
}

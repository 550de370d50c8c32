// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.HelpContact;
import it.filodiretto.opening.DayHours;
import it.filodiretto.opening.OpenState;
import it.filodiretto.page.Page;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What pages say about hours and help, in the page's language. */
final class ContactWords {

    private ContactWords() {}

    /** «Aperto, chiude alle 13:00», «Closed, opens again Monday 30 at 9:00». */
    static String state(Page page, ChannelLine line) {
        return !line.isForTalking() ? page.say("site.notices-only") : line.channel().timetable() == null ? page.say("site.always")
            : line.state().open() && !line.isOpen() ? page.say("webchat.absent") : state(page, line.state());
    }

    static String state(Page page, OpenState state) {
        if (page.isItalian()) {
            return state.words();
        }
        var until = state.open() ? state.closesAt() : state.opensAt();
        var key = "site.opening." + (state.open() ? "open" : "closed") + (until == null ? "" : "-until");
        return until == null ? page.say(key) : page.say(key, page.moment(until.toInstant()));
    }

    /** «Telefono virtuale» for what its name does not tell; empty if it does. */
    static String kind(Page page, ChannelLine line) {
        var kind = page.say("site.kind." + line.channel().kind());
        return line.channel().name().toLowerCase(Locale.ROOT).contains(kind.toLowerCase(Locale.ROOT)) ? "" : kind;
    }

    /** «lun, mer–ven 9:00–13:00», a line for each set of hours. */
    static List<String> week(Page page, ChannelLine line) {
        var byDay = line.week().stream().collect(Collectors.groupingBy(DayHours::day, LinkedHashMap::new,
            Collectors.mapping(it -> it.opens() + "–" + it.closes(), Collectors.joining(", "))));
        var byHours = new LinkedHashMap<String, List<DayOfWeek>>();
        byDay.forEach((day, hours) -> byHours.merge(hours, List.of(day), (one, other) -> Stream.concat(one.stream(), other.stream()).toList()));
        return byHours.entrySet().stream().map(it -> days(it.getValue(), Locale.of(page.language())) + " " + it.getKey()).toList();
    }

    private static String days(List<DayOfWeek> days, Locale language) {
        var words = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            int last = i;
            while (last + 1 < days.size() && days.get(last + 1).getValue() == days.get(last).getValue() + 1) {
                last++;
            }
            words.append(words.isEmpty() ? "" : ", ").append(days.get(i).getDisplayName(TextStyle.SHORT, language));
            if (last > i) {
                words.append(last == i + 1 ? ", " : "–").append(days.get(last).getDisplayName(TextStyle.SHORT, language));
            }
            i = last;
        }
        return words.toString();
    }

    /** What to do when something does not work, as the middle of a sentence. */
    static String help(Page page, HelpContact help) {
        if (page.isItalian()) {
            return help.words();
        }
        return Stream.of(help.email() == null ? "" : page.say("site.help.email", help.email()),
                help.phone() == null ? "" : page.say("site.help.phone", help.phone()),
                help.place() == null ? "" : page.say("site.help.place", help.name(), help.place()))
            .filter(it -> !it.isEmpty()).collect(Collectors.joining(page.say("site.help.or")));
    }

    /** «In prova fino a giovedì 31 dicembre 2026». */
    static String trial(Page page, ChannelLine line) {
        var until = line.trialUntil();
        return until == null ? page.say("site.trial") : page.say("site.trial-until", page.day(until) + " " + until.getYear());
    }
}

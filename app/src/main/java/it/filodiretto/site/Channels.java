// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.conversation.Conversations;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.opening.DayHours;
import it.filodiretto.opening.OpenState;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.opening.UnusualDay;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ways to reach the current town, as pages show them. */
@Component
class Channels {

    private final Municipalities municipalities;
    private final OpeningHours hours;
    private final Conversations conversations;
    private final Clock clock;

    Channels(Municipalities municipalities, OpeningHours hours, Conversations conversations, Clock clock) {
        this.municipalities = municipalities;
        this.hours = hours;
        this.conversations = conversations;
        this.clock = clock;
    }

    List<ChannelLine> all() {
        var town = municipalities.current();
        var today = LocalDate.ofInstant(clock.instant(), town.zone());
        return town.contacts().stream().map(it -> ChannelLine.of(it, hours, shown(town, it), today, town.office(it.office()).orElse(null)))
            .map(it -> it.with(reader(town, it))).toList();
    }

    private ChannelLine.Reader reader(Municipality town, ChannelLine line) {
        if (line.isWhatsapp() && town.whatsapp() != null && town.whatsapp().mode() == ChannelMode.ONE_WAY) {
            return ChannelLine.Reader.NONE;
        }
        return line.isChat() && line.state().open() && !conversations.isAnybodyThere() ? ChannelLine.Reader.AWAY : ChannelLine.Reader.PRESENT;
    }

    /** By the code of each timetable, the days of the next thirty on which an office or channel has other hours than usual. */
    Map<String, List<UnusualDay>> unusualDays() {
        return timetables().keySet().stream().collect(Collectors.toMap(it -> it, it -> hours.unusualDays(it, 30)));
    }

    List<ClosedDay> closedDays(Map<String, List<UnusualDay>> unusual) {
        return ClosedDay.of(timetables().entrySet().stream().map(it -> new ClosedDay.Hours(it.getValue(),
            hours.week(it.getKey()).stream().map(DayHours::day).collect(Collectors.toSet()), unusual.getOrDefault(it.getKey(), List.of()))).toList());
    }

    /** Of the days of the next thirty on which something is closed by way of exception, the first that is not over. */
    @Nullable ClosedDay nextClosure() {
        var now = LocalDateTime.ofInstant(clock.instant(), municipalities.current().zone());
        return closedDays(unusualDays()).stream().filter(it -> !it.isOver(now)).findFirst().orElse(null);
    }

    /** Whose hours each timetable has: the channels', else the offices'. */
    private Map<String, List<String>> timetables() {
        var town = municipalities.current();
        var found = new LinkedHashMap<String, List<String>>();
        for (var channel : town.contacts()) {
            if (channel.timetable() != null) {
                found.computeIfAbsent(channel.timetable(), _ -> new ArrayList<>()).add(channel.name());
            }
        }
        town.offices().forEach(it -> found.computeIfAbsent(it.timetable(), _ -> List.of(it.name())));
        return found;
    }

    /** Of what people mean by «are you open»: WhatsApp, else the first office. */
    OpenState main() {
        var town = municipalities.current();
        var ofWhatsapp = town.timetableOf(ContactChannel.Kind.WHATSAPP);
        return hours.now(ofWhatsapp == null ? town.offices().getFirst().timetable() : ofWhatsapp);
    }

    private static @Nullable String shown(Municipality town, ContactChannel channel) {
        var hidden = channel.kind() == ContactChannel.Kind.WHATSAPP && town.whatsapp() != null && town.whatsapp().registrationRequired();
        return hidden ? null : channel.at();
    }
}

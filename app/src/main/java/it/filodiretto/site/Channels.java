// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.conversation.Conversations;
import it.filodiretto.municipality.ClosedDay;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.Office;
import it.filodiretto.municipality.OpenState;
import it.filodiretto.municipality.OpeningHours;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
            .map(it -> it.isChat() && it.state().open() && !conversations.isAnybodyThere() ? it.unattended() : it).toList();
    }

    /** The days of the next thirty on which an office or channel is closed by way of exception. */
    List<ClosedDay> closedDays() {
        var town = municipalities.current();
        return Stream.concat(town.offices().stream().map(Office::timetable), town.contacts().stream().map(ContactChannel::timetable))
            .filter(Objects::nonNull).distinct().flatMap(it -> hours.closedDays(it, 30).stream())
            .sorted(Comparator.comparing(ClosedDay::day)).distinct().toList();
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

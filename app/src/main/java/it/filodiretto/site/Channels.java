// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.OpenState;
import it.filodiretto.municipality.OpeningHours;
import it.filodiretto.municipality.Trial;
import it.filodiretto.page.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ways to reach the current town, as pages show them. */
@Component
class Channels {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ITALIAN);

    private final Municipalities municipalities;
    private final OpeningHours hours;
    private final Clock clock;
    private final Words words;

    Channels(Municipalities municipalities, OpeningHours hours, Clock clock, Words words) {
        this.municipalities = municipalities;
        this.hours = hours;
        this.clock = clock;
        this.words = words;
    }

    List<ChannelLine> all() {
        var town = municipalities.current();
        return town.contacts().stream().map(it -> ChannelLine.of(it, hours, shown(town, it), trial(town, it.trial()))).toList();
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

    private @Nullable String trial(Municipality town, @Nullable Trial trial) {
        if (trial == null || !trial.on(LocalDate.ofInstant(clock.instant(), town.zone()))) {
            return null;
        }
        return trial.until() == null ? words.get("site.trial") : words.get("site.trial-until", DAY.format(trial.until()));
    }
}
